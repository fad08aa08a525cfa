"""What skills says no to."""

from pult.foundation.errors import DomainError


class SkillInUse(DomainError):
    """A skill with evidence, or one that came with Pult, is retired, never removed."""

    code = "skill_in_use"


class HolderTaken(DomainError):
    """The evidence already belongs to another member."""

    code = "holder_taken"
