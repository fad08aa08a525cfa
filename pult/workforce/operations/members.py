"""Verbs about departments and members."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.accounts.models import Person
from pult.calendars.models import Calendar
from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.workforce.events import (
    MemberChanged,
    MemberJoined,
    MemberLeft,
    PresenceChanged,
)
from pult.workforce.models import Department, Member, PresenceSpan
from pult.workforce.types import Employment, Position, Presence


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
    _keep_span(member.pk, Presence.OFFLINE, at=at)
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
        _keep_span(member.pk, presence, at=at)
        publish(PresenceChanged(member_id=member.pk, presence=presence, before=before, by=by.ref, at=at))


def _keep_span(member_id: int, presence: str, *, at: datetime) -> None:
    """End the span that holds, and begin another. The member's row is locked by the change that caused this."""
    holds = PresenceSpan.objects.filter(member_id=member_id, ended_at=None)
    if holds.filter(began_at__gte=at).update(presence=presence):
        return  # it lasted no time at all, or is told of late
    holds.update(ended_at=at)
    PresenceSpan.objects.create(member_id=member_id, presence=presence, began_at=at)


@transaction.atomic
def change_department(department: Department, *, name: str, calendar: Calendar | None, by: Actor) -> None:  # noqa: ARG001
    """Name a department anew or give it other opening hours."""
    Department.objects.filter(pk=department.pk).update(name=name.strip(), calendar=calendar)
    department.refresh_from_db()


@transaction.atomic
def change_member(
    member: Member,
    *,
    by: Actor,
    departments: Iterable[Department],
    position: str,
    line_manager: Member | None,
    employment: str,
    hours_per_week: Decimal | int,
    languages: Iterable[str],
    capacity: int,
    at: datetime | None = None,
) -> None:
    """Change where somebody works, for whom, as what, and on which terms."""
    if line_manager is not None and is_below(line_manager, member):
        raise Invalid(_("A line manager cannot report to the member they manage."))
    Member.objects.filter(pk=member.pk).update(
        position=position,
        line_manager=line_manager,
        employment=employment,
        hours_per_week=hours_per_week,
        languages=list(languages),
        capacity=capacity,
    )
    member.refresh_from_db()
    member.departments.set(departments)
    publish(MemberChanged(member_id=member.pk, by=by.ref, at=at or timezone.now()))


@transaction.atomic
def come_back(
    member: Member,
    *,
    by: Actor,
    departments: Iterable[Department],
    line_manager: Member | None = None,
    employment: str,
    hours_per_week: Decimal | int,
    joined_on: date | None = None,
    at: datetime | None = None,
) -> Member:
    """Let somebody who had left work here again, on new terms."""
    at = at or timezone.now()
    terms = {"line_manager": line_manager, "employment": employment, "hours_per_week": hours_per_week}
    gone = Member.objects.filter(pk=member.pk, left_on__isnull=False)
    if not gone.update(left_on=None, joined_on=joined_on or timezone.localdate(at), **terms):
        raise Invalid(_("They work here already."))
    member.refresh_from_db()
    member.departments.set(departments)
    publish(MemberJoined(member_id=member.pk, by=by.ref, at=at))
    return member


@transaction.atomic
def leave(member: Member, *, by: Actor, on: date | None = None, at: datetime | None = None) -> None:
    """Let somebody go: from that day on they take no work."""
    at = at or timezone.now()
    on = on or timezone.localdate(at)
    if not Member.objects.filter(pk=member.pk, left_on=None).update(left_on=on, presence=Presence.OFFLINE):
        raise Invalid(_("They have left already."))
    member.refresh_from_db()
    _keep_span(member.pk, Presence.OFFLINE, at=at)
    publish(MemberLeft(member_id=member.pk, by=by.ref, at=at))


def is_below(member: Member, other: Member) -> bool:
    """Whether somebody reports to another, directly or through others, or is the same person."""
    seen = set[int]()
    here: Member | None = member
    while here is not None and here.pk not in seen:
        if here.pk == other.pk:
            return True
        seen.add(here.pk)
        here = here.line_manager
    return False
