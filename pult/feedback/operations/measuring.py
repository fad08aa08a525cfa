"""Writing the figures of feedback into the ledger."""

from pult.conversations.models import Conversation
from pult.feedback import metrics
from pult.feedback.events import FeedbackEvent, RatingGiven, SurveySent
from pult.feedback.models import Asked
from pult.metrics import operations as ledger
from pult.metrics.types import Metric
from pult.surveys.types import Kind

# From here on an answer to "we made it easy" agrees.
EASY = 5


def measure_sent(event: SurveySent) -> None:
    """One more was asked, and has not answered so far."""
    ledger.record(
        metrics.RESPONSE_RATE,
        key=f"invitation:{event.invitation_id}",
        at=event.at,
        value=0.0,
        **_where(event),
    )


def measure_rating(event: RatingGiven) -> None:
    """The rating as it stands now, on the day it was first given; and one more who answered."""
    metric, value = _measured(event)
    key = f"answer:{event.invitation_id}"
    if event.revision > 1:
        ledger.take_back(metric, key=f"{key}:{event.revision - 1}")
    ledger.record(
        metric, key=f"{key}:{event.revision}", at=event.given_at or event.at, value=value, **_where(event)
    )
    if event.revision == 1:
        _measure_answer(event)


def _measured(event: RatingGiven) -> tuple[Metric, float]:
    if event.kind == Kind.NPS:
        return metrics.NPS, float(event.score)
    if event.kind == Kind.CES:
        return metrics.CES, float(event.score >= EASY)
    return metrics.CSAT, float(event.score)


def _measure_answer(event: RatingGiven) -> None:
    key = f"invitation:{event.invitation_id}"
    asked = Asked.objects.get(pk=event.invitation_id)
    if asked.sent_at is not None and ledger.take_back(metrics.RESPONSE_RATE, key=key):
        ledger.record(
            metrics.RESPONSE_RATE, key=f"{key}:answered", at=asked.sent_at, value=1.0, **_where(event)
        )


def _where(event: FeedbackEvent) -> dict[str, int | str | None]:
    doors = Conversation.objects.filter(pk=event.conversation_id).values_list("inbox_id", flat=True)
    return {
        "inbox_id": doors.first(),
        "department_id": event.department_id,
        "member_id": event.member_id,
        "subject": f"conversation:{event.conversation_id}",
    }
