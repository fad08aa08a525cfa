"""What knowledge does upon its own facts: texts are found by what they say now, and figures are kept."""

from pult.foundation.actors import Kind
from pult.foundation.events import subscribe

from .events import DocumentChanged, DocumentPublished, DocumentRated, DocumentWithdrawn
from .operations import gaps, indexing, measuring


@subscribe(DocumentPublished)
def index_published(event: DocumentPublished) -> None:
    """Found by the new version."""
    indexing.index_document(event.document_id)


@subscribe(DocumentPublished)
def answer_gaps(event: DocumentPublished) -> None:
    """What it was written for is answered."""
    kind, _sign, number = event.by.partition(":")
    person = int(number) if kind == Kind.PERSON and number else None
    gaps.answer_published(event.document_id, person_id=person, by=event.by, at=event.at)


@subscribe(DocumentWithdrawn)
def forget_withdrawn(event: DocumentWithdrawn) -> None:
    """Found no longer."""
    indexing.index_document(event.document_id)


@subscribe(DocumentChanged)
def index_changed(event: DocumentChanged) -> None:
    """Found by other ways to ask."""
    indexing.index_document(event.document_id)


@subscribe(DocumentRated)
def measure_rating(event: DocumentRated) -> None:
    """One more reader has said whether it helped."""
    measuring.measure_rating(event)
