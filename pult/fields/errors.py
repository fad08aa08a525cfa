"""What fields refuses."""

from django.utils.functional import Promise

from pult.foundation.errors import DomainError, Invalid


class WrongValue(Invalid):
    """What was written does not fit the field that `key` names."""

    code = "wrong_value"

    def __init__(self, sentence: str | Promise, *, key: str) -> None:
        super().__init__(sentence)
        self.key = key


class GoesInCircles(Invalid):
    """A field would be shown only if itself were shown."""

    code = "goes_in_circles"


class UnknownField(Invalid):
    """There is no such field here, or it is not used any more."""

    code = "unknown_field"

    def __init__(self, sentence: str | Promise, *, keys: list[str]) -> None:
        super().__init__(sentence)
        self.keys = keys


class KeyTaken(DomainError):
    """Another field has this key."""

    code = "key_taken"
