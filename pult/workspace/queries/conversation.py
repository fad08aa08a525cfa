"""What the conversation's own screen shows: the thread, the properties, the customer beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from pult.accounts.models import Person
from pult.conversations.models import (
    Attachment,
    Conversation,
    ConversationQuerySet,
    Draft,
    Message,
    ReadMark,
)
from pult.conversations.types import MessageKind
from pult.foundation.actors import Actor
from pult.foundation.eventlog.models import EventRecord
from pult.inboxes.types import Channel
from pult.workforce.models import Department
from pult.workspace.facts import TOLD, Names, told
from pult.workspace.types import EntryKind, FactLine

MOST_MESSAGES = 100
MOST_FACTS = 300
EARLIER = 6
CHATS = frozenset({Channel.CHAT, Channel.CALL})


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing in the thread: a message or a fact."""

    kind: EntryKind
    at: datetime
    message: Message | None = None
    fact: FactLine | None = None
    is_newest: bool = False


@dataclass(frozen=True, kw_only=True)
class Thread:
    """A conversation's entries in the order of time."""

    entries: list[Entry]
    newest_message_id: int
    hidden: int


def open_to(actor: Actor) -> ConversationQuerySet:
    """The conversations that this person may open, with everything that the header shows."""
    mark = ReadMark.objects.filter(conversation=OuterRef("pk"), person_id=actor.person_id)
    return (
        Conversation.objects.visible_to(actor)
        .select_related("customer__company", "assignee__person", "department", "inbox")
        .annotate(read_up_to=Coalesce(Subquery(mark.values("last_message_id")[:1]), 0))
    )


def thread_of(conversation: Conversation, *, whole: bool = False) -> Thread:
    """The messages and facts of a conversation; the newest ones unless the whole is asked for."""
    files = Prefetch("attachments", Attachment.objects.select_related("file").order_by("id"))
    newest_first = conversation.messages.prefetch_related(files).order_by("-id")
    messages = list(newest_first if whole else newest_first[: MOST_MESSAGES + 1])
    hidden = 0
    if not whole and len(messages) > MOST_MESSAGES:
        messages = messages[:MOST_MESSAGES]
        hidden = conversation.messages.count() - MOST_MESSAGES
    since = messages[-1].at if hidden else None
    entries = [_entry(message, conversation) for message in reversed(messages)]
    entries += [
        Entry(kind=EntryKind.FACT, at=fact.at, fact=fact) for fact in facts_of(conversation, since=since)
    ]
    return Thread(
        entries=sorted(entries, key=lambda entry: entry.at),
        newest_message_id=messages[0].pk if messages else 0,
        hidden=hidden,
    )


def facts_of(conversation: Conversation, *, since: datetime | None = None) -> list[FactLine]:
    """What happened to the conversation besides its messages, in words."""
    query = EventRecord.objects.filter(subject=f"conversation:{conversation.pk}", name__in=TOLD)
    if since is not None:
        query = query.filter(at__gte=since)
    records = list(query.order_by("-id")[:MOST_FACTS])
    names = _names_in(records)
    lines = [told(record, names) for record in reversed(records)]
    return [line for line in lines if line is not None]


def _names_in(records: Iterable[EventRecord]) -> Names:
    people, departments = set[int](), set[int]()
    for record in records:
        kind, _, key = record.by.partition(":")
        if kind == "person" and key.isdigit():
            people.add(int(key))
        if record.name == "conversation.transferred":
            departments |= {record.data["department_id"], record.data["before_id"]}
        people |= {
            value for key in ("assignee_id", "before_id") if isinstance(value := record.data.get(key), int)
        }
    return Names(
        people=dict(Person.objects.filter(pk__in=people).values_list("pk", "name")) if people else {},
        departments=dict(Department.objects.filter(pk__in=departments).values_list("pk", "name"))
        if departments
        else {},
    )


def _entry(message: Message, conversation: Conversation) -> Entry:
    if message.kind == MessageKind.NOTE:
        kind = EntryKind.NOTE
    else:
        kind = EntryKind.CHAT if conversation.channel in CHATS else EntryKind.MAIL
    return Entry(
        kind=kind,
        at=message.at,
        message=message,
        is_newest=message.pk == conversation.last_customer_message_id,
    )


def drafts_of(conversation: Conversation, actor: Actor) -> dict[str, str]:
    """What this person has begun to write here: the text by kind."""
    return dict(
        Draft.objects.filter(conversation=conversation, person_id=actor.person_id).values_list("kind", "text")
    )


def earlier_of(conversation: Conversation, actor: Actor) -> list[Conversation]:
    """The customer's latest other conversations, as far as this person may read them."""
    others = Conversation.objects.visible_to(actor).filter(customer_id=conversation.customer_id)
    return list(others.exclude(pk=conversation.pk).order_by("-activity_at", "-id")[:EARLIER])


def attachments_open_to(actor: Actor) -> QuerySet[Attachment]:
    """The files of the conversations that this person may read."""
    return Attachment.objects.filter(message__in=Message.objects.visible_to(actor)).select_related("file")
