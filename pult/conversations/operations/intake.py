"""Receiving: what comes in becomes a message of the right conversation, once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from pult.conversations.events import (
    ConversationMarkedSpam,
    MessageReceived,
    SpamReceived,
)
from pult.conversations.models import Conversation, Message, SideConversation, SpamMark
from pult.conversations.types import MAY_BELONG, Inbound, MessageKind, Outcome, Status, Suspicion
from pult.customers import operations as customers
from pult.customers.models import Customer
from pult.foundation.actors import SYSTEM
from pult.foundation.database.inserting import insert
from pult.foundation.database.kept_models import KeptModels
from pult.foundation.events import publish
from pult.inboxes.models import Inbox

from .answered_sides import note_answer, side_joined_by
from .belonging import pointed_to, where_to
from .entries import add_message, let_take_part, place, touch
from .spam import announce_opened, closed
from .status import back_to_open

MESSAGES: KeptModels[Message] = KeptModels()
NO_SUBJECT = "(no subject)"


@dataclass(frozen=True, kw_only=True)
class Received:
    """What became of something that came in."""

    outcome: Outcome
    conversation: Conversation
    message: Message


def receive(
    inbound: Inbound, *, inbox: Inbox, customer: Customer | None = None, may_repeat: bool = True
) -> Received:
    """Take a message in from outside: append it to its conversation or open a new one. A repeat changes nothing.

    `customer` is who sends it, where the door has found that out already; without `may_repeat` the door has made the
    key up itself, so that nothing before can have it.
    """
    try:
        with transaction.atomic():
            repeat = known(inbound) if may_repeat else None
            return repeat or _take_in(inbound, inbox=inbox, found_out=customer)
    except IntegrityError:
        # The same message came in twice at the same moment; the other one stands.
        repeat = known(inbound)
        if repeat is None:
            raise
        return repeat


def known(inbound: Inbound) -> Received | None:
    """What became of this very message when it came before."""
    message = MESSAGES.first("known", _by_key, {"key": inbound.intake_key})
    if message is None:
        return None
    return Received(outcome=Outcome.DUPLICATE, conversation=message.conversation, message=message)


def _by_key(slots: Mapping[str, Any]) -> QuerySet[Message]:
    return Message.objects.filter(intake_key=slots["key"]).select_related("conversation")


def _take_in(inbound: Inbound, *, inbox: Inbox, found_out: Customer | None = None) -> Received:
    sender = inbound.sender
    found = pointed_to(inbound)
    side = side_joined_by(inbound, found)
    customer = found_out or customers.identify(
        sender.kind,
        sender.value,
        name=sender.name,
        language=inbound.language,
        is_apart=inbox.is_apart or side is not None,
        by=SYSTEM,
        at=inbound.at,
    )
    if side is not None:
        return _answer_beside(inbound, side, customer)
    where = where_to(inbound, customer, found=found, is_apart=inbox.is_apart)
    earlier = where.joins
    if earlier is not None and earlier.inbox_id == inbox.pk:
        earlier.inbox = inbox
    if earlier is not None and earlier.is_spam:
        return _append_spam(inbound, earlier, customer)
    if inbound.spam is not None and (earlier is None or inbound.spam.of_sender):
        return _open_spam(inbound, customer, inbound.spam, inbox=inbox)
    if earlier is not None and earlier.status != Status.CLOSED:
        return _append(inbound, earlier, customer)
    may_belong = where.may_belong if earlier is None else None
    return _open(inbound, customer, inbox=inbox, follows=earlier, may_belong=may_belong)


def _open(
    inbound: Inbound,
    customer: Customer,
    *,
    inbox: Inbox,
    follows: Conversation | None,
    may_belong: int | None,
) -> Received:
    conversation = _made(inbound, customer, inbox=inbox, follows=follows)
    hint = {} if may_belong is None else {MAY_BELONG: may_belong}
    message = write(inbound, conversation, customer, more={"extras": {**inbound.extras, **hint}})
    announce_opened(conversation, message, customer, at=inbound.at)
    return Received(outcome=Outcome.OPENED, conversation=conversation, message=message)


def _made(inbound: Inbound, customer: Customer, *, inbox: Inbox, **more: Any) -> Conversation:
    conversation = Conversation(
        subject=(inbound.subject.strip() or NO_SUBJECT)[:250],
        channel=inbox.channel,
        inbox=inbox,
        department_id=inbound.department_id or inbox.department_id,
        customer=customer,
        is_apart=inbox.is_apart,
        language=inbound.language or customer.language or inbox.language,
        opened_at=inbound.at,
        activity_at=inbound.at,
        **more,
    )
    insert(conversation)
    return conversation


def _open_spam(inbound: Inbound, customer: Customer, why: Suspicion, *, inbox: Inbox) -> Received:
    """What a door takes for spam is kept whole, and told to nobody."""
    over = {"spam_since": inbound.at, **closed(inbound.at)}
    conversation = _made(inbound, customer, inbox=inbox, **over)
    SpamMark.objects.create(
        conversation=conversation, at=inbound.at, reason=why.reason, detail=why.detail[:250], is_new=True
    )
    message = write(inbound, conversation, customer)
    touch(conversation, waiting_since=None)
    where = place(conversation, by=SYSTEM.ref, at=inbound.at)
    publish(ConversationMarkedSpam(**where, before=Status.NEW, reason=why.reason, is_new=True))
    return Received(outcome=Outcome.OPENED, conversation=conversation, message=message)


def _append_spam(inbound: Inbound, conversation: Conversation, customer: Customer) -> Received:
    """More of the same: it is kept, and wakes nobody."""
    message = write(inbound, conversation, customer)
    touch(conversation, waiting_since=None)
    publish(SpamReceived(**place(conversation, by=customer.actor.ref, at=inbound.at), message_id=message.pk))
    return Received(outcome=Outcome.APPENDED, conversation=conversation, message=message)


def _append(inbound: Inbound, conversation: Conversation, customer: Customer) -> Received:
    message = write(inbound, conversation, customer)
    back_to_open(conversation, by=customer.actor, at=inbound.at)
    where = place(conversation, by=customer.actor.ref, at=inbound.at)
    publish(MessageReceived(**where, message_id=message.pk, customer_id=customer.pk, is_first=False))
    return Received(outcome=Outcome.APPENDED, conversation=conversation, message=message)


def _answer_beside(inbound: Inbound, side: SideConversation, customer: Customer) -> Received:
    conversation = side.conversation
    message = _say(inbound, conversation, customer, more={"found_in": side.parent_id})
    note_answer(side, message, by=customer.actor.ref, at=inbound.at)
    return Received(outcome=Outcome.APPENDED, conversation=conversation, message=message)


def write(
    inbound: Inbound, conversation: Conversation, customer: Customer, *, more: Mapping[str, Any] | None = None
) -> Message:
    """Write the message into its conversation, with everybody who takes part in it. `more` tells other columns."""
    own = conversation.inbox.address if conversation.inbox else ""
    everybody = [(inbound.sender.name, inbound.sender.value), *inbound.envelope.to, *inbound.envelope.cc]
    let_take_part(
        conversation,
        [
            (inbound.sender.kind, customers.normalised(inbound.sender.kind, value)[:254], name[:160])
            for name, value in everybody
            if value and value.casefold() != own
        ],
    )
    return _say(inbound, conversation, customer, more=more or {})


def _say(
    inbound: Inbound, conversation: Conversation, customer: Customer, *, more: Mapping[str, Any]
) -> Message:
    said: dict[str, Any] = {
        "kind": MessageKind.CUSTOMER,
        "at": inbound.at,
        "customer": customer,
        "author_name": (inbound.sender.name or customer.name)[:160],
        "text": inbound.text,
        "html": inbound.html,
        "quoted_text": inbound.quoted_text,
        "quoted_html": inbound.quoted_html,
        "envelope": {"to": list(inbound.envelope.to), "cc": list(inbound.envelope.cc)},
        "external_id": inbound.external_id,
        "intake_key": inbound.intake_key,
        "extras": dict(inbound.extras),
    }
    return add_message(conversation, attachments=inbound.attachments, **(said | dict(more)))
