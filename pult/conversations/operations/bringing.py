"""Bringing in: a whole matter of another desk is written down as it was. Nobody is told, no clock runs."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from pult.accounts.models import Person
from pult.conversations.events import ConversationArchived
from pult.conversations.models import Conversation, Message, Participant
from pult.conversations.types import RESOLVED, Delivery, MessageKind, Priority, Status, Upload
from pult.customers.models import Customer
from pult.foundation.actors import Actor
from pult.foundation.events import publish
from pult.inboxes.models import Inbox
from pult.workforce.models import Member

from .entries import add_message, place, touch
from .intake import NO_SUBJECT

MOST_TAGS = 20
LONGEST_TAG = 40


@dataclass(frozen=True, kw_only=True)
class PastMessage:
    """One thing that was said elsewhere. `key` makes writing it twice harmless; `html` is sanitised."""

    key: str
    kind: MessageKind
    at: datetime
    author_name: str
    author: Person | None = None
    customer: Customer | None = None
    text: str = ""
    html: str = ""
    attachments: tuple[Upload, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Past:
    """A conversation as it stood elsewhere."""

    customer: Customer
    address: str
    subject: str
    status: Status
    priority: Priority
    assignee: Member | None
    tags: tuple[str, ...]
    language: str
    opened_at: datetime
    changed_at: datetime
    messages: tuple[PastMessage, ...]


@transaction.atomic
def bring_in(past: Past, *, inbox: Inbox, by: Actor) -> Conversation:
    """Write a conversation of another desk down. It is in no queue, in nobody's figures, and nothing answers it."""
    is_resolved = past.status in RESOLVED
    conversation = Conversation.objects.create(
        subject=(past.subject.strip() or NO_SUBJECT)[:250],
        status=past.status,
        priority=past.priority,
        channel=inbox.channel,
        inbox=inbox,
        department_id=inbox.department_id,
        assignee=past.assignee,
        customer=past.customer,
        language=past.language or past.customer.language or inbox.language,
        tags=tags_of(past.tags),
        opened_at=past.opened_at,
        activity_at=past.opened_at,
        solved_at=past.changed_at if is_resolved else None,
        closed_at=past.changed_at if past.status == Status.CLOSED else None,
    )
    if past.address:
        Participant.objects.create(
            conversation=conversation, kind="email", value=past.address[:254], name=past.customer.name
        )
    _write(conversation, past.messages)
    touch(conversation, waiting_since=None if is_resolved else waits_since(past.messages))
    where = place(conversation, by=by.ref, at=past.opened_at)
    publish(ConversationArchived(**where, message_id=conversation.last_message_id))
    return conversation


@transaction.atomic
def bring_in_more(conversation: Conversation, past: Past) -> int:
    """Write down what was said elsewhere since. Returns how many messages that are; a repeat changes nothing."""
    keys = [message.key for message in past.messages]
    known = set(Message.objects.filter(intake_key__in=keys).values_list("intake_key", flat=True))
    new = tuple(message for message in past.messages if message.key not in known)
    waits = conversation.waiting_since
    _write(conversation, new)
    if new:
        touch(conversation, waiting_since=waits)
    return len(new)


def waits_since(messages: tuple[PastMessage, ...]) -> datetime | None:
    """Since when the customer has waited for an answer."""
    since = None
    for message in messages:
        if message.kind == MessageKind.REPLY:
            since = None
        elif message.kind == MessageKind.CUSTOMER:
            since = since or message.at
    return since


def tags_of(tags: tuple[str, ...]) -> list[str]:
    """The tags that fit here."""
    wanted = dict.fromkeys(" ".join(tag.split()).casefold()[:LONGEST_TAG] for tag in tags if tag.strip())
    return sorted(wanted)[:MOST_TAGS]


def _write(conversation: Conversation, messages: tuple[PastMessage, ...]) -> None:
    for message in messages:
        is_reply = message.kind == MessageKind.REPLY
        add_message(
            conversation,
            attachments=message.attachments,
            kind=message.kind,
            at=message.at,
            author=message.author,
            customer=None if message.author else message.customer,
            author_name=message.author_name[:160],
            text=message.text,
            html=message.html,
            intake_key=message.key,
            delivery=Delivery.SENT if is_reply else Delivery.NONE,
            delivery_at=message.at if is_reply else None,
        )
