"""The values of routing: how work is given out, rights."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pult.foundation import rights
from pult.foundation.rights import MANAGERS_UP


class Right(StrEnum):
    """What routing lets people do."""

    MANAGE = "routing.manage"


rights.declare(Right.MANAGE, _("Choose how departments give out new conversations"), granted_to=MANAGERS_UP)


class Method(TextChoices):
    """How a department gives out new conversations."""

    MANUAL = "manual", _("By hand")
    ROUND_ROBIN = "round_robin", _("Round robin")
