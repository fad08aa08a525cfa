"""What the conversation's own screen shows: the thread, the properties, the customer beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone

from pult.accounts.models import Person
from pult.automation.queries import names_of
from pult.conversations.events import FieldsWritten, TypeSet
from pult.conversations.models import (
    Attachment,
    Checklist,
    Conversation,
    ConversationQuerySet,
    Draft,
    Follower,
    Link,
    Message,
    OwnStatus,
    PlannedReply,
    ReadMark,
    SideConversation,
)
from pult.conversations.queries import names_of_own, scope, stand_in
from pult.conversations.queries.notices import CONVERSATION
from pult.conversations.types import MessageKind
from pult.customers.models import Identity
from pult.fields.queries import catalogue, catalogue_of, edition
from pult.fields.types import Audience
from pult.foundation.actors import Actor
from pult.foundation.database import kept
from pult.foundation.database.kept_models import KeptModels
from pult.foundation.eventlog.models import EventRecord
from pult.inboxes.types import Channel
from pult.notifications.models import KeptNotice, KeptNoticeQuerySet
from pult.panels.queries import are_any
from pult.retention.queries import holds_on_conversation
from pult.workforce.models import Department
from pult.workspace.facts import TOLD, Names, told
from pult.workspace.types import EntryKind, FactLine

from .checklists import names_of_lists
from .sides import files_beside, names_of_sides

MOST_MESSAGES = 100
MOST_FACTS = 300
EARLIER = 6
CHATS = frozenset({Channel.CHAT, Channel.CALL})

OPENED: KeptModels[Conversation] = KeptModels()
REACHABLE: KeptModels[Conversation] = KeptModels()
MESSAGES: KeptModels[Message] = KeptModels()
FILES: KeptModels[Attachment] = KeptModels()
FACTS: KeptModels[EventRecord] = KeptModels()
DRAFTS = kept.Kept(tuple)
EARLIER_ONES = kept.Kept(kept.named("id", "subject", "status", "activity_at"))
IDENTITIES = kept.Kept(kept.named("kind", "value", "undeliverable_since"))


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing in the thread: a message or a fact."""

    kind: EntryKind
    at: datetime
    message: Message | None = None
    fact: FactLine | None = None
    files: list[Attachment] = field(default_factory=list)
    is_newest: bool = False


@dataclass(frozen=True, kw_only=True)
class Thread:
    """A conversation's entries in the order of time."""

    entries: list[Entry]
    newest_message_id: int
    hidden: int
    read_at: datetime


def open_to(actor: Actor) -> ConversationQuerySet:
    """The conversations that this person may open, with everything that the header shows."""
    mark = ReadMark.objects.filter(conversation=OuterRef("pk"), person_id=actor.person_id)
    return (
        Conversation.objects.visible_to(actor)
        .select_related("customer__company", "assignee__person", "department", "inbox", "own_status")
        .defer("customer__vector")
        .annotate(
            read_up_to=Coalesce(Subquery(mark.values("last_message_id")[:1]), 0),
            has_plans=Exists(PlannedReply.objects.filter(conversation=OuterRef("pk"))),
            has_links=Exists(Link.objects.filter(one=OuterRef("pk")))
            | Exists(Link.objects.filter(other=OuterRef("pk"))),
            has_checklists=Exists(Checklist.objects.filter(conversation=OuterRef("pk"))),
            has_own_statuses=Exists(OwnStatus.objects.offered()),
            has_sides=Exists(SideConversation.objects.filter(parent=OuterRef("pk"))),
            has_panels=are_any(),
            is_held=holds_on_conversation(),
            fields_edition=Subquery(edition()),
            has_notice=Exists(_notice_of(actor)),
            is_followed=Exists(
                Follower.objects.filter(conversation=OuterRef("pk"), person_id=actor.person_id)
            ),
        )
    )


def _notice_of(actor: Actor) -> "KeptNoticeQuerySet":
    """What this person has not seen of a conversation."""
    thing = Concat(Value(f"{CONVERSATION.key}:"), Cast(OuterRef("pk"), TextField()))
    return KeptNotice.objects.visible_to(actor).unread().filter(thing=thing)


