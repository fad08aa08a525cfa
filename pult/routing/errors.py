"""What routing refuses."""

from pult.foundation.errors import DomainError, SomebodyWasFaster

__all__ = ["OfferOver", "SomebodyWasFaster"]


class OfferOver(DomainError):
    """The offer stands no longer: somebody else has it, or the customer has gone."""

    code = "offer_over"
