"""Opening, changing and dropping calendars."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import available_timezones

from django.db import transaction
from django.db.models.deletion import ProtectedError
from django.utils.translation import gettext as _

from pult.calendars.errors import CalendarInUse
from pult.calendars.models import Calendar
from pult.calendars.types import Interval
from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid

from .timetables import add_timetable
from .versions import put_in_force

Openings = Mapping[int, Sequence[Interval]]


@transaction.atomic
def open_calendar(
    name: str, *, zone: str, by: Actor, week: Openings | None = None, at: datetime | None = None
) -> Calendar:
    """Write down new opening hours: a name, a time zone, and the openings of an ordinary week."""
    _check(name, zone)
    calendar = Calendar.objects.create(name=name.strip(), zone=zone)
    add_timetable(calendar, name=_("Usual hours"), week=week or {}, by=by, at=at)
    return calendar


@transaction.atomic
def change_calendar(
    calendar: Calendar, *, name: str, zone: str, by: Actor, at: datetime | None = None
) -> None:
    """Call a calendar otherwise or move it to another time zone."""
    _check(name, zone, calendar)
    Calendar.objects.filter(pk=calendar.pk).update(name=name.strip(), zone=zone)
    calendar.refresh_from_db()
    put_in_force(calendar, by=by, at=at)


@transaction.atomic
def drop_calendar(calendar: Calendar, *, by: Actor) -> None:  # noqa: ARG001 - every verb says who acts
    """Drop a calendar that nobody keeps to."""
    try:
        with transaction.atomic():
            Calendar.objects.filter(pk=calendar.pk).delete()
    except ProtectedError:
        raise CalendarInUse(_("Somebody keeps to these opening hours. Give them others first."))


def _check(name: str, zone: str, calendar: Calendar | None = None) -> None:
    if not name.strip():
        raise Invalid(_("Please give the opening hours a name."))
    if zone not in available_timezones():
        raise Invalid(_("There is no time zone of that name."))
    named = Calendar.objects.filter(name=name.strip()).first()
    if named is not None and named != calendar:
        raise Invalid(_("Other opening hours have that name already."))
