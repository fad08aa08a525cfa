"""Questions about interviews: who is free when, and how a time is told."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format

from pult.accounts.models import Organisation, Person
from pult.calendars import queries as calendars
from pult.hiring.free_times import Busy, free_times
from pult.hiring.models import Interview, Opening

DAYS_AHEAD = 14
LONGEST = timedelta(hours=12)


def zone_of(opening: Opening) -> str:
    """The time zone in which times are told: the department's, else the company's."""
    if opening.department.calendar is not None:
        return opening.department.calendar.zone
    zone = Organisation.objects.values_list("time_zone", flat=True).first()
    return zone or timezone.get_default_timezone_name()


def when(interview: Interview, *, zone: str = "") -> str:
    """The time of an interview in full, with its time zone, in the language in force."""
    if interview.start_at is None:
        return ""
    local = interview.start_at.astimezone(ZoneInfo(zone or interview.zone))
    return f"{date_format(local, 'l')}, {date_format(local, 'DATETIME_FORMAT')} ({zone or interview.zone})"


def busy_times(people: Iterable[Person], *, since: datetime, until: datetime, besides: int = 0) -> list[Busy]:
    """When at least one of these people interviews somebody."""
    rows = Interview.objects.booked().filter(
        interviewers__in=list(people), start_at__gt=since - LONGEST, start_at__lt=until
    )
    found = rows.exclude(pk=besides).distinct().values_list("start_at", "minutes")
    return [Busy(start, start + timedelta(minutes=minutes)) for start, minutes in found if start]


def is_busy(people: Iterable[Person], start: datetime, minutes: int, *, besides: int = 0) -> bool:
    """Whether somebody of these interviews at that time."""
    end = start + timedelta(minutes=minutes)
    taken = busy_times(people, since=start, until=end, besides=besides)
    return any(one.start < end and start < one.end for one in taken)


def suggested_times(
    opening: Opening, people: Sequence[Person], *, minutes: int, at: datetime, days: int = DAYS_AHEAD
) -> list[datetime]:
    """Times within the department's opening hours at which everybody is free, from tomorrow on."""
    zone = ZoneInfo(zone_of(opening))
    tomorrow = (at.astimezone(zone) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    until = tomorrow + timedelta(days=days)
    hours = calendars.hours(opening.department.calendar)
    busy = busy_times(people, since=tomorrow, until=until)
    spans = [(span.start, span.end) for span in hours.spans(tomorrow, until)]
    return free_times(spans, busy, minutes=minutes, zone=zone)
