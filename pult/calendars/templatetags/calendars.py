"""Tags for opening hours."""

from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from pult.calendars.moments import date_in_words
from pult.calendars.types import Interval, moment_in_words
from pult.calendars.writing import openings_in_words

register = template.Library()


@register.filter
def grouped_days(week: tuple[str, ...]) -> list[dict[str, str]]:
    """Days with the same openings together: Mon–Fri 08:00–16:00."""
    groups = []
    for openings, members in groupby(range(7), key=lambda day: week[day]):
        days = list(members)
        names = [str(WEEKDAYS_ABBR[day]) for day in (days[0], days[-1])]
        span = names[0] if len(days) == 1 else "–".join(names)
        groups.append({"days": span, "openings": openings or _("closed")})
    return groups


@register.filter
def day_and_time(moment: datetime | None) -> str:
    """A moment with its weekday, in the zone in force: Monday, November 23, 08:00."""
    zone = timezone.get_current_timezone()
    return moment_in_words(moment, ZoneInfo(str(zone))) if moment else ""


@register.filter
def weekday_and_date(on: date) -> str:
    """A date with its weekday: Fri, December 25."""
    return date_in_words(on)


@register.filter
def as_openings(openings: tuple[Interval, ...]) -> str:
    """Openings as people write them."""
    return openings_in_words(openings)
