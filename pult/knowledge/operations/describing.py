"""What a document is about: owner, readers, category, review; and putting it away."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from pult.customers.models import Company
from pult.foundation.actors import Actor
from pult.foundation.events import publish as announce
from pult.knowledge.asked import key_of, shortened
from pult.knowledge.events import DocumentChanged
from pult.knowledge.models import Category, Document, Translation
from pult.workforce.models import Department, Member

from .naming import index
from .writing import must_fit

MOST_ASKED = 200


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
def also_ask(
    document: Document, questions: Iterable[str], *, by: Actor, at: datetime | None = None
) -> Document:
    """A document is also found by these questions, as far as it is not asked for in the same words already."""
    at = at or timezone.now()
    # Two who add a question at once must not lose one of them.
    document = Document.objects.select_for_update(of=("self",), no_key=True).get(pk=document.pk)
    known = {key_of(one): one for one in document.also_asked}
    for question in questions:
        if (key := key_of(question)) and len(known) < MOST_ASKED:
            known.setdefault(key, shortened(question))
    if (asked := list(known.values())) == document.also_asked:
        return document
    document.also_asked, document.changed_at = asked, at
    document.save(update_fields=["also_asked", "changed_at"])
    _index_again(document)
    announce(DocumentChanged(document_id=document.pk, by=by.ref, at=at))
    return document


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
