"""What customers refuses."""

from pult.foundation.errors import DomainError

__all__ = [
    "BelongsToAnother",
    "CannotMerge",
    "CannotUndo",
    "LinkIsDead",
    "NotSignedIn",
    "OutOfReach",
    "WeakPassword",
]


class BelongsToAnother(DomainError):
    """An address or a number can be one customer's only."""

    code = "belongs_to_another"


class OutOfReach(DomainError):
    """What this person cannot be reached with here, whoever they are."""

    code = "out_of_reach"
    status = 422


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


class CannotMerge(DomainError):
    """These two cannot become one customer, or not now."""

    code = "cannot_merge"


class CannotUndo(DomainError):
    """A merge that cannot be taken apart, or not now."""

    code = "cannot_undo"


class NotYetThere(Exception):
    """Some rows are just being changed by others; what is to move them tries again."""
