"""What customers refuses."""

from pult.foundation.errors import DomainError

__all__ = ["BelongsToAnother", "LinkIsDead", "NotSignedIn", "WeakPassword"]


class BelongsToAnother(DomainError):
    """An address or a number can be one customer's only."""

    code = "belongs_to_another"


class LinkIsDead(DomainError):
    """A mailed link was used, is too old, or was never one."""

    code = "link_is_dead"
    status = 410


class NotSignedIn(DomainError):
    """Somebody could not show who they are."""

    code = "not_signed_in"
    status = 422


class WeakPassword(DomainError):
    """A password that others could guess."""

    code = "weak_password"
    status = 422
