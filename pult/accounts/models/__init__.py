"""People, roles, invitations, tokens, and the organisation they belong to."""

from .invitations import Invitation
from .organisation import Organisation
from .people import Person, PersonQuerySet
from .roles import Role, RoleQuerySet
from .sign_in import FailedSignIns
from .tokens import Token

__all__ = [
    "FailedSignIns",
    "Invitation",
    "Organisation",
    "Person",
    "PersonQuerySet",
    "Role",
    "RoleQuerySet",
    "Token",
]
