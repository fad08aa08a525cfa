"""How an installation opens its doors: the company, its hours, a first department, a first address."""

from dataclasses import dataclass
from datetime import datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.accounts import operations as accounts
from pult.accounts.errors import AlreadySetUp
from pult.accounts.models import Person
from pult.calendars import operations as calendars
from pult.calendars.models import Calendar
from pult.calendars.types import Interval
from pult.foundation.database.locks import transaction_lock
from pult.inboxes import operations as inboxes
from pult.workforce import operations as workforce
from pult.workforce.models import Department
from pult.workforce.types import Position

OFFICE_HOURS = Interval.of(time(9), time(17))
WORKING_DAYS = range(5)


@dataclass(frozen=True, kw_only=True)
class House:
    """What the set-up asks about the company."""

    company: str
    department: str
    address: str
    time_zone: str
    country: str = ""


@transaction.atomic
def open_doors(house: House, *, by: Person, at: datetime | None = None) -> Department:
    """Name the company, open its first department with ordinary hours, and the inbox that belongs to it."""
    at = at or timezone.now()
    transaction_lock("flows.set_up")
    if Department.objects.exists():
        raise AlreadySetUp(_("Pult is set up already."))
    accounts.name_organisation(
        house.company, by=by.actor, language=by.language, time_zone=house.time_zone, at=at
    )
    accounts.change_profile(by, time_zone=house.time_zone)
    department = workforce.open_department(
        house.department, by=by.actor, calendar=_hours(house, by=by, at=at)
    )
    workforce.join(
        by, by=by.actor, departments=[department], position=Position.MANAGER, languages=[by.language], at=at
    )
    inboxes.open_inbox(
        house.department, address=house.address, department=department, language=by.language, by=by.actor
    )
    return department


def _hours(house: House, *, by: Person, at: datetime) -> Calendar:
    """Monday to Friday from nine to five, closed on the country's holidays of this year and the next."""
    week = dict.fromkeys(WORKING_DAYS, (OFFICE_HOURS,))
    calendar = calendars.open_calendar(_("Office hours"), zone=house.time_zone, week=week, by=by.actor, at=at)
    for year in (at.year, at.year + 1) if house.country else ():
        calendars.import_holidays(
            calendar, country=house.country, year=year, language=by.language, by=by.actor, at=at
        )
    return calendar
