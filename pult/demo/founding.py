"""The house before the first letter: opening hours, departments, colleagues, doors, customers."""

import random
from datetime import datetime, time, timedelta

from django.conf import settings

from pult.accounts import operations as accounts
from pult.accounts.models import Person as Account
from pult.calendars import operations as calendars
from pult.calendars.models import Calendar
from pult.calendars.types import Interval
from pult.conversations.queries import Filter, Rule
from pult.conversations.types import Priority
from pult.customers import operations as customers
from pult.customers.types import IdentityKind
from pult.feedback.types import AskedFor
from pult.foundation.actors import SYSTEM
from pult.hiring import operations as hiring
from pult.inboxes import operations as inboxes
from pult.inboxes.models import Inbox
from pult.knowledge import operations as knowledge
from pult.scorecards import operations as scorecards
from pult.skills import operations as skills
from pult.sla import operations as sla
from pult.sla.types import Target
from pult.surveys import operations as surveys
from pult.workforce import operations as workforce
from pult.workforce.models import Department, Member

from .customers import COMPANIES, Person
from .people import DEPARTMENTS, EVERYBODY, INBOXES, OMAR, PASSWORD, STAFF, Colleague
from .stage import House

HOUSE = "Kettle & Co."
WHOLESALE = "Northern Lodges Ltd"
USUAL = {Priority.LOW, Priority.NORMAL}
WEEKDAY, SATURDAY = Interval.of(time(8), time(20)), Interval.of(time(9), time(14))


def found(*, at: datetime) -> House:
    """Open the house, through public verbs."""
    accounts.name_organisation(
        HOUSE, language=settings.LANGUAGE_CODE, time_zone="Europe/Zagreb", by=SYSTEM, at=at
    )
    calendar = calendars.open_calendar(
        HOUSE,
        zone="Europe/Zagreb",
        week={**{day: [WEEKDAY] for day in range(5)}, 5: [SATURDAY]},
        by=SYSTEM,
        at=at,
    )
    for year in {at.year, at.year + 1}:
        calendars.import_holidays(calendar, country="HR", year=year, by=SYSTEM, at=at)
    calendar.refresh_from_db()
    skills.renew_catalogue()
    scorecards.renew_scorecards()
    hiring.renew_bank()
    hiring.renew_tasks()
    knowledge.renew_concepts()
    for name in DEPARTMENTS:
        department = workforce.open_department(name, calendar=calendar, by=SYSTEM)
        title, address = INBOXES[name]
        signature = "Kettle & Co. · kettles for Croatia, Serbia and everywhere else"
        inboxes.open_inbox(
            title, address=address, department=department, signature=signature, undo_seconds=10, by=SYSTEM
        )
    surveys.take_ready(AskedFor.SATISFACTION, by=SYSTEM, at=at)
    for number, one in enumerate(EVERYBODY):
        _join(one, at=at - timedelta(days=40 * (len(EVERYBODY) - number)))
    return as_it_stands()


def as_it_stands() -> House:
    """The house from the database."""
    members = Member.objects.select_related("person", "line_manager__person")
    return House(
        members={member.name: member for member in members},
        departments={one.name: one for one in Department.objects.select_related("calendar")},
        inboxes={one.address: one for one in Inbox.objects.select_related("department")},
    )


def invite_customers(people: list[Person], *, at: datetime, dice: random.Random) -> None:
    """Write four hundred customers and their companies down."""
    firms = {
        name: customers.create_company(name, domain=domain, by=SYSTEM)
        for name, domain, _language in COMPANIES
    }
    for one in people:
        identities = {IdentityKind.EMAIL: one.email}
        if one.phone:
            identities[IdentityKind.PHONE] = one.phone
        customers.create_customer(
            one.name,
            identities=identities,
            company=firms.get(one.company),
            language=one.language,
            by=SYSTEM,
            at=at + timedelta(minutes=dice.randrange(60 * 24 * 20)),
        )


def promise_wholesale(*, at: datetime) -> None:
    """The customers of one company buy by the pallet: they are answered sooner than everybody else."""
    theirs = Rule(field="company", operator="any_of", values=(WHOLESALE,))
    hours = {Target.FIRST_RESPONSE: 4, Target.NEXT_RESPONSE: 4, Target.RESOLUTION: 24}
    sla.open_policy(
        "Wholesale customers",
        conditions=Filter(every=(theirs,)),
        promises={
            (target, priority): timedelta(hours=hours[target] if priority in USUAL else hours[target] / 4)
            for target in Target
            for priority in Priority
        },
        by=SYSTEM,
        at=at,
    )


def calendar_of(house: House) -> Calendar | None:
    """The opening hours that the whole house keeps."""
    return next(iter(house.departments.values())).calendar


def _join(one: Colleague, *, at: datetime) -> None:
    account = accounts.create_person(
        name=one.name,
        email=one.email,
        password=PASSWORD,
        roles=[one.role],
        language=one.interface,
        by=SYSTEM,
    )
    if one == OMAR:
        return
    manager = next((person.email for person in STAFF if person.first == one.manager), "")
    workforce.join(
        account,
        departments=list(Department.objects.filter(name__in=one.departments)),
        position=one.position,
        line_manager=Member.objects.filter(person__email=manager).first(),
        employment=one.employment,
        hours_per_week=one.hours_per_week,
        languages=one.languages,
        capacity=one.capacity,
        by=SYSTEM,
        at=at,
    )


def administrator() -> Account:
    """Who keeps the house."""
    keeper: Account = Account.objects.get(email=OMAR.email)
    return keeper
