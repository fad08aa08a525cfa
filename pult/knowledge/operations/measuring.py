"""Writing the figures of knowledge into the ledger."""

from pult.knowledge import metrics
from pult.knowledge.events import DocumentRated
from pult.knowledge.models import Search
from pult.metrics import operations as ledger


def measure_rating(event: DocumentRated) -> None:
    """Whether it helped; a reader who has changed their mind counts as they think now."""
    key = f"feedback:{event.feedback_id}"
    if event.revision > 1:
        ledger.take_back(metrics.USEFULNESS, key=f"{key}:{event.revision - 1}")
    ledger.record(
        metrics.USEFULNESS,
        key=f"{key}:{event.revision}",
        at=event.at,
        value=float(event.is_helpful),
        subject=event.subject,
    )


def measure_search(search: Search) -> None:
    """Whether it found anything."""
    empty = float(not search.found)
    ledger.record(metrics.EMPTY_SEARCHES, key=f"search:{search.pk}", at=search.at, value=empty)
