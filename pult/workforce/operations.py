"""Verbs about departments and members."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from pult.accounts.models import Person
from pult.calendars.models import Calendar
from pult.foundation.actors import Actor
from pult.foundation.events import publish

from .events import MemberJoined, PresenceChanged
from .models import Department, Member
from .types import Employment, Position, Presence


@transaction.atomic
def open_department(name: str, *, by: Actor, calendar: Calendar | None = None) -> Department:  # noqa: ARG001
    """Open a department with its own queue and opening hours."""
    return Department.objects.create(name=name, calendar=calendar)


@transaction.atomic
def join(
    person: Person,
    *,
    by: Actor,
    departments: Iterable[Department] = (),
    position: str = Position.REPRESENTATIVE,
    line_manager: Member | None = None,
    employment: str = Employment.EMPLOYEE,
    hours_per_week: Decimal | int = 40,
    languages: Iterable[str] = (),
    capacity: int = 30,
    joined_on: date | None = None,
    at: datetime | None = None,
) -> Member:
    """Let somebody start to work here."""
    at = at or timezone.now()
    member = Member.objects.create(
        person=person,
        position=position,
        line_manager=line_manager,
        employment=employment,
        hours_per_week=hours_per_week,
        languages=list(languages),
        capacity=capacity,
        joined_on=joined_on or timezone.localdate(at),
    )
    member.departments.set(departments)
    publish(MemberJoined(member_id=member.pk, by=by.ref, at=at))
    return member


@transaction.atomic
def set_presence(member: Member, presence: Presence, *, by: Actor, at: datetime | None = None) -> None:
    """Say whether somebody takes work right now."""
    at = at or timezone.now()
    before = member.presence
    changed = (
        Member.objects.filter(pk=member.pk)
        .exclude(presence=presence)
        .update(presence=presence, presence_changed_at=at)
    )
    if changed:
        member.presence, member.presence_changed_at = presence, at
        publish(PresenceChanged(member_id=member.pk, presence=presence, before=before, by=by.ref, at=at))
