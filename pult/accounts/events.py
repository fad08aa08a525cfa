"""What accounts announces."""

from dataclasses import dataclass
from typing import ClassVar

from pult.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class PersonEvent(Event):
    """A fact about a person."""

    about: ClassVar[str] = "person"
    person_id: int


@dataclass(frozen=True, kw_only=True)
class PersonJoined(PersonEvent):
    """Somebody has an account now; `invitation_id` is set when they came by invitation."""

    name: ClassVar[str] = "person.joined"
    invitation_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class PersonSwitchedOff(PersonEvent):
    """Somebody may no longer sign in."""

    name: ClassVar[str] = "person.switched_off"


@dataclass(frozen=True, kw_only=True)
class PersonSwitchedOn(PersonEvent):
    """Somebody may sign in again."""

    name: ClassVar[str] = "person.switched_on"


@dataclass(frozen=True, kw_only=True)
class PersonRolesChanged(PersonEvent):
    """Somebody has other roles, and with them perhaps other rights."""

    name: ClassVar[str] = "person.roles_changed"


@dataclass(frozen=True, kw_only=True)
class PersonInvited(Event):
    """A letter has gone out that lets somebody in."""

    name: ClassVar[str] = "person.invited"
    about: ClassVar[str] = "invitation"
    invitation_id: int


@dataclass(frozen=True, kw_only=True)
class RoleChanged(Event):
    """A role was made, changed or removed."""

    name: ClassVar[str] = "role.changed"
    about: ClassVar[str] = "role"
    role_id: int
