"""Questions about the workforce."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import connection
from django.db.models import Func, Q, QuerySet
from django.utils import timezone

from pult.calendars import queries as calendars
from pult.foundation.actors import Actor

from .models import Department, Member, PresenceSpan
from .types import InPresence, Position, Right

# What the spans of members tell of the days from `marks.since` on: one row for each span and day that it touches. A day
# lasts from midnight to midnight by the clock of the zone, so the one on which the clocks change is as long as it was.
FROM_SPANS = """
    SELECT span.member_id, days.day::date AS day, span.presence, extract(epoch FROM
        least(coalesce(span.ended_at, %(now)s), %(now)s, (days.day + interval '1 day') AT TIME ZONE %(zone)s)
        - greatest(span.began_at, days.day AT TIME ZONE %(zone)s)
    )::float8 AS seconds
    FROM marks
    CROSS JOIN LATERAL (
        SELECT max(before.began_at) AS began_at FROM workforce_presencespan before
        WHERE before.member_id = marks.member_id AND before.began_at <= marks.since::timestamp AT TIME ZONE %(zone)s
    ) first
    JOIN workforce_presencespan span ON span.member_id = marks.member_id
        AND span.began_at >= coalesce(first.began_at, '-infinity')
        AND span.began_at < least(%(now)s, (%(end)s::date + 1)::timestamp AT TIME ZONE %(zone)s)
    CROSS JOIN LATERAL generate_series(
        greatest((span.began_at AT TIME ZONE %(zone)s)::date, marks.since)::timestamp,
        least((least(coalesce(span.ended_at, %(now)s), %(now)s) AT TIME ZONE %(zone)s)::date, %(end)s)::timestamp,
        interval '1 day'
    ) AS days (day)
"""
# Days that are over come from their sums; the few that are not added up yet from the spans, in the same statement.
TIME_IN_PRESENCE = f"""
    WITH marks AS (
        SELECT asked.id AS member_id, CASE WHEN added.zone = %(zone)s THEN greatest(added.until, %(start)s)
               ELSE %(start)s END AS since
        FROM unnest(%(members)s::bigint[]) AS asked (id)
        LEFT JOIN workforce_addedup added ON added.member_id = asked.id
    ), told AS (
        SELECT summed.member_id, summed.day, summed.available, summed.away, summed.offline
        FROM marks JOIN workforce_presenceday summed ON summed.member_id = marks.member_id
            AND summed.day >= %(start)s AND summed.day <= %(end)s AND summed.day < marks.since
        UNION ALL
        SELECT member_id, day, CASE presence WHEN 'available' THEN seconds ELSE 0 END,
               CASE presence WHEN 'away' THEN seconds ELSE 0 END, CASE presence WHEN 'offline' THEN seconds ELSE 0 END
        FROM ({FROM_SPANS}) fresh WHERE seconds > 0
    )
    SELECT member_id, CASE WHEN %(by_day)s OR day >= %(today)s THEN day ELSE %(start)s END,
           sum(available), sum(away), sum(offline)
    FROM told GROUP BY 1, 2
"""  # noqa: S608 - of constants only

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
    members: Collection[int], start: date, end: date, *, now: datetime, by_day: bool = True
) -> dict[tuple[int, date], InPresence]:
    """How many seconds each of these members was available, away and offline on each of these days, up to now.

    Without `by_day` all days before today are told together, as the first: a year costs what its days' sums cost.
    """
    zone = timezone.get_default_timezone()
    asked: dict[str, Any] = {
        "members": list(members),
        "start": start,
        "end": end,
        "now": now,
        "today": timezone.localdate(now, zone),
        "zone": timezone.get_default_timezone_name(),
        "by_day": by_day,
    }
    with connection.cursor() as cursor:
        cursor.execute(TIME_IN_PRESENCE, asked)
        return {(who, day): InPresence(*seconds) for who, day, *seconds in cursor.fetchall()}


def spans_between(member_id: int, start: datetime, end: datetime) -> list[PresenceSpan]:
    """When somebody was available, away and offline between two moments, in order; each as long as it really was."""
    during = Func("began_at", "ended_at", function="tstzrange", output_field=DateTimeRangeField())
    spans = PresenceSpan.objects.alias(during=during).filter(member=member_id, during__overlap=(start, end))
    return list(spans.order_by("began_at"))