def opened(actor: Actor, pk: int) -> Conversation | None:
    """One of the conversations that this person may open."""
    found = OPENED.ask(
        scope(actor),
        lambda slots: open_to(stand_in(actor, slots)).filter(pk=slots["conversation"]),
        {"conversation": pk, "person": actor.person_id},
    )
    return found[0] if found else None


def reachable(actor: Actor, pk: int) -> Conversation | None:
    """One of the conversations that this person may open, for an act: without what its header shows."""
    found = REACHABLE.ask(
        scope(actor),
        lambda slots: (
            Conversation.objects.visible_to(stand_in(actor, slots))
            .select_related("customer", "inbox")
            .defer("customer__vector")
            .filter(pk=slots["conversation"])
        ),
        {"conversation": pk, "person": actor.person_id},
    )
    return found[0] if found else None


def entry_of(message: Message, conversation: Conversation, *, has_files: bool) -> Entry:
    """A message that has just been written, as the thread will show it."""
    files = _files_in(conversation).get(message.pk, []) if has_files else []
    return _entry(message, conversation, files)


def thread_of(conversation: Conversation, *, whole: bool = False) -> Thread:
    """The messages and facts of a conversation; the newest ones unless the whole is asked for."""
    read_at = timezone.now()
    messages = MESSAGES.ask(
        whole,
        lambda slots: Message.objects.filter(conversation=slots["conversation"]).order_by("-id")[
            : None if whole else MOST_MESSAGES + 1
        ],
        {"conversation": conversation.pk},
    )
    files = _files_in(conversation)
    hidden = 0
    if not whole and len(messages) > MOST_MESSAGES:
        messages = messages[:MOST_MESSAGES]
        hidden = conversation.messages.count() - MOST_MESSAGES
    since = messages[-1].at if hidden else None
    entries = [_entry(message, conversation, files.get(message.pk, [])) for message in reversed(messages)]
    entries += [
        Entry(kind=EntryKind.FACT, at=fact.at, fact=fact) for fact in facts_of(conversation, since=since)
    ]
    return Thread(
        entries=sorted(entries, key=lambda entry: entry.at),
        newest_message_id=messages[0].pk if messages else 0,
        hidden=hidden,
        read_at=read_at,
    )


def _files_in(conversation: Conversation) -> dict[int, list[Attachment]]:
    """The files of a conversation by message."""
    files = FILES.ask(
        "files",
        lambda slots: (
            Attachment.objects.filter(message__conversation=slots["conversation"])
            .select_related("file")
            .order_by("id")
        ),
        {"conversation": conversation.pk},
    )
    by_message: dict[int, list[Attachment]] = {}
    for one in files:
        by_message.setdefault(one.message_id, []).append(one)
    return by_message


def facts_of(conversation: Conversation, *, since: datetime | None = None) -> list[FactLine]:
    """What happened to the conversation besides its messages, in words."""
    values: dict[str, kept.Value] = {"subject": conversation.pk}
    if since is not None:
        values["since"] = since
    records = FACTS.ask(since is None, _facts, values)
    names = _names_in(records, conversation)
    lines = [told(record, names) for record in reversed(records)]
    return [line for line in lines if line is not None]


def _facts(slots: Mapping[str, Any]) -> "QuerySet[EventRecord]":
    subject = Concat(Value("conversation:"), Cast(Value(slots["subject"]), TextField()))
    found = EventRecord.objects.filter(subject=subject, name__in=TOLD)
    found = found.filter(at__gte=slots["since"]) if "since" in slots else found
    return found.order_by("-id")[:MOST_FACTS]


