"""What retention refuses."""

from pult.foundation.errors import DomainError, Invalid


class TooYoung(Invalid):
    """Nothing that young is forgotten by a rule."""

    code = "too_young"


class NotLooked(DomainError):
    """The preview that was looked at is not that of the rule as it is now."""

    code = "preview_outdated"


class OnHold(DomainError):
    """A legal hold keeps it."""

    code = "on_hold"


class HeldAlready(DomainError):
    """It is on hold already, or not any more."""

    code = "held_already"
