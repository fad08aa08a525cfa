"""Questions about opening hours."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import timezone

from pult.calendars.models import Calendar, ClosedDay, Holiday, HoursVersion
from pult.calendars.storing import from_json
from pult.calendars.types import OpeningHours, SpecialDay, Week


def hours(calendar: Calendar | None) -> OpeningHours:
    """The opening hours now in force; without a calendar, around the clock in the zone of the installation."""
    return hours_in(calendar.version_id if calendar else None)


def hours_in(version_id: int | None) -> OpeningHours:
    """The opening hours as they were in a version."""
    return around_the_clock() if version_id is None else _version(version_id)


@lru_cache(maxsize=512)
def _version(version_id: int) -> OpeningHours:
    """A version never changes, so it is read once per process."""
    return from_json(HoursVersion.objects.only("content").get(pk=version_id).content)


@lru_cache(maxsize=8)
def _always(zone: str) -> OpeningHours:
    return OpeningHours.always(ZoneInfo(zone))


def around_the_clock() -> OpeningHours:
    """Every day and night, in the zone of the installation."""
    return _always(timezone.get_default_timezone_name())


def written_down(calendar: Calendar) -> OpeningHours:
    """The opening hours as the rows of a calendar say; what a version is made from."""
    return OpeningHours(calendar.time_zone, tuple(_weeks(calendar)), tuple(_special_days(calendar)))


def _weeks(calendar: Calendar) -> Iterable[Week]:
    for timetable in calendar.timetables.order_by("valid_from").prefetch_related("openings"):
        days = [
            tuple(sorted(one.interval for one in timetable.openings.all() if one.weekday == day))
            for day in range(7)
        ]
        yield Week(days=tuple(days), valid_from=timetable.valid_from, valid_until=timetable.valid_until)


def _special_days(calendar: Calendar) -> Iterable[SpecialDay]:
    """Holidays that are kept, then the house's own closed days, whose word is the last."""
    for holiday in Holiday.objects.filter(calendar=calendar, is_kept=True).order_by("on", "country"):
        yield SpecialDay(on=holiday.on, name=holiday.name, openings=holiday.openings)
    for closed in ClosedDay.objects.filter(calendar=calendar).order_by("pk"):
        for on in dates(closed.first_on, closed.last_on):
            yield SpecialDay(on=on, name=closed.reason, openings=closed.openings)


def dates(first: date, last: date) -> list[date]:
    """Every date from the first to the last."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
