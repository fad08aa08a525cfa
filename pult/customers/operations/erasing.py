"""Erasing a person: what tells who they were goes, what is counted stays."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.customers.events import CustomerErased, CustomerErasureAsked
from pult.customers.models import (
    Access,
    Alike,
    Consent,
    Customer,
    CustomerMerge,
    Identity,
    MailedKey,
    Note,
    Pair,
)
from pult.customers.types import Act, MergeState
from pult.fields import operations as fields
from pult.fields.types import Audience
from pult.foundation.actors import Actor
from pult.foundation.audit.models import AuditRecord
from pult.foundation.audit.operations import record
from pult.foundation.errors import Invalid
from pult.foundation.events import publish


@transaction.atomic
def ask_erasure(customer: Customer, *, typed: str, by: Actor, at: datetime | None = None) -> None:
    """Begin to erase a person, conversation by conversation. It cannot be taken back, so their name is typed."""
    at = at or timezone.now()
    if typed.strip() != customer.name.strip():
        raise Invalid(_("Type the name as it stands above: erasing cannot be taken back."))
    if customer.erasing_since is not None:
        raise Invalid(_("This customer is erased already, or just being erased."))
    involved = Q(source=customer) | Q(target=customer)
    if CustomerMerge.objects.filter(involved, state__in=[MergeState.MOVING, MergeState.LEAVING]).exists():
        raise Invalid(_("One of them is still being merged or taken apart. Please wait a moment."))
    Customer.objects.filter(pk=customer.pk, erasing_since=None).update(erasing_since=at)
    record(Act.ERASED, by=by, about=f"customer:{customer.pk}", at=at)
    publish(CustomerErasureAsked(customer_id=customer.pk, after_id=0, by=by.ref, at=at))


def go_on_erasing(customer_id: int, *, after: int, by: str, at: datetime) -> None:
    """A portion is done; the next one comes."""
    publish(CustomerErasureAsked(customer_id=customer_id, after_id=after, by=by, at=at))


@transaction.atomic
def erase_customer(customer: Customer, *, by: str, at: datetime) -> None:
    """Forget name, addresses, notes and remarks; the number stays, so that what is counted still is somebody's."""
    who = [customer.pk, *Customer.objects.filter(merged_into=customer).values_list("pk", flat=True)]
    Identity.objects.filter(customer__in=who).delete()
    Note.objects.filter(customer__in=who).delete()
    Consent.objects.filter(customer__in=who).update(words="")
    Access.objects.filter(customer__in=who).delete()
    MailedKey.objects.filter(customer__in=who).delete()
    Alike.objects.filter(customer__in=who).delete()
    Pair.objects.filter(Q(first__in=who) | Q(second__in=who)).delete()
    CustomerMerge.objects.filter(target__in=who).delete()
    abouts = [f"customer:{pk}" for pk in who]
    AuditRecord.objects.filter(about__in=abouts).update(about_name="", before=None, after=None)
    for pk in who:
        fields.forget_values(Audience.CUSTOMER, pk)
        Customer.objects.filter(pk=pk).update(
            name=called(pk),
            note="",
            language="",
            main_email="",
            company=None,
            reads_company=False,
            vector="",
            erased_at=at,
        )
    publish(CustomerErased(customer_id=customer.pk, by=by, at=at))


def called(customer_id: int) -> str:
    """What somebody is called of whom only the number is left."""
    return f"#{customer_id}"
