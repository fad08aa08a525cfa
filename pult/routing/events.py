"""What routing announces."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from pult.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class RoutingChanged(Event):
    """A department gives out its work differently."""

    name: ClassVar[str] = "routing.changed"
    about: ClassVar[str] = "department"
    department_id: int
    method: str
    before: str


@dataclass(frozen=True, kw_only=True)
class QueueRulesChanged(Event):
    """A department treats those who wait in its queue differently."""

    name: ClassVar[str] = "queue.rules_changed"
    about: ClassVar[str] = "department"
    department_id: int


@dataclass(frozen=True, kw_only=True)
class RoomChanged(Event):
    """Somebody takes more or less of a channel at once, or nothing of it."""

    name: ClassVar[str] = "room.changed"
    about: ClassVar[str] = "member"
    member_id: int
    channel: str
    is_taking: bool

    @property
    def topics(self) -> tuple[str, ...]:
        """Whoever it is, and those who watch the queues."""
        return (f"offers:{self.member_id}", "queues:0")


@dataclass(frozen=True, kw_only=True)
class WorkRulesChanged(Event):
    """A department takes work back differently, or asks for other skills."""

    name: ClassVar[str] = "routing.work_changed"
    about: ClassVar[str] = "department"
    department_id: int


@dataclass(frozen=True, kw_only=True)
class CompetenceSet(Event):
    """How well somebody masters a skill was set for routing; 0 for not at all."""

    name: ClassVar[str] = "routing.competence_set"
    about: ClassVar[str] = "member"
    member_id: int
    skill_id: int
    level: int


@dataclass(frozen=True, kw_only=True)
class WorkReturned(Event):
    """A conversation was taken from somebody who cannot answer it, and given to a deputy or back to the queue."""

    name: ClassVar[str] = "work.returned"
    about: ClassVar[str] = "conversation"
    conversation_id: int
    department_id: int
    member_id: int
    to_id: int | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class QueueEvent(Event):
    """A fact about a conversation that waits."""

    about: ClassVar[str] = "conversation"
    conversation_id: int
    department_id: int

    @property
    def topics(self) -> tuple[str, ...]:
        """The conversation, and those who watch the queues."""
        return (self.subject, "queues:0")


@dataclass(frozen=True, kw_only=True)
class QueueEntered(QueueEvent):
    """A customer has begun to wait for a person."""

    name: ClassVar[str] = "queue.entered"
    wait_id: int
    channel: str


@dataclass(frozen=True, kw_only=True)
class QueueLeft(QueueEvent):
    """A customer waits no longer: answered, gone, or nobody could take it."""

    name: ClassVar[str] = "queue.left"
    wait_id: int
    channel: str
    reason: str
    member_id: int | None
    entered_at: datetime


@dataclass(frozen=True, kw_only=True)
class QueueWidened(QueueEvent):
    """Somebody who waits is offered to more people than before."""

    name: ClassVar[str] = "queue.widened"
    wait_id: int
    reach: str


@dataclass(frozen=True, kw_only=True)
class OfferEvent(QueueEvent):
    """A fact about one offer to one member."""

    offer_id: int
    member_id: int

    @property
    def topics(self) -> tuple[str, ...]:
        """Also whoever it is offered to."""
        return (*super().topics, f"offers:{self.member_id}")


@dataclass(frozen=True, kw_only=True)
class ConversationOffered(OfferEvent):
    """A waiting conversation is offered to somebody."""

    name: ClassVar[str] = "conversation.offered"
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class OfferAccepted(OfferEvent):
    """Somebody has taken the conversation that was offered to them."""

    name: ClassVar[str] = "offer.accepted"


@dataclass(frozen=True, kw_only=True)
class OfferMissed(OfferEvent):
    """An offer was not answered in time."""

    name: ClassVar[str] = "offer.missed"


@dataclass(frozen=True, kw_only=True)
class OfferDeclined(OfferEvent):
    """Somebody has said that they cannot take it now."""

    name: ClassVar[str] = "offer.declined"


@dataclass(frozen=True, kw_only=True)
class OfferWithdrawn(OfferEvent):
    """An offer was taken back: the customer has gone, or whoever was asked is not here any longer."""

    name: ClassVar[str] = "offer.withdrawn"
