"""The values of brands: who may shape them, and what the audit log says of it."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from pult.foundation import rights
from pult.foundation.audit import acts
from pult.foundation.rights import MANAGERS_UP

# The brand that always stands: the house itself, at the address of the installation.
HOUSE = 1


class Right(StrEnum):
    """What brands let people do."""

    MANAGE = "brands.manage"


rights.declare(Right.MANAGE, _("Set up brands: their addresses, looks and words"), granted_to=MANAGERS_UP)


class Act(StrEnum):
    """The privileged acts of brands."""

    OPENED = "brand.opened"
    CHANGED = "brand.changed"
    REMOVED = "brand.removed"


acts.declare(Act.OPENED, _("Opened a brand"))
acts.declare(Act.CHANGED, _("Changed a brand"))
acts.declare(Act.REMOVED, _("Removed a brand"))
