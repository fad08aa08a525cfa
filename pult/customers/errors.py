"""What customers refuses."""

from pult.foundation.errors import DomainError

__all__ = ["BelongsToAnother"]


class BelongsToAnother(DomainError):
    """An address or a number can be one customer's only."""

    code = "belongs_to_another"
