"""The values of closures: how one stands, and the words that a template is filled with."""

import re
from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

PLACES = ("banner", "reply", "chat", "call")
LONGEST_TEXT = 4000
PLACEHOLDER = re.compile(r"\{(when|from|until|reason|alternative)\}")


class ClosureKind(TextChoices):
    """Why the house is not there as usual."""

    HOLIDAY = "holiday", _("Holiday")
    OUTAGE = "outage", _("Outage")
    HOURS = "hours", _("Other opening hours")


class ClosureState(TextChoices):
    """How far an announcement has come."""

    DRAFTED = "drafted", _("Draft")
    ANNOUNCED = "announced", _("Announced")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Phase(TextChoices):
    """Where an announced closure lies in time."""

    COMING = "coming", pgettext_lazy("closure", "Coming")
    NOW = "now", _("Now")
    PAST = "past", pgettext_lazy("closure", "Past")


# Whole days: these change opening hours, and so deadlines.
OF_WHOLE_DAYS = (ClosureKind.HOLIDAY, ClosureKind.HOURS)


def filled(text: str, values: Mapping[str, str]) -> str:
    """A template with its placeholders filled in; sentences that lose all they said leave no gaps."""
    said = PLACEHOLDER.sub(lambda found: " ".join(values.get(found[1], "").split()), text)
    said = re.sub(r"[ \t]+", " ", said)
    said = re.sub(r" +([.,;:!?])", r"\1", said)
    said = re.sub(r"([.!?]) ?\.(?!\.)", r"\1", said)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in said.split("\n"))).strip()
