"""What accounts refuses."""

from pult.foundation.errors import DomainError, Invalid


class LastAdministrator(DomainError):
    """Somebody must be able to administer Pult."""

    code = "last_administrator"


class Outranked(DomainError):
    """Nobody gives, takes or shapes rights that they do not hold themselves."""

    code = "outranked"
    status = 403


class NotYourself(DomainError):
    """Some acts on oneself would lock the door from outside."""

    code = "not_yourself"


class BuiltInRole(DomainError):
    """Built-in roles stay."""

    code = "built_in_role"


class RoleInUse(DomainError):
    """A role that people hold cannot go."""

    code = "role_in_use"


class AddressTaken(Invalid):
    """Somebody has this address already."""

    code = "address_taken"


class NameTaken(Invalid):
    """Another role has this name."""

    code = "name_taken"


class InvitationClosed(DomainError):
    """The invitation was used, withdrawn, replaced, or is too old."""

    code = "invitation_closed"
    status = 410


class AlreadySetUp(DomainError):
    """This installation has its first administrator."""

    code = "already_set_up"


class LockedOut(DomainError):
    """Too many failed sign-ins."""

    code = "locked_out"
    status = 429
