"""Questions about opening hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

from django.db.models import F
from django.utils import timezone

from pult.calendars.countries import COUNTRIES
from pult.calendars.models import Calendar, ClosedDay, Holiday, HoursVersion, Timetable
from pult.calendars.storing import from_json
from pult.calendars.types import NeverOpens, OpeningHours, Span, SpecialDay, Week
from pult.calendars.writing import openings_in_words
from pult.foundation.actors import Actor


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


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a calendar stands at a moment: open until, or closed until."""

    calendar: Calendar
    is_open: bool
    until: datetime | None
    next_special: SpecialDay | None
    week: tuple[str, ...]


def standings(actor: Actor, *, at: datetime) -> list[Standing]:
    """Every calendar and how it stands now: the list of the settings."""
    rows = Calendar.objects.visible_to(actor).by_name().select_related("version")
    return [standing(calendar, at=at) for calendar in rows]


def standing(calendar: Calendar, *, at: datetime) -> Standing:
    """How one calendar stands now."""
    # The version came along with the row, so that a list costs one statement.
    known = from_json(calendar.version.content) if calendar.version else around_the_clock()
    today = at.astimezone(known.zone).date()
    is_open = known.is_open(at)
    monday = today - timedelta(days=today.weekday())
    return Standing(
        calendar=calendar,
        is_open=is_open,
        until=known.next_closing(at) if is_open else known.next_opening(at),
        next_special=min(
            (day for day in known.special_days if day.on >= today), key=lambda day: day.on, default=None
        ),
        week=tuple(
            openings_in_words(known.weekly_on(day)) for day in dates(monday, monday + timedelta(days=6))
        ),
    )


@dataclass(frozen=True, kw_only=True)
class Preview:
    """When so much opening time has passed, and what was counted on the way (the first stretches of it)."""

    start: datetime
    reached: datetime | None
    spans: tuple[Span, ...]


def preview(calendar: Calendar, *, start: datetime, duration: timedelta, most: int = 12) -> Preview:
    """When so much opening time from a moment on has passed."""
    known, zone = hours(calendar), calendar.time_zone
    try:
        reached = known.add(start, duration).astimezone(zone)
    except NeverOpens:
        return Preview(start=start.astimezone(zone), reached=None, spans=())
    spans = [
        Span(start=span.start.astimezone(zone), end=span.end.astimezone(zone))
        for span in islice(known.spans(start, reached), most)
    ]
    return Preview(start=start.astimezone(zone), reached=reached, spans=tuple(spans))


def timetables(calendar: Calendar) -> list[Timetable]:
    """The weeks of a calendar, the usual one first."""
    rows = Timetable.objects.filter(calendar=calendar).prefetch_related("openings")
    return list(rows.order_by(F("valid_from").asc(nulls_first=True)))


def holidays(calendar: Calendar, *, year: int) -> list[Holiday]:
    """The imported holidays of a year."""
    return list(Holiday.objects.filter(calendar=calendar, on__year=year).order_by("on", "country"))


def closed_days(calendar: Calendar, *, since: date) -> list[ClosedDay]:
    """The house's own closed days that are not over yet, the next first."""
    return list(ClosedDay.objects.filter(calendar=calendar, last_on__gte=since).order_by("first_on", "pk"))


def countries() -> list[tuple[str, str]]:
    """The countries whose public holidays are known: code and name."""
    return [(code, str(name)) for code, name in COUNTRIES.items()]
