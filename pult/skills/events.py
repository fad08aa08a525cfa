"""What skills announces."""

from dataclasses import dataclass
from typing import ClassVar

from pult.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class SkillEvidenced(Event):
    """Something was found out about what somebody can do. The score stays in the ledger."""

    name: ClassVar[str] = "skill.evidenced"
    about: ClassVar[str] = "holder"
    holder_id: int
    skill: str
    evidence_id: int
    source: str


@dataclass(frozen=True, kw_only=True)
class EvidenceTakenBack(Event):
    """Evidence no longer counts; it stays readable, with who took it back."""

    name: ClassVar[str] = "skill.evidence_taken_back"
    about: ClassVar[str] = "holder"
    holder_id: int
    source_ref: str


@dataclass(frozen=True, kw_only=True)
class HolderJoined(Event):
    """What is known from hiring now belongs to a member of the staff."""

    name: ClassVar[str] = "skill_holder.joined"
    about: ClassVar[str] = "holder"
    holder_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class SkillChanged(Event):
    """The catalogue has a new skill, other words for one, or one fewer in use."""

    name: ClassVar[str] = "skill.changed"
    about: ClassVar[str] = "skill"
    skill_id: int


@dataclass(frozen=True, kw_only=True)
class ProfileChanged(Event):
    """A profile of skills weighs otherwise from now on, is new, or is gone."""

    name: ClassVar[str] = "skill_profile.changed"
    about: ClassVar[str] = "profile"
    profile_id: int
