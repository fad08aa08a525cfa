"""The values of the portal: who may change it."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from pult.foundation import rights
from pult.foundation.rights import MANAGERS_UP


class Right(StrEnum):
    """What the portal lets people do."""

    MANAGE = "portal.manage"


rights.declare(
    Right.MANAGE, _("Choose how the help centre looks and which languages it speaks"), granted_to=MANAGERS_UP
)
