"""What every fact about a conversation says."""

from dataclasses import dataclass
from typing import ClassVar

from pult.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class ConversationEvent(Event):
    """A fact about a conversation, with where it stood when it happened."""

    about: ClassVar[str] = "conversation"
    conversation_id: int
    department_id: int
    assignee_id: int | None = None
    is_apart: bool = False

    @property
    def topics(self) -> tuple[str, ...]:
        """The conversation, its department's queue, and the desk as a whole; of what is kept apart no list hears."""
        if self.is_apart:
            return (self.subject,)
        return (self.subject, f"department:{self.department_id}", "desk:0")
