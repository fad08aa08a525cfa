"""What other contexts may hold of a calendar: opening hours as a frozen value. And who may change them."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from pult.calendars.hours import (
    ALL_DAY,
    DAY,
    Interval,
    NeverOpens,
    OpeningHours,
    Span,
    SpecialDay,
    Week,
)
from pult.calendars.moments import date_in_words, moment_in_words
from pult.foundation import rights
from pult.foundation.rights import MANAGERS_UP


class Right(StrEnum):
    """What calendars lets people do."""

    MANAGE = "calendars.manage"


rights.declare(Right.MANAGE, _("Manage opening hours, holidays and closed days"), granted_to=MANAGERS_UP)

__all__ = [
    "ALL_DAY",
    "DAY",
    "Interval",
    "NeverOpens",
    "OpeningHours",
    "Right",
    "Span",
    "SpecialDay",
    "Week",
    "date_in_words",
    "moment_in_words",
]
