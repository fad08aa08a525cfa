"""What is announced about conversations and their messages."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from .basis import ConversationEvent


@dataclass(frozen=True, kw_only=True)
class ConversationOpened(ConversationEvent):
    """A new conversation has begun."""

    name: ClassVar[str] = "conversation.opened"
    customer_id: int
    channel: str
    inbox_id: int | None
    message_id: int
    split_from_id: int | None = None
    is_owed: bool | None = None

    @property
    def is_asked(self) -> bool:
        """Whether the customer waits for an answer: always, unless the staff has begun."""
        return not self.by.startswith("person:") if self.is_owed is None else self.is_owed


@dataclass(frozen=True, kw_only=True)
class ConversationArchived(ConversationEvent):
    """A conversation of the past was put away, or brought in from another desk: in no queue, in nobody's figures."""

    name: ClassVar[str] = "conversation.archived"
    message_id: int

    @property
    def topics(self) -> tuple[str, ...]:
        """No list of open work changes."""
        return ()


@dataclass(frozen=True, kw_only=True)
class MessageReceived(ConversationEvent):
    """The customer has written (also the first message of a new conversation)."""

    name: ClassVar[str] = "message.received"
    message_id: int
    customer_id: int
    is_first: bool


@dataclass(frozen=True, kw_only=True)
class ReplyPosted(ConversationEvent):
    """The staff has answered the customer. `waiting_since` is when the oldest unanswered message came, if any."""

    name: ClassVar[str] = "reply.posted"
    message_id: int
    author_id: int | None
    channel: str
    inbox_id: int | None
    is_first: bool
    opened_at: datetime
    waiting_since: datetime | None


@dataclass(frozen=True, kw_only=True)
class ConversationAcknowledged(ConversationEvent):
    """Pult has told a customer by itself that their message has arrived; that is no answer."""

    name: ClassVar[str] = "conversation.acknowledged"
    message_id: int


@dataclass(frozen=True, kw_only=True)
class ReplyPlanned(ConversationEvent):
    """A reply was written that goes out later, or its moment has changed."""

    name: ClassVar[str] = "reply.planned"
    planned_id: int
    send_at: datetime


@dataclass(frozen=True, kw_only=True)
class ReplyStopped(ConversationEvent):
    """A planned reply does not go out: it was taken back, or something speaks against it (`why`)."""

    name: ClassVar[str] = "reply.stopped"
    planned_id: int
    person_id: int
    why: str


@dataclass(frozen=True, kw_only=True)
class ReplyUnplanned(ConversationEvent):
    """A planned reply waits no longer: it was sent, or thrown away."""

    name: ClassVar[str] = "reply.unplanned"
    planned_id: int
    message_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class NoteAdded(ConversationEvent):
    """Somebody has written an internal note."""

    name: ClassVar[str] = "note.added"
    message_id: int
    author_id: int | None
    mentioned_ids: list[int] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class ConversationFollowed(ConversationEvent):
    """Somebody wants to know how a conversation goes on."""

    name: ClassVar[str] = "conversation.followed"
    person_id: int

    @property
    def topics(self) -> tuple[str, ...]:
        """It looks the same to everybody else."""
        return ()


@dataclass(frozen=True, kw_only=True)
class ConversationUnfollowed(ConversationFollowed):
    """Somebody does not want to know any more how a conversation goes on."""

    name: ClassVar[str] = "conversation.unfollowed"


@dataclass(frozen=True, kw_only=True)
class ConversationAssigned(ConversationEvent):
    """A conversation has been given to a member, or taken from one."""

    name: ClassVar[str] = "conversation.assigned"
    before_id: int | None


@dataclass(frozen=True, kw_only=True)
class ConversationTransferred(ConversationEvent):
    """A conversation has moved to another department."""

    name: ClassVar[str] = "conversation.transferred"
    before_id: int

    @property
    def topics(self) -> tuple[str, ...]:
        """Also the queue that it has left."""
        return (*super().topics, f"department:{self.before_id}")


