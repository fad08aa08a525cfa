"""What is announced about the desk's own things: scripts, replies, statuses, views, acts on many."""

from dataclasses import dataclass
from typing import ClassVar

from pult.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class ScriptMoved(Event):
    """A guided script was begun beside a conversation, answered, taken a step back, finished or stopped."""

    name: ClassVar[str] = "script.moved"
    about: ClassVar[str] = "script"
    conversation_id: int
    script_id: int
    run_id: int
    state: str
    answered: int

    @property
    def subject(self) -> str:
        """The script beside a conversation; its panel listens."""
        return f"script:{self.conversation_id}"


@dataclass(frozen=True, kw_only=True)
class CannedReplyChanged(Event):
    """A canned reply was written, changed or dropped."""

    name: ClassVar[str] = "canned_reply.changed"
    about: ClassVar[str] = "canned"
    canned_id: int
    is_dropped: bool


@dataclass(frozen=True, kw_only=True)
class OwnStatusChanged(Event):
    """A status of the house was made, changed, sorted, archived or dropped."""

    name: ClassVar[str] = "own_status.changed"
    about: ClassVar[str] = "own_status"
    own_status_id: int


@dataclass(frozen=True, kw_only=True)
class SavedViewChanged(Event):
    """A view of conversations was saved, changed or dropped."""

    name: ClassVar[str] = "saved_view.changed"
    about: ClassVar[str] = "view"
    view_id: int
    is_dropped: bool
    is_shared: bool


@dataclass(frozen=True, kw_only=True)
class BulkActed(Event):
    """Somebody did the same to several conversations; each of them has its own facts beside this one."""

    name: ClassVar[str] = "bulk.acted"
    about: ClassVar[str] = "run"
    run_id: int
    done: int
    refused: int
