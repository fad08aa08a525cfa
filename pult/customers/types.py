"""The values of customers: kinds of identities, rights."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pult.foundation import rights
from pult.foundation.audit import acts
from pult.foundation.rights import AGENTS_UP, SUPERVISORS_UP


class Right(StrEnum):
    """What customers lets people do."""

    READ = "customers.read"
    EDIT = "customers.edit"
    DELETE = "customers.delete"
    MANAGE = "customers.manage"
    EXPORT = "customers.export"
    RESTRICT = "customers.restrict"


rights.declare(Right.READ, _("See customers and companies"), granted_to=AGENTS_UP)
rights.declare(Right.EDIT, _("Change customers and companies"), granted_to=AGENTS_UP)
rights.declare(Right.MANAGE, _("Set up what customers agree to"))
rights.declare(Right.DELETE, _("Erase customers"), granted_to=SUPERVISORS_UP)
rights.declare(Right.RESTRICT, _("Say who may see a customer or a company"), granted_to=SUPERVISORS_UP)
rights.declare(Right.EXPORT, _("Take along all that is kept about a customer"), granted_to=SUPERVISORS_UP)


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


class MergeState(TextChoices):
    """How far a merge of customers, or its undoing, has come."""

    MOVING = "moving", _("Being brought together")
    MERGED = "merged", _("Merged")
    LEAVING = "leaving", _("Being taken apart")
    UNDONE = "undone", _("Undone")


class Likeness(TextChoices):
    """Why two customers may be the same person."""

    ALIAS = "alias", _("Same mailbox, written differently")
    PHONE = "phone", _("Same phone number")
    NAME = "name", _("Same name and company")
    LOCAL = "local", _("Same address at another provider")


class Verdict(TextChoices):
    """What somebody has said about a likely duplicate."""

    OPEN = "open", _("Not decided")
    APART = "apart", _("Not the same person")


class ConsentSource(TextChoices):
    """How a customer has agreed or withdrawn."""

    STAFF = "staff", _("Told us")
    LETTER = "letter", _("In writing")
    FORM = "form", _("By a form")
    IMPORT = "import", _("Brought along by an import")
    API = "api", _("By the API")


class Act(StrEnum):
    """What is done to customers that the audit log names."""

    ERASED = "customer.erased"
    EXPORTED = "customer.exported"
    RESTRICTED = "customer.restricted"
    OPENED_UP = "customer.opened_up"


acts.declare(Act.ERASED, _("Erased a customer"))
acts.declare(Act.RESTRICTED, _("Restricted a customer or a company"))
acts.declare(Act.OPENED_UP, _("Opened a restricted customer or company to everybody"))
acts.declare(Act.EXPORTED, _("Exported all that is kept about a customer"))
