"""Moments in words, as the place with these hours sees them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, get_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def moment_in_words(at: datetime, zone: ZoneInfo) -> str:
    """A moment with its weekday: `Monday, November 23, 08:00`."""
    local = at.astimezone(zone)
    parts = {
        "weekday": _weekday(local, "l"),
        "day": _day(local),
        "time": date_format(local, "H:i"),
    }
    return _("%(weekday)s, %(day)s, %(time)s") % parts


def date_in_words(on: date) -> str:
    """A date with its weekday: `Mon, November 23`."""
    return f"{_weekday(on, 'D')}, {_day(on)}"


def _weekday(on: date, how: str) -> str:
    """Only English writes weekdays with a capital."""
    name = date_format(on, how)
    return name if (get_language() or "en").startswith("en") else name.lower()


def _day(on: date) -> str:
    """Croatian and Serbian put the month of a date into the genitive."""
    return date_format(on, get_format("MONTH_DAY_FORMAT").replace("F", "E"))
