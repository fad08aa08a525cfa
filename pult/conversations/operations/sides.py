"""Asking somebody else beside a conversation: a supplier, a courier, a colleague outside.

The third party reads nothing of the customer's conversation but what is written or chosen for them, and the customer
nothing of this one. Only those who were written to take part in it; whom they copy in does not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.conversations.errors import CannotOpenSide, Empty, IsClosed
from pult.conversations.events import (
    ReplyPosted,
    SideClosed,
    SideOpened,
    SideReopened,
    SideWritten,
)
from pult.conversations.models import Conversation, Message, Participant, SideConversation
from pult.conversations.types import Delivery, MessageKind, Status, Upload
from pult.customers import operations as customers
from pult.customers.models import Customer, Identity
from pult.customers.types import IdentityKind
from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.inboxes.models import Inbox
from pult.inboxes.types import Channel

from .entries import add_message, hold, place
from .status import change_status
from .writing import check_not_empty, sent_before

MOST_ADDRESSES = 10
MOST_SIDES = 50
LONGEST_QUOTE = 20_000
MAIL = IdentityKind.EMAIL


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Somebody who is written to beside a conversation."""

    address: str
    name: str = ""


@transaction.atomic
def open_side(
    parent: Conversation,
    *,
    to: Sequence[Asked],
    subject: str,
    text: str,
    by: Actor,
    attachments: Iterable[Upload] = (),
    opens_parent: bool = True,
    client_key: str | None = None,
    at: datetime | None = None,
) -> SideConversation:
    """Write to third parties about a conversation, without their reading it."""
    at = at or timezone.now()
    if (repeat := sent_before(client_key)) is not None:
        return SideConversation.objects.get(pk=repeat.conversation_id)
    uploads = tuple(attachments)
    check_not_empty(text, uploads)
    if not subject.strip():
        raise Empty(_("Please give the conversation a subject."))
    parent = _can_be_asked_about(parent)
    asked = _checked(parent, to)
    conversation = _begin(parent, asked, subject, by=by, at=at)
    side = SideConversation.objects.create(
        conversation=conversation, parent=parent, person_id=by.person_id, opens_parent=opens_parent
    )
    _send(side, text, uploads, by=by, client_key=client_key, at=at)
    publish(SideOpened(**place(parent, by=by.ref, at=at), side_id=side.pk))
    return side


@transaction.atomic
def write_in_side(
    side: SideConversation,
    *,
    text: str,
    by: Actor,
    attachments: Iterable[Upload] = (),
    client_key: str | None = None,
    at: datetime | None = None,
) -> Message:
    """Write to the third parties again; it is their turn from now on."""
    at = at or timezone.now()
    uploads = tuple(attachments)
    if (repeat := sent_before(client_key)) is not None:
        return repeat
    check_not_empty(text, uploads)
    held = hold(side.pk)
    if held is None:
        raise SideConversation.DoesNotExist
    side.conversation = held
    message = _send(side, text, uploads, by=by, client_key=client_key, at=at)
    change_status(held, Status.PENDING, by=by, at=at)
    publish(SideWritten(**about(side, by=by.ref, at=at), message_id=message.pk))
    return message


@transaction.atomic
def close_side(side: SideConversation, *, by: Actor, at: datetime | None = None) -> None:
    """Nothing more is expected from them. An answer opens it again."""
    at = at or timezone.now()
    if side.conversation.is_resolved:
        return
    change_status(side.conversation, Status.SOLVED, by=by, at=at)
    publish(SideClosed(**about(side, by=by.ref, at=at)))


@transaction.atomic
def reopen_side(side: SideConversation, *, by: Actor, at: datetime | None = None) -> None:
    """Go on with a side conversation that was done."""
    at = at or timezone.now()
    if not side.conversation.is_resolved:
        return
    was_answered = side.conversation.last_kind == MessageKind.CUSTOMER
    change_status(side.conversation, Status.OPEN if was_answered else Status.PENDING, by=by, at=at)
    publish(SideReopened(**about(side, by=by.ref, at=at)))


@transaction.atomic
def set_opens_parent(side: SideConversation, opens: bool, *, by: Actor) -> None:  # noqa: ARG001, FBT001
    """Choose whether their answer opens the conversation beside which they were asked."""
    SideConversation.objects.filter(pk=side.pk).update(opens_parent=opens)
    side.opens_parent = opens


def mailbox_of(parent: Conversation) -> Inbox | None:
    """The mailbox from which third parties are written to: the conversation's own, else its department's first."""
    own = parent.inbox
    if own is not None and own.channel == Channel.EMAIL and own.is_active and not own.is_apart:
        return own
    theirs = Inbox.objects.active().for_service().filter(channel=Channel.EMAIL)
    return theirs.filter(department=parent.department_id).order_by("pk").first()


def quoted(messages: Iterable[Message]) -> str:
    """What was said in the customer's conversation, as mail quotes it; only where somebody chose it."""
    return "\n\n".join(
        "\n".join(f"> {line}".rstrip() for line in one.text[:LONGEST_QUOTE].strip().split("\n"))
        for one in messages
    )


