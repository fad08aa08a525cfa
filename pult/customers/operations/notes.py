"""Verbs about notes and consent."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.customers.events import ConsentChanged
from pult.customers.models import Company, Consent, Customer, Note, Purpose
from pult.customers.types import ConsentSource
from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.foundation.events import publish

LONGEST = 5_000


def add_note(
    text: str,
    *,
    customer: Customer | None = None,
    company: Company | None = None,
    by: Actor,
    at: datetime | None = None,
) -> Note:
    """Write something down about a customer or a company."""
    if not text.strip():
        raise Invalid(_("There is nothing to write down yet."))
    return Note.objects.create(
        customer=customer,
        company=company,
        text=text.strip()[:LONGEST],
        person_id=by.person_id or None,
        author_name=by.name[:160],
        at=at or timezone.now(),
    )


def drop_note(note: Note, *, by: Actor) -> None:  # noqa: ARG001
    """Forget a note."""
    Note.objects.filter(pk=note.pk).delete()


@transaction.atomic
def record_consent(
    customer: Customer,
    purpose: Purpose,
    *,
    is_given: bool,
    source: ConsentSource,
    by: Actor,
    words: str = "",
    at: datetime | None = None,
) -> Consent:
    """Write down that a customer has agreed, or agrees no longer."""
    at = at or timezone.now()
    if is_given and not purpose.is_active:
        raise Invalid(_("This purpose is not in use any more."))
    entry = Consent.objects.create(
        customer=customer,
        purpose=purpose,
        is_given=is_given,
        at=at,
        source=source,
        words=words.strip()[:300],
        person_id=by.person_id or None,
        author_name=by.name[:160],
    )
    publish(
        ConsentChanged(customer_id=customer.pk, purpose_id=purpose.pk, is_given=is_given, by=by.ref, at=at)
    )
    return entry


@transaction.atomic
def save_purpose(purpose: Purpose, *, by: Actor) -> Purpose:  # noqa: ARG001
    """Name something that customers can agree to, or change what it says."""
    same = Purpose.objects.filter(name__iexact=purpose.name.strip()).exclude(pk=purpose.pk)
    if same.exists():
        raise Invalid(_("There is a purpose of this name already."))
    purpose.name = purpose.name.strip()
    purpose.save()
    return purpose
