"""The values of automation: kinds of rules, limits, rights."""

from datetime import timedelta
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.foundation import rights
from pult.foundation.rights import SUPERVISORS_UP


class Right(StrEnum):
    """What automation lets people do."""

    MANAGE = "automation.manage"
    SHARE_MACROS = "automation.share_macros"


rights.declare(Right.MANAGE, _("Manage rules that act by themselves"), granted_to=SUPERVISORS_UP)
rights.declare(Right.SHARE_MACROS, _("Make macros for others"), granted_to=SUPERVISORS_UP)


class RuleKind(TextChoices):
    """What sets a rule off."""

    TRIGGER = "trigger", pgettext_lazy("rule", "When something happens")
    TIME = "time", pgettext_lazy("rule", "After some time")
    INTAKE = "intake", pgettext_lazy("rule", "When a mail is at the door")


class Since(TextChoices):
    """From which moment of a conversation a rule by the clock counts."""

    ACTIVITY = "activity_at", _("nothing has been written")
    WAITING = "waiting_since", _("the customer has waited for an answer")


# The limits that keep rules from going round in circles.
MOST_DEPTH = 5
MOST_A_DAY = 20
MOST_REPLIES_A_DAY = 3
A_DAY = timedelta(days=1)

KEPT_FOR = timedelta(days=90)
MOST_RULES = 200
