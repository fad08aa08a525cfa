"""What is announced about side conversations."""

from dataclasses import dataclass
from typing import ClassVar

from .basis import ConversationEvent


@dataclass(frozen=True, kw_only=True)
class SideOpened(ConversationEvent):
    """Somebody else was asked about a conversation, beside it (`side_id`)."""

    name: ClassVar[str] = "side.opened"
    side_id: int


@dataclass(frozen=True, kw_only=True)
class SideWritten(SideOpened):
    """Something more was written in a side conversation."""

    name: ClassVar[str] = "side.written"
    message_id: int


@dataclass(frozen=True, kw_only=True)
class SideAnswered(SideWritten):
    """The third party of a side conversation has answered."""

    name: ClassVar[str] = "side.answered"


@dataclass(frozen=True, kw_only=True)
class SideClosed(SideOpened):
    """A side conversation is done."""

    name: ClassVar[str] = "side.closed"


@dataclass(frozen=True, kw_only=True)
class SideReopened(SideOpened):
    """A side conversation that was done goes on."""

    name: ClassVar[str] = "side.reopened"


@dataclass(frozen=True, kw_only=True)
class SideUndelivered(SideWritten):
    """What was written to a third party has not arrived."""

    name: ClassVar[str] = "side.undelivered"
