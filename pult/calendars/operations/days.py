"""Days with hours of their own: public holidays and the house's closed days."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from pult.calendars import countries
from pult.calendars.models import Calendar, ClosedDay, Holiday
from pult.calendars.types import Interval
from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid

from .versions import put_in_force

LONGEST_CLOSURE = timedelta(days=366)


@transaction.atomic
def import_holidays(
    calendar: Calendar,
    *,
    country: str,
    year: int,
    by: Actor,
    language: str = "en",
    at: datetime | None = None,
) -> int:
    """Bring in a country's public holidays of a year; those already there stay as they are. Says how many are new."""
    before = Holiday.objects.filter(calendar=calendar).count()
    Holiday.objects.bulk_create(
        (
            Holiday(calendar=calendar, country=country, on=on, name=name[:120])
            for on, name in countries.holidays_of(country, year, language=language)
        ),
        ignore_conflicts=True,
    )
    put_in_force(calendar, by=by, at=at)
    return Holiday.objects.filter(calendar=calendar).count() - before


@transaction.atomic
def keep_holiday(
    holiday: Holiday,
    *,
    kept: bool,
    by: Actor,
    openings: Interval | None = None,
    at: datetime | None = None,
) -> None:
    """Say whether we keep a holiday, and whether we are there for a few hours on it."""
    Holiday.objects.filter(pk=holiday.pk).update(
        is_kept=kept,
        opens=openings.opens if openings else None,
        closes=openings.closes if openings else None,
    )
    put_in_force(holiday.calendar, by=by, at=at)


@transaction.atomic
def add_closed_days(
    calendar: Calendar,
    *,
    first_on: date,
    reason: str,
    by: Actor,
    last_on: date | None = None,
    openings: Interval | None = None,
    at: datetime | None = None,
) -> ClosedDay:
    """Close on one day or several for a reason of our own, or open for a few hours only."""
    last_on = last_on or first_on
    if not timedelta(0) <= last_on - first_on < LONGEST_CLOSURE:
        raise Invalid(_("The last day comes before the first, or more than a year after it."))
    if not reason.strip():
        raise Invalid(_("Please say why; the reason is shown where a deadline is explained."))
    closed = ClosedDay.objects.create(
        calendar=calendar,
        first_on=first_on,
        last_on=last_on,
        reason=reason.strip()[:120],
        opens=openings.opens if openings else None,
        closes=openings.closes if openings else None,
    )
    put_in_force(calendar, by=by, at=at)
    return closed


@transaction.atomic
def drop_closed_days(closed: ClosedDay, *, by: Actor, at: datetime | None = None) -> None:
    """Be there after all."""
    calendar = closed.calendar
    ClosedDay.objects.filter(pk=closed.pk).delete()
    put_in_force(calendar, by=by, at=at)
