"""What the assistant refuses."""

from pult.foundation.errors import DomainError


class NotPlayable(DomainError):
    """A flow with faults cannot be published."""

    code = "not_playable"
    status = 422


class IsPlayed(DomainError):
    """A flow that a bot plays cannot be removed."""

    code = "is_played"


class ModelIsOff(DomainError):
    """The language model is not used for this."""

    code = "model_is_off"