def about(side: SideConversation, *, by: str, at: datetime) -> dict[str, Any]:
    """The fields of a fact about a side conversation, which is told of its parent."""
    return {**place(side.parent, by=by, at=at), "side_id": side.pk}


def _can_be_asked_about(parent: Conversation) -> Conversation:
    held = hold(parent.pk)
    if held is None:
        raise Conversation.DoesNotExist
    if held.merged_into_id is not None:
        raise IsClosed(
            _("This conversation goes on in #%(number)s. Write there.") % {"number": held.merged_into_id}
        )
    if held.status == Status.CLOSED:
        raise IsClosed(_("This conversation is closed. Start a new one that follows it."))
    if held.is_apart:
        raise CannotOpenSide(_("Nobody can be asked beside this conversation."))
    if held.sides.count() >= MOST_SIDES:
        raise CannotOpenSide(_("There are too many side conversations here. Go on in one of them."))
    return held


def _checked(parent: Conversation, to: Sequence[Asked]) -> list[Asked]:
    """Each once, with an address that mail can reach, and none who is in the conversation anyway."""
    asked = {value: one for one in to if (value := customers.normalised(MAIL, one.address))}
    if not asked:
        raise Invalid(_("Name at least one address to write to."))
    if len(asked) > MOST_ADDRESSES:
        raise Invalid(_("Ten addresses at most take part in a side conversation."))
    for value in asked:
        _check_address(value)
    within = set(parent.participants.filter(kind=MAIL, value__in=asked).values_list("value", flat=True))
    within |= set(_identities(parent.customer_id, asked).values_list("value", flat=True))
    if within:
        raise CannotOpenSide(
            _("%(address)s takes part in the conversation itself. Write to them there.")
            % {"address": min(within)}
        )
    return [Asked(address=value, name=" ".join(one.name.split())[:160]) for value, one in asked.items()]


def _check_address(value: str) -> None:
    try:
        validate_email(value)
    except ValidationError as wrong:
        raise Invalid(_("“%(address)s” is not an address of mail.") % {"address": value[:100]}) from wrong
    local, _at, domain = value.rpartition("@")
    plain = f"{local.partition('+')[0]}@{domain}"
    if Inbox.objects.filter(channel=Channel.EMAIL, address__in=[value, plain]).exists():
        raise CannotOpenSide(
            _("%(address)s is a mailbox of this desk. Write a note, or hand the conversation over.")
            % {"address": value}
        )


def _identities(customer_id: int, values: Iterable[str]) -> Any:
    return Identity.objects.filter(customer=customer_id, kind=MAIL, value__in=list(values))


def _begin(
    parent: Conversation, asked: Sequence[Asked], subject: str, *, by: Actor, at: datetime
) -> Conversation:
    inbox = mailbox_of(parent)
    if inbox is None:
        raise CannotOpenSide(_("The department has no mailbox from which others can be written to."))
    third = _written_down(asked[0], by=by, at=at)
    conversation = Conversation.objects.create(
        subject=subject.strip()[:250],
        status=Status.PENDING,
        channel=Channel.EMAIL,
        inbox=inbox,
        department_id=parent.department_id,
        is_apart=True,
        is_synthetic=parent.is_synthetic,
        customer=third,
        language=third.language or inbox.language,
        opened_at=at,
        activity_at=at,
    )
    Participant.objects.bulk_create(
        Participant(conversation=conversation, kind=MAIL, value=one.address, name=one.name) for one in asked
    )
    return conversation


def _written_down(one: Asked, *, by: Actor, at: datetime) -> Customer:
    """Whoever is known keeps their name; somebody new stays out of the list of customers."""
    return customers.identify_by_hand(one.address, name=one.name, is_apart=True, by=by, at=at)


def _send(
    side: SideConversation,
    text: str,
    uploads: tuple[Upload, ...],
    *,
    by: Actor,
    client_key: str | None,
    at: datetime,
) -> Message:
    """Everybody who takes part gets it, and nobody else."""
    conversation = side.conversation
    takes_part = conversation.participants.order_by("pk").values_list("name", "value")
    message = add_message(
        conversation,
        attachments=uploads,
        kind=MessageKind.REPLY,
        at=at,
        author_id=by.id if by.is_person else None,
        author_name=by.name[:160],
        text=text,
        client_key=client_key or uuid4().hex,
        delivery=Delivery.QUEUED,
        envelope={"to": [list(one) for one in takes_part]},
        found_in=side.parent_id,
    )
    publish(
        ReplyPosted(
            **place(conversation, by=by.ref, at=at),
            message_id=message.pk,
            author_id=message.author_id,
            channel=conversation.channel,
            inbox_id=conversation.inbox_id,
            is_first=False,
            opened_at=conversation.opened_at,
            waiting_since=None,
        )
    )
    return message
