"""To which conversation something belongs that comes in: to one that it names and whose sender takes part there."""

import re
from dataclasses import dataclass

from pult.conversations.models import Conversation, Message, SideConversation
from pult.conversations.types import UNRESOLVED, Inbound
from pult.customers import operations as customers
from pult.customers.models import Customer

from .entries import hold
from .leading import held_root

LATEST = 20
# "Re:", "AW:", "Odg:", "RE[2]:", "Одг:" …, one after the other.
ANSWERS = re.compile(r"^(?:\s*[^\W\d_]{1,5}(?:\[\d+\])?\s*:)+\s*")


@dataclass(frozen=True, kw_only=True)
class Whereto:
    """The conversation that a message joins; else the number of one to which it may belong."""

    joins: Conversation | None = None
    may_belong: int | None = None


def pointed_to(inbound: Inbound) -> Conversation | None:
    """Where its door says that a message belongs, else what it points to.

    The row is locked before the message is written, as it is for a reply, so that within a conversation a message with
    a higher number is never there before one with a lower: a chat reads on from the last number that it has.
    """
    if inbound.claimed_conversation is not None:
        return held_root(hold(inbound.claimed_conversation))
    return _named_by(inbound)


def where_to(inbound: Inbound, customer: Customer, *, found: Conversation | None, is_apart: bool) -> Whereto:
    """Where the message belongs: to what its door has `found` or what it points to, if its sender takes part there.

    A letter to the desk is the desk's, whatever it answers, and what is kept apart stays so. A side conversation is
    joined by another way only.
    """
    is_claimed = inbound.claimed_conversation is not None
    if found is not None and found.is_apart and SideConversation.objects.filter(pk=found.pk).exists():
        found = None
    if found is None or found.is_apart != is_apart:
        return Whereto(may_belong=None if is_claimed or is_apart else _like_it(inbound, customer))
    # Nobody looks for a hint among what is kept apart: there the signed address counts for whoever has it.
    if is_claimed or (is_apart and inbound.addressed_conversation is not None):
        return Whereto(joins=found)
    return Whereto(joins=found) if _takes_part(found, inbound, customer) else Whereto(may_belong=found.pk)


def _named_by(inbound: Inbound) -> Conversation | None:
    """By any known name of an earlier message, else by the signed address that it was sent to."""
    known = (
        Message.objects.filter(external_id__in=inbound.references)
        .select_related("conversation")
        .select_for_update(of=("conversation",), no_key=True)
        .order_by("-id")
        .first()
        if inbound.references
        else None
    )
    if known is not None:
        return held_root(known.conversation)
    if inbound.addressed_conversation is not None:
        return held_root(hold(inbound.addressed_conversation))
    return None


def _takes_part(conversation: Conversation, inbound: Inbound, customer: Customer) -> bool:
    if conversation.customer_id == customer.pk:
        return True
    value = customers.normalised(inbound.sender.kind, inbound.sender.value)
    return conversation.participants.filter(kind=inbound.sender.kind, value=value).exists()


def _like_it(inbound: Inbound, customer: Customer) -> int | None:
    """What the same customer has open under this subject, where the mail says that it is an answer."""
    prefix = ANSWERS.match(inbound.subject)
    if prefix is None:
        return None
    subject = inbound.subject[prefix.end() :].strip().casefold()
    latest = Conversation.objects.genuine().filter(customer=customer, merged_into=None)
    rows = latest.order_by("-activity_at", "-pk").values_list("pk", "subject", "status")[:LATEST]
    return next(
        (
            pk
            for pk, known, status in rows
            if status in UNRESOLVED and subject and ANSWERS.sub("", known).strip().casefold() == subject
        ),
        None,
    )
