"""The openings of ordinary weeks."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext as _

from pult.calendars.models import Calendar, Opening, Timetable
from pult.calendars.types import DAY, Interval
from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid

from .versions import put_in_force

Openings = Mapping[int, Sequence[Interval]]


@transaction.atomic
def add_timetable(
    calendar: Calendar,
    *,
    name: str,
    by: Actor,
    week: Openings,
    valid_from: date | None = None,
    valid_until: date | None = None,
    at: datetime | None = None,
) -> Timetable:
    """Add a week that holds always or between two dates, such as summer hours."""
    if valid_from and valid_until and valid_until < valid_from:
        raise Invalid(_("The last day comes before the first."))
    if Timetable.objects.filter(calendar=calendar, valid_from=valid_from).exists():
        raise Invalid(_("Another timetable begins on that day."))
    timetable = Timetable.objects.create(
        calendar=calendar, name=name.strip(), valid_from=valid_from, valid_until=valid_until
    )
    set_week(timetable, week=week, by=by, at=at)
    return timetable


@transaction.atomic
def set_week(timetable: Timetable, *, week: Openings, by: Actor, at: datetime | None = None) -> None:
    """Say when an ordinary week is open; several openings a day, past midnight too."""
    _refuse_overlaps(week)
    Opening.objects.filter(timetable=timetable).delete()
    Opening.objects.bulk_create(
        Opening(timetable=timetable, weekday=day, opens=it.opens, closes=it.closes)
        for day, openings in week.items()
        for it in openings
    )
    put_in_force(timetable.calendar, by=by, at=at)


@transaction.atomic
def drop_timetable(timetable: Timetable, *, by: Actor, at: datetime | None = None) -> None:
    """Take a week away; the last one stays."""
    calendar = timetable.calendar
    if calendar.timetables.count() == 1:
        raise Invalid(_("Opening hours need at least one timetable."))
    Timetable.objects.filter(pk=timetable.pk).delete()
    put_in_force(calendar, by=by, at=at)


def _refuse_overlaps(week: Openings) -> None:
    openings = sorted(_around(week))
    if any(following[0] < one[1] for one, following in pairwise(openings)):
        raise Invalid(_("Two openings lie over each other."))


def _around(week: Openings) -> Iterator[tuple[int, int]]:
    """Every opening in minutes of the week; what Sunday night leaves comes round to Monday."""
    for day, openings in week.items():
        for it in openings:
            start, end = day * DAY + it.opens, day * DAY + it.closes
            yield start, end
            if end > 7 * DAY:
                yield 0, end - 7 * DAY