@dataclass(frozen=True, kw_only=True)
class StatusChanged(ConversationEvent):
    """A conversation stands differently."""

    name: ClassVar[str] = "conversation.status_changed"
    status: str
    before: str
    own_status_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class ConversationSolved(ConversationEvent):
    """A conversation has been solved."""

    name: ClassVar[str] = "conversation.solved"
    customer_id: int
    channel: str
    inbox_id: int | None
    opened_at: datetime
    is_first_time: bool


@dataclass(frozen=True, kw_only=True)
class ConversationReopened(ConversationEvent):
    """A solved conversation is open again."""

    name: ClassVar[str] = "conversation.reopened"
    solved_at: datetime


@dataclass(frozen=True, kw_only=True)
class ConversationMerged(ConversationEvent):
    """A conversation goes on in another one (`into_id`); it is neither solved nor anybody's work any more."""

    name: ClassVar[str] = "conversation.merged"
    into_id: int


@dataclass(frozen=True, kw_only=True)
class ConversationUnmerged(ConversationEvent):
    """A conversation that was merged into another (`from_id`) stands on its own again."""

    name: ClassVar[str] = "conversation.unmerged"
    from_id: int
    merged_at: datetime


@dataclass(frozen=True, kw_only=True)
class ConversationTookIn(ConversationEvent):
    """Another conversation (`merged_id`) goes on in this one."""

    name: ClassVar[str] = "conversation.took_in"
    merged_id: int


@dataclass(frozen=True, kw_only=True)
class ConversationGaveBack(ConversationEvent):
    """A conversation that was merged here (`merged_id`) stands on its own again."""

    name: ClassVar[str] = "conversation.gave_back"
    merged_id: int


@dataclass(frozen=True, kw_only=True)
class ConversationSplit(ConversationEvent):
    """Some messages of a conversation went into a new one (`made_id`)."""

    name: ClassVar[str] = "conversation.split"
    made_id: int
    messages: int


@dataclass(frozen=True, kw_only=True)
class ConversationSplitOff(ConversationEvent):
    """A conversation began with messages of another one (`from_id`)."""

    name: ClassVar[str] = "conversation.split_off"
    from_id: int


@dataclass(frozen=True, kw_only=True)
class ConversationLinked(ConversationEvent):
    """A conversation was tied to another (`other_id`); `is_upwards` where that is its whole or its problem."""

    name: ClassVar[str] = "conversation.linked"
    other_id: int
    kind: str
    is_upwards: bool


@dataclass(frozen=True, kw_only=True)
class ConversationUnlinked(ConversationEvent):
    """A conversation is not tied to another (`other_id`) any more."""

    name: ClassVar[str] = "conversation.unlinked"
    other_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class HintDropped(ConversationEvent):
    """Somebody has said that a conversation belongs to no other."""

    name: ClassVar[str] = "conversation.hint_dropped"


@dataclass(frozen=True, kw_only=True)
class PriorityChanged(ConversationEvent):
    """A conversation is more or less pressing than before."""

    name: ClassVar[str] = "conversation.priority_changed"
    priority: str
    before: str


@dataclass(frozen=True, kw_only=True)
class TagsChanged(ConversationEvent):
    """The tags of a conversation have changed."""

    name: ClassVar[str] = "conversation.tags_changed"
    added: list[str]
    removed: list[str]


@dataclass(frozen=True, kw_only=True)
class TypeSet(ConversationEvent):
    """It is of another type, or of none."""

    name: ClassVar[str] = "conversation.type_set"
    type_id: int | None
    before_id: int | None


@dataclass(frozen=True, kw_only=True)
class FieldsWritten(ConversationEvent):
    """Something was written into fields; what, stands in the fields alone, so that it can be forgotten there."""

    name: ClassVar[str] = "conversation.fields_written"
    keys: list[str]


@dataclass(frozen=True, kw_only=True)
class DeliveryRecorded(ConversationEvent):
    """A door has said what became of a reply."""

    name: ClassVar[str] = "message.delivery"
    message_id: int
    delivery: str
    detail: str
