"""Reviews: a document is looked through before it grows old."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from pult.foundation.actors import Actor
from pult.foundation.events import publish as announce
from pult.knowledge.events import DocumentReviewed
from pult.knowledge.letters import tell_of_reviews
from pult.knowledge.models import Document

A_WEEK = timedelta(days=7)
MOST_AT_ONCE = 500


@transaction.atomic
def confirm_review(document: Document, *, by: Actor, at: datetime | None = None) -> None:
    """Say that a document still holds; the next review is due after its usual time."""
    at = at or timezone.now()
    due = months_later(at.date(), document.review_months) if document.review_months else None
    Document.objects.filter(pk=document.pk).update(review_on=due, reminded_at=None)
    document.refresh_from_db()
    announce(DocumentReviewed(document_id=document.pk, by=by.ref, at=at))


@transaction.atomic
def remind_of_reviews(*, at: datetime | None = None) -> int:
    """Write to the owners of what is due for review: once when it is due, and again every week until it is done."""
    at = at or timezone.now()
    due = Document.objects.in_use().published().due(at.date()).filter(owner__person__is_active=True)
    fresh = due.filter(reminded_at=None) | due.filter(reminded_at__lte=at - A_WEEK)
    found = list(fresh.select_related("owner__person").order_by("pk")[:MOST_AT_ONCE])
    for person, documents in _by_owner(found).items():
        tell_of_reviews(person, documents)
    Document.objects.filter(pk__in=[one.pk for one in found]).update(reminded_at=at)
    return len(found)


def months_later(day: date, months: int) -> date:
    """The same day some months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, 28)


def _by_owner(documents: list[Document]) -> dict[int, list[Document]]:
    grouped: dict[int, list[Document]] = {}
    for document in documents:
        grouped.setdefault(document.owner_id or 0, []).append(document)
    return grouped
