"""What a document is about: owner, readers, category, review; and putting it away."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from pult.customers.models import Company
from pult.foundation.actors import Actor
from pult.foundation.events import publish as announce
from pult.knowledge.events import DocumentChanged
from pult.knowledge.models import Category, Document, Translation
from pult.workforce.models import Department, Member

from .naming import index
from .writing import must_fit


@transaction.atomic
def change_document(
    document: Document,
    *,
    by: Actor,
    owner: Member | None,
    audience: str,
    department: Department | None = None,
    groups: Iterable[Company] = (),
    category: Category | None = None,
    also_asked: Iterable[str] = (),
    review_on: date | None = None,
    review_months: int = 12,
    at: datetime | None = None,
) -> None:
    """Say whose a document is, who reads it, where it lies, how else it is asked for, and when it is reviewed."""
    at = at or timezone.now()
    must_fit(document.kind, audience, department)
    asked = [words.strip()[:300] for words in also_asked if words.strip()]
    again = review_on != document.review_on
    Document.objects.filter(pk=document.pk).update(
        owner=owner,
        audience=audience,
        department=department,
        category=category,
        also_asked=asked,
        review_on=review_on,
        review_months=review_months,
        reminded_at=None if again else document.reminded_at,
        changed_at=at,
    )
    document.groups.set(groups)
    if asked != document.also_asked:
        _index_again(document)
    document.refresh_from_db()
    announce(DocumentChanged(document_id=document.pk, by=by.ref, at=at))


@transaction.atomic
def put_away(document: Document, *, by: Actor, at: datetime | None = None) -> None:
    """Take a document out of every list; nobody reads it until it is taken out again or published anew."""
    at = at or timezone.now()
    Document.objects.filter(pk=document.pk).update(archived_at=at, changed_at=at)
    announce(DocumentChanged(document_id=document.pk, by=by.ref, at=at))


@transaction.atomic
def take_out(document: Document, *, by: Actor, at: datetime | None = None) -> None:
    """Use a document again that was put away."""
    at = at or timezone.now()
    Document.objects.filter(pk=document.pk).update(archived_at=None, changed_at=at)
    announce(DocumentChanged(document_id=document.pk, by=by.ref, at=at))


def _index_again(document: Document) -> None:
    for translation in Translation.objects.whole().filter(document=document):
        said = translation.open_draft or translation.published
        index(translation, said.title if said else translation.title, said.body if said else "")
