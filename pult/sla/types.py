"""The values of service levels: what is promised, and who may change it."""

from datetime import timedelta
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pult.foundation import rights
from pult.foundation.rights import MANAGERS_UP


class Right(StrEnum):
    """What service levels let people do."""

    MANAGE = "sla.manage"


rights.declare(Right.MANAGE, _("Manage service levels: what is promised to whom"), granted_to=MANAGERS_UP)


class Target(TextChoices):
    """What is promised: the first answer, every next one, and a solution."""

    FIRST_RESPONSE = "first_response", _("First response")
    NEXT_RESPONSE = "next_response", _("Next response")
    RESOLUTION = "resolution", _("Resolution")


RESPONSES = (Target.FIRST_RESPONSE, Target.NEXT_RESPONSE)

NEAR = timedelta(minutes=15)
NEAR_SHARE = 0.25
"""A deadline is near when this share of its time is left, and at most so long before it."""

# What a policy can ask about a conversation beside department and channel: what lasts. Own fields begin like this.
ASKED = frozenset({"customer", "company", "tags", "language", "brand", "type"})
FIELD = "field-"
