"""Questions about handling time. Days that are over come from their sums, the others from the stretches."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from .models import LONGEST, Stretch
from .types import Handled

# What the stretches of members tell of the days from `marks.since` on, by day: a moment counts once. The part in which
# they were not available is what is left without the spans in which they were.
FROM_STRETCHES = """
    SELECT worked.member_id, worked.day, worked.seconds,
        (SELECT coalesce(sum(extract(epoch FROM upper(part) - lower(part))), 0) FROM unnest(worked.during - coalesce((
            SELECT range_agg(tstzrange(span.began_at, span.ended_at)) FROM workforce_presencespan span
            WHERE span.member_id = worked.member_id AND span.presence = 'available'
              AND span.began_at < upper(worked.during) AND span.began_at >= coalesce((
                  SELECT max(before.began_at) FROM workforce_presencespan before
                  WHERE before.member_id = worked.member_id AND before.began_at <= lower(worked.during)
              ), '-infinity')
        ), '{}'::tstzmultirange)) AS part)::float8 AS aside
    FROM (
        SELECT member_id, day, during,
               (SELECT sum(extract(epoch FROM upper(part) - lower(part)))
                FROM unnest(during) AS part)::float8 AS seconds
        FROM (
            SELECT stretch.member_id, days.day::date AS day, range_agg(tstzrange(
                greatest(stretch.began_at, days.day AT TIME ZONE %(zone)s),
                least(stretch.ended_at, (days.day + interval '1 day') AT TIME ZONE %(zone)s)
            )) AS during
            FROM marks
            JOIN handling_stretch stretch ON stretch.member_id = marks.member_id
                AND stretch.ended_at > marks.since::timestamp AT TIME ZONE %(zone)s
                AND stretch.ended_at <= (%(end)s::date + 1)::timestamp AT TIME ZONE %(zone)s + interval '1 day'
            CROSS JOIN LATERAL generate_series(
                greatest((stretch.began_at AT TIME ZONE %(zone)s)::date, marks.since)::timestamp,
                least((stretch.ended_at AT TIME ZONE %(zone)s)::date, %(end)s)::timestamp, interval '1 day'
            ) AS days (day)
            WHERE stretch.ended_at > days.day AT TIME ZONE %(zone)s
            GROUP BY 1, 2
        ) parted
    ) worked
"""
HANDLED = f"""
    WITH marks AS (
        SELECT asked.id AS member_id, CASE WHEN added.zone = %(zone)s THEN greatest(added.until, %(start)s)
               ELSE %(start)s END AS since
        FROM unnest(%(members)s::bigint[]) AS asked (id)
        LEFT JOIN handling_addedup added ON added.member_id = asked.id
    ), told AS (
        SELECT summed.member_id, summed.day, summed.seconds, summed.aside_seconds AS aside
        FROM marks JOIN handling_handledday summed ON summed.member_id = marks.member_id
            AND summed.day >= %(start)s AND summed.day <= %(end)s AND summed.day < marks.since
        UNION ALL SELECT * FROM ({FROM_STRETCHES}) fresh
    )
    SELECT member_id, CASE WHEN %(by_day)s OR day >= %(today)s THEN day ELSE %(start)s END, sum(seconds), sum(aside)
    FROM told GROUP BY 1, 2
"""  # noqa: S608 - of constants only


def time_handled(
    members: Collection[int], start: date, end: date, *, now: datetime, by_day: bool = True
) -> dict[tuple[int, date], Handled]:
    """How long each of these members worked on conversations on each of these days.

    Without `by_day` all days before today are told together, as the first: a year costs what its days' sums cost.
    """
    asked: dict[str, Any] = {
        "members": list(members),
        "start": start,
        "end": end,
        "today": timezone.localdate(now, timezone.get_default_timezone()),
        "zone": timezone.get_default_timezone_name(),
        "by_day": by_day,
    }
    with connection.cursor() as cursor:
        cursor.execute(HANDLED, asked)
        return {(who, day): Handled(seconds, aside) for who, day, seconds, aside in cursor.fetchall()}


def stretches_between(member_id: int, start: datetime, end: datetime) -> list[Stretch]:
    """When somebody worked on what between two moments, in order; each as long as it really was."""
    during = Stretch.objects.filter(
        member=member_id, ended_at__gt=start, ended_at__lt=end + LONGEST, began_at__lt=end
    )
    return list(during.order_by("ended_at"))


def seconds_on(conversation_id: int) -> dict[int, float]:
    """How long each member worked on a conversation."""
    found: dict[int, float] = {}
    for one in Stretch.objects.filter(conversation=conversation_id):
        seconds = (one.ended_at - one.began_at).total_seconds()
        found[one.member_id] = found.get(one.member_id, 0.0) + seconds
    return found
