"""The values of feedback: states of an invitation, rights."""

from enum import StrEnum

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.foundation import rights
from pult.foundation.rights import MANAGERS_UP


class Right(StrEnum):
    """What feedback lets people do."""

    MANAGE = "feedback.manage"


rights.declare(Right.MANAGE, _("Choose when customers are asked for a rating"), granted_to=MANAGERS_UP)


class State(TextChoices):
    """How far an invitation has come."""

    PLANNED = "planned", pgettext_lazy("invitation", "Planned")
    SENT = "sent", pgettext_lazy("invitation", "Sent")
    CANCELLED = "cancelled", pgettext_lazy("invitation", "Cancelled")


class Score(IntegerChoices):
    """The five answers, from worst to best."""

    VERY_BAD = 1, _("Very dissatisfied")
    BAD = 2, _("Dissatisfied")
    NEUTRAL = 3, _("Neither")
    GOOD = 4, _("Satisfied")
    VERY_GOOD = 5, _("Very satisfied")

    @property
    def face(self) -> str:
        """The face that stands for it."""
        return FACES[self]

    @property
    def icon(self) -> str:
        """The same face as a drawing, for screens."""
        return ICONS[self]

    @property
    def tone(self) -> str:
        """Its colour's meaning: never shown without its words."""
        return "good" if self >= Score.GOOD else "late" if self <= Score.BAD else "risk"


FACES = {1: "😡", 2: "🙁", 3: "😐", 4: "🙂", 5: "😀"}
ICONS = {1: "mood-angry", 2: "mood-sad", 3: "mood-neutral", 4: "mood-smile", 5: "mood-happy"}
LONGEST_COMMENT = 4000
