"""Questions about the workforce."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import connection
from django.db.models import Func, Q, QuerySet

from pult.calendars import queries as calendars
from pult.foundation.actors import Actor

from .models import Department, Member, PresenceSpan
from .types import Position, Presence, Right

# Each day is a range of moments, so the night the clocks change is as long as it was.
TIME_IN_PRESENCE = """
    SELECT span.member_id, days.day, span.presence, sum(extract(epoch FROM
        least(coalesce(span.ended_at, %(now)s), days.ends, %(now)s) - greatest(span.began_at, days.begins)
    ))::float8
    FROM unnest(%(days)s::date[], %(begins)s::timestamptz[], %(ends)s::timestamptz[]) AS days (day, begins, ends)
    JOIN workforce_presencespan span
        ON tstzrange(span.began_at, span.ended_at) && tstzrange(days.begins, least(days.ends, %(now)s))
    WHERE span.member_id = ANY(%(members)s) AND days.begins < %(now)s
    GROUP BY 1, 2, 3
"""

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


def time_in_presence(
    members: Collection[int], days: Sequence[tuple[date, datetime, datetime]], *, now: datetime
) -> dict[tuple[int, date, Presence], float]:
    """How many seconds each of these members was available, away and offline on each of these days, up to now."""
    asked: dict[str, Any] = {
        "members": list(members),
        "now": now,
        "days": [day for day, _begins, _ends in days],
        "begins": [begins for _day, begins, _ends in days],
        "ends": [ends for _day, _begins, ends in days],
    }
    with connection.cursor() as cursor:
        cursor.execute(TIME_IN_PRESENCE, asked)
        return {(who, day, Presence(presence)): seconds for who, day, presence, seconds in cursor.fetchall()}


def spans_between(member_id: int, start: datetime, end: datetime) -> list[PresenceSpan]:
    """When somebody was available, away and offline between two moments, in order; each as long as it really was."""
    during = Func("began_at", "ended_at", function="tstzrange", output_field=DateTimeRangeField())
    spans = PresenceSpan.objects.alias(during=during).filter(member=member_id, during__overlap=(start, end))
    return list(spans.order_by("began_at"))
