"""Legal holds: what no rule touches, and nobody erases, until somebody ends it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.conversations.models import Conversation
from pult.customers import operations as customers
from pult.customers.models import Customer
from pult.foundation.actors import Actor
from pult.foundation.audit import operations as audit
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.retention import queries
from pult.retention.errors import HeldAlready, OnHold
from pult.retention.events import ConversationHeld, ConversationReleased, CustomerHeld, CustomerReleased
from pult.retention.models import Hold
from pult.retention.types import Act


@transaction.atomic
def hold_conversation(
    conversation: Conversation, *, reason: str, by: Actor, at: datetime | None = None
) -> Hold:
    """Keep a conversation from being forgotten. Whoever is just forgetting it is waited for."""
    held = Conversation.objects.select_for_update(no_key=True).get(pk=conversation.pk)
    if held.merged_into_id is not None:
        raise Invalid(_("This conversation was merged into another one. Hold that one."))
    if Hold.objects.in_force().filter(conversation=held).exists():
        raise HeldAlready(_("It is on hold already."))
    return _place({"conversation": held}, f"conversation:{held.pk}", reason, by=by, at=at)


@transaction.atomic
def hold_customer(customer: Customer, *, reason: str, by: Actor, at: datetime | None = None) -> Hold:
    """Keep a customer and all their conversations from being forgotten."""
    held = Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
    if held.erasing_since is not None:
        raise Invalid(_("This customer is erased already, or just being erased."))
    if Hold.objects.in_force().filter(customer=held).exists():
        raise HeldAlready(_("It is on hold already."))
    return _place({"customer": held}, f"customer:{held.pk}", reason, by=by, at=at)


def _place(what: dict[str, Any], about: str, reason: str, *, by: Actor, at: datetime | None) -> Hold:
    at = at or timezone.now()
    reason = " ".join(reason.split())
    if not reason:
        raise Invalid(_("Say why: whoever ends the hold one day has to know."))
    placed = Hold.objects.create(**what, reason=reason[:300], by_name=by.name, at=at)
    audit.record(Act.HELD, by=by, about=about, after={"hold": placed.pk}, at=at)
    of: dict[str, Any] = {"hold_id": placed.pk, "by": by.ref, "at": at}
    if placed.conversation_id is not None:
        publish(ConversationHeld(conversation_id=placed.conversation_id, **of))
    else:
        publish(CustomerHeld(customer_id=placed.customer_id or 0, **of))
    return placed


@transaction.atomic
def end_hold(hold: Hold, *, by: Actor, at: datetime | None = None) -> None:
    """It is kept as long as everything else again."""
    at = at or timezone.now()
    changed = Hold.objects.in_force().filter(pk=hold.pk).update(ended_at=at, ended_by_name=by.name)
    if not changed:
        raise HeldAlready(_("This hold has ended already."))
    about = f"conversation:{hold.conversation_id}" if hold.conversation_id else f"customer:{hold.customer_id}"
    audit.record(Act.RELEASED, by=by, about=about, after={"hold": hold.pk}, at=at)
    of: dict[str, Any] = {"hold_id": hold.pk, "by": by.ref, "at": at}
    if hold.conversation_id is not None:
        publish(ConversationReleased(conversation_id=hold.conversation_id, **of))
    else:
        publish(CustomerReleased(customer_id=hold.customer_id or 0, **of))


@transaction.atomic
def ask_erasure(customer: Customer, *, typed: str, by: Actor) -> None:
    """Begin to erase a person whom nothing keeps; their name is typed."""
    held = Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
    if queries.hold_of_customer(held) is not None:
        raise OnHold(_("A legal hold keeps this customer or one of their conversations. End it first."))
    customers.ask_erasure(held, typed=typed, by=by)
