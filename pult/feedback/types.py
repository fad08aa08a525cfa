"""The values of feedback: states of an invitation, rights."""

from dataclasses import dataclass
from datetime import datetime
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


class AskedFor(TextChoices):
    """What customers are asked after a conversation, by the key of the survey that asks it."""

    SATISFACTION = "desk-csat", _("How satisfied they are (CSAT, five faces)")
    EFFORT = "desk-ces", _("How easy it was (CES, 1 to 7)")
    RECOMMENDATION = "desk-nps", _("Whether they would recommend us (NPS, 0 to 10)")


class Score(IntegerChoices):
    """The five faces, from worst to best."""

    VERY_BAD = 1, _("Very dissatisfied")
    BAD = 2, _("Dissatisfied")
    NEUTRAL = 3, _("Neither")
    GOOD = 4, _("Satisfied")
    VERY_GOOD = 5, _("Very satisfied")

    @property
    def face(self) -> str:
        """The face that stands for it in a mail."""
        return FACES[self]


FACES = {1: "😡", 2: "🙁", 3: "😐", 4: "🙂", 5: "😀"}


@dataclass(frozen=True, kw_only=True)
class Rating:
    """What a customer answered about a conversation: the number, on which scale, and their words."""

    score: int
    kind: str
    comment: str
    given_at: datetime
    member_id: int | None
