"""What the form door refuses."""

from pult.foundation.errors import DomainError, Invalid

__all__ = ["BadCondition", "KeyTaken"]


class BadCondition(Invalid):
    """A field may only depend on a choice or a checkbox that stands before it."""

    code = "bad_condition"


class KeyTaken(DomainError):
    """Two forms cannot have one address."""

    code = "key_taken"
    status = 422
