"""What the workforce announces."""

from dataclasses import dataclass
from typing import ClassVar

from pult.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class MemberEvent(Event):
    """A fact about a member."""

    about: ClassVar[str] = "member"
    member_id: int


@dataclass(frozen=True, kw_only=True)
class MemberJoined(MemberEvent):
    """Somebody has started to work here."""

    name: ClassVar[str] = "member.joined"


@dataclass(frozen=True, kw_only=True)
class MemberLeft(MemberEvent):
    """Somebody works here no longer."""

    name: ClassVar[str] = "member.left"


@dataclass(frozen=True, kw_only=True)
class MemberChanged(MemberEvent):
    """A member's department, position or terms have changed."""

    name: ClassVar[str] = "member.changed"


@dataclass(frozen=True, kw_only=True)
class PresenceChanged(MemberEvent):
    """A member has become available, away or offline."""

    name: ClassVar[str] = "presence.changed"
    presence: str
    before: str


@dataclass(frozen=True, kw_only=True)
class AbsencePlanned(MemberEvent):
    """Somebody will not be at work from one day to another; `deputy_id` stands in for them."""

    name: ClassVar[str] = "absence.planned"
    first_on: str
    last_on: str
    deputy_id: int | None


@dataclass(frozen=True, kw_only=True)
class AbsenceDropped(MemberEvent):
    """Somebody is at work after all."""

    name: ClassVar[str] = "absence.dropped"