def _names_in(records: Iterable[EventRecord], conversation: Conversation) -> Names:
    people, departments, rules, sides, own = set[int](), set[int](), set[int](), set[int](), set[int]()
    for record in records:
        kind, _, key = record.by.partition(":")
        if kind == "person" and key.isdigit():
            people.add(int(key))
        if kind == "rule" and key.isdigit():
            rules.add(int(key))
        if record.name == "conversation.transferred":
            departments |= {record.data["department_id"], record.data["before_id"]}
        if record.data.get("own_status_id"):
            own.add(record.data["own_status_id"])
        if "side_id" in record.data:
            sides.add(record.data["side_id"])
        people |= {
            value
            for key in ("assignee_id", "before_id", "member_id", "to_id")
            if isinstance(value := record.data.get(key), int)
        }
    return Names(
        people=dict(Person.objects.filter(pk__in=people).values_list("pk", "name")) if people else {},
        departments=dict(Department.objects.filter(pk__in=departments).values_list("pk", "name"))
        if departments
        else {},
        rules=names_of(rules) if rules else {},
        sides=names_of_sides(sides) if sides else {},
        statuses={pk: one.name for pk, one in names_of_own(own).items()},
        lists=names_of_lists(records),
        **_asked_in(records, conversation),
    )


def _asked_in(records: Iterable[EventRecord], conversation: Conversation) -> dict[str, Any]:
    """The names of fields and types, where the facts speak of any."""
    if not any(record.name in {FieldsWritten.name, TypeSet.name} for record in records):
        return {}
    number: int | None = getattr(conversation, "fields_edition", None)
    known = catalogue() if number is None else catalogue_of(number)
    return {
        "types": {one.pk: one.name for one in known.types},
        "fields": {one.key: one.name for one in known.of(Audience.CONVERSATION)},
    }


def _entry(message: Message, conversation: Conversation, files: list[Attachment]) -> Entry:
    if message.kind == MessageKind.NOTE:
        kind = EntryKind.NOTE
    else:
        kind = EntryKind.CHAT if conversation.channel in CHATS else EntryKind.MAIL
    return Entry(
        kind=kind,
        at=message.at,
        message=message,
        files=files,
        is_newest=message.pk == conversation.last_customer_message_id,
    )


def drafts_of(conversation: Conversation, actor: Actor) -> dict[str, str]:
    """What this person has begun to write here: the text by kind."""
    rows = DRAFTS.ask(
        "drafts",
        lambda slots: Draft.objects.filter(
            conversation=slots["conversation"], person_id=slots["person"]
        ).values_list("kind", "text"),
        {"conversation": conversation.pk, "person": actor.person_id},
    )
    return dict(rows)


def earlier_of(conversation: Conversation, actor: Actor) -> tuple[Any, ...]:
    """The customer's latest other conversations as plain values, as far as this person may read them."""
    rows = EARLIER_ONES.ask(
        scope(actor),
        lambda slots: (
            Conversation.objects.visible_to(stand_in(actor, slots))
            .filter(customer_id=slots["customer"], merged_into=None, spam_since=None)
            .exclude(pk=slots["conversation"])
            .order_by("-activity_at", "-id")
            .values_list("id", "subject", "status", "activity_at")[:EARLIER]
        ),
        {
            "customer": conversation.customer_id,
            "conversation": conversation.pk,
            "person": actor.person_id,
        },
    )
    return tuple(rows)


def identities_of(conversation: Conversation) -> tuple[Any, ...]:
    """Where the customer can be reached, as plain values."""
    rows = IDENTITIES.ask(
        "identities",
        lambda slots: (
            Identity.objects.filter(customer=slots["customer"])
            .order_by("kind", "id")
            .values_list("kind", "value", "undeliverable_since")
        ),
        {"customer": conversation.customer_id},
    )
    return tuple(rows)


def attachments_open_to(actor: Actor) -> QuerySet[Attachment]:
    """The files of the conversations that this person may read, and of those beside them."""
    here = Q(message__in=Message.objects.visible_to(actor))
    return Attachment.objects.filter(here | files_beside(actor)).select_related("file")


def messages_of(conversation: Conversation) -> list[Entry]:
    """Everything that was said in a conversation."""
    files = _files_in(conversation)
    said = conversation.messages.order_by("id")
    return [_entry(message, conversation, files.get(message.pk, [])) for message in said]
