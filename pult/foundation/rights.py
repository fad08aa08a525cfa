"""The registry of rights: short strings that each context declares and roles grant."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise


class BuiltIn(StrEnum):
    """The roles that every installation begins with."""

    ADMINISTRATOR = "administrator"
    EXECUTIVE = "executive"
    MANAGER = "manager"
    SUPERVISOR = "supervisor"
    AGENT = "agent"


AGENTS_UP = (BuiltIn.AGENT, BuiltIn.SUPERVISOR, BuiltIn.MANAGER)
SUPERVISORS_UP = (BuiltIn.SUPERVISOR, BuiltIn.MANAGER)
MANAGERS_UP = (BuiltIn.MANAGER,)
REPORT_READERS = (BuiltIn.SUPERVISOR, BuiltIn.MANAGER, BuiltIn.EXECUTIVE)


@dataclass(frozen=True)
class Declared:
    """One right: its key, what it lets a person do, and which built-in roles begin with it."""

    key: str
    label: str | Promise
    granted_to: tuple[BuiltIn, ...]

    @property
    def context(self) -> str:
        """The context that declared the right: the part before the dot."""
        return self.key.partition(".")[0]


_declared: dict[str, Declared] = {}


def declare(right: str, label: str | Promise, *, granted_to: Iterable[BuiltIn] = ()) -> None:
    """Make a right known. Called by a context's `types.py` when it is imported; administrators have every right."""
    _declared[str(right)] = Declared(str(right), label, tuple(granted_to))


def declared() -> list[Declared]:
    """Every right, by key."""
    return [_declared[key] for key in sorted(_declared)]


def is_declared(right: str) -> bool:
    """Whether some context knows this right."""
    return right in _declared


def granted_to(role: BuiltIn) -> list[str]:
    """The rights that a built-in role begins with."""
    if role == BuiltIn.ADMINISTRATOR:
        return sorted(_declared)
    return [right.key for right in declared() if role in right.granted_to]
