"""What service levels announce."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from pult.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class TargetMissed(Event):
    """A promise was not kept: its moment passed before the answer or the solution."""

    name: ClassVar[str] = "target.missed"
    about: ClassVar[str] = "conversation"
    conversation_id: int
    department_id: int
    assignee_id: int | None
    target: str
    due_at: datetime

    @property
    def topics(self) -> tuple[str, ...]:
        """The conversation, its department's queue, and the desk as a whole."""
        return (self.subject, f"department:{self.department_id}", "desk:0")


@dataclass(frozen=True, kw_only=True)
class TargetNear(Event):
    """A promise has to be kept soon, by whoever has the conversation."""

    name: ClassVar[str] = "target.near"
    about: ClassVar[str] = "conversation"
    conversation_id: int
    department_id: int
    assignee_id: int
    clock_id: int
    target: str
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class PolicyChanged(Event):
    """What is promised is different from now on; running clocks keep the target they have."""

    name: ClassVar[str] = "sla_policy.changed"
    about: ClassVar[str] = "policy"
    policy_id: int
