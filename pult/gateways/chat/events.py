"""What the chat door announces."""

from dataclasses import dataclass
from typing import ClassVar

from pult.conversations.events import ConversationEvent
from pult.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class ChatEnded(ConversationEvent):
    """A chat is over: the visitor or the staff has said so."""

    name: ClassVar[str] = "chat.ended"
    ended_by: str


@dataclass(frozen=True, kw_only=True)
class VisitorLeft(ConversationEvent):
    """The visitor of a chat is gone from the page."""

    name: ClassVar[str] = "chat.visitor_left"
    had_answer: bool


@dataclass(frozen=True, kw_only=True)
class VisitorReturned(ConversationEvent):
    """The visitor of a chat is back on the page."""

    name: ClassVar[str] = "chat.visitor_returned"

    @property
    def topics(self) -> tuple[str, ...]:
        """Also whoever serves them: the chat stands among theirs again."""
        return (*super().topics, *([f"offers:{self.assignee_id}"] if self.assignee_id else []))


@dataclass(frozen=True, kw_only=True)
class VisitorBlocked(Event):
    """Somebody may not chat any more."""

    name: ClassVar[str] = "visitor.blocked"
    about: ClassVar[str] = "visitor"
    visitor_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class VisitorUnblocked(Event):
    """Somebody may chat again."""

    name: ClassVar[str] = "visitor.unblocked"
    about: ClassVar[str] = "visitor"
    visitor_id: int


@dataclass(frozen=True, kw_only=True)
class WidgetChanged(Event):
    """A widget has been set up or changed."""

    name: ClassVar[str] = "widget.changed"
    about: ClassVar[str] = "widget"
    widget_id: int
    what: str
