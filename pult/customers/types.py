"""The values of customers: kinds of identities, rights."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pult.foundation import rights
from pult.foundation.rights import AGENTS_UP, SUPERVISORS_UP


class Right(StrEnum):
    """What customers lets people do."""

    READ = "customers.read"
    EDIT = "customers.edit"
    DELETE = "customers.delete"


rights.declare(Right.READ, _("See customers and companies"), granted_to=AGENTS_UP)
rights.declare(Right.EDIT, _("Change customers and companies"), granted_to=AGENTS_UP)
rights.declare(Right.DELETE, _("Erase customers"), granted_to=SUPERVISORS_UP)


class IdentityKind(TextChoices):
    """What a customer can be recognised by."""

    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")
    VISITOR = "visitor", _("Visitor")
    HANDLE = "handle", _("Handle")


class KeyPurpose(TextChoices):
    """What a link that was mailed to a customer opens."""

    SIGN_IN = "sign_in", _("Sign in")
    ADDRESS = "address", _("Add an address")
