"""Questions about the workforce."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from pult.calendars import queries as calendars
from pult.foundation.actors import Actor

from .models import Department, Member
from .types import Position, Right

# Those who lead nobody by their position.
LED = (Position.REPRESENTATIVE, Position.SPECIALIST, Position.ACCOUNT_MANAGER)


def business_seconds(department_id: int, start: datetime, end: datetime) -> float:
    """How long a department was open between two moments; one without opening hours is always open."""
    department = Department.objects.filter(pk=department_id).select_related("calendar").first()
    if department is None or end <= start:
        return 0.0
    return calendars.hours(department.calendar).between(start, end).total_seconds()


def people_led_by(actor: Actor) -> "QuerySet[Any]":
    """The ids of the people who report to somebody, or work below them in a department of theirs."""
    leads = Member.objects.filter(person_id=actor.person_id).exclude(position__in=LED)
    below = Q(departments__members__in=leads, position__in=LED)
    return Member.objects.filter(Q(line_manager_id=actor.person_id) | below).values("person_id")


def departments_to_fill(actor: Actor) -> list[tuple[int, str]]:
    """The departments into which somebody may put people, by name."""
    if not actor.has(Right.MANAGE):
        return []
    return list(Department.objects.visible_to(actor).order_by("name", "pk").values_list("pk", "name"))


def leaders_to_report_to(actor: Actor) -> list[tuple[int, str]]:
    """The members who lead others, by name, for whoever may say who reports to whom."""
    if not actor.has(Right.MANAGE):
        return []
    leaders = Member.objects.visible_to(actor).at_work().exclude(position__in=LED)
    return list(leaders.order_by("person__name", "pk").values_list("pk", "person__name"))
