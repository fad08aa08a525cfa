"""Who acts: a person of the staff, a customer, a candidate, a rule, a bot, or Pult itself."""

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of actors that facts name."""

    PERSON = "person"
    CUSTOMER = "customer"
    CANDIDATE = "candidate"
    RULE = "rule"
    BOT = "bot"
    SYSTEM = "system"
    NOBODY = "nobody"


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Somebody who acts or looks, with what they may do. Cheap to make, never stored."""

    kind: Kind
    id: int | None = None
    name: str = ""
    rights: frozenset[str] = field(default=frozenset(), repr=False)
    all_rights: bool = False
    # Kinds of things of which nothing was restricted to anybody when this request began: nothing is asked about them.
    unrestricted: frozenset[str] = field(default=frozenset(), repr=False, compare=False)

    @property
    def ref(self) -> str:
        """How facts name this actor, such as `person:7`."""
        return str(self.kind) if self.id is None else f"{self.kind}:{self.id}"

    @property
    def is_person(self) -> bool:
        """A member of the staff who is signed in."""
        return self.kind == Kind.PERSON

    @property
    def person_id(self) -> int:
        """The id of the person; 0, which is nobody's, for everybody else."""
        return self.id if self.is_person and self.id is not None else 0

    def has(self, right: str) -> bool:
        """Whether this actor may do what the right names."""
        return self.all_rights or str(right) in self.rights


SYSTEM = Actor(kind=Kind.SYSTEM, name="Pult", all_rights=True)
NOBODY = Actor(kind=Kind.NOBODY)
