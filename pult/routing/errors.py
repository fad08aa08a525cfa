"""What routing refuses."""

from pult.foundation.errors import DomainError, SomebodyWasFaster

__all__ = ["NotYourTurn", "NothingWaits", "OfferOver", "SomebodyWasFaster"]


class NotYourTurn(DomainError):
    """Nobody picks here: each takes the next one."""

    code = "not_your_turn"


class OfferOver(DomainError):
    """The offer stands no longer: somebody else has it, or the customer has gone."""

    code = "offer_over"


class NothingWaits(DomainError):
    """There is no conversation for whoever has asked for the next one."""

    code = "nothing_waits"
