"""Adding the presence of days that are over up, so that a year is read as its days and not as its spans."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from pult.foundation.database.locks import transaction_lock
from pult.workforce.models import AddedUp, PresenceDay
from pult.workforce.queries import FROM_SPANS

PORTION = 25
# What happened before midnight is in the database by then.
LEEWAY = timedelta(hours=1)

# Who is behind, and from which day on. Days that were added up in another zone are no days any more.
BEHIND = """
    SELECT spans.member_id, CASE WHEN added.zone = %(zone)s THEN added.until
           ELSE (spans.began_at AT TIME ZONE %(zone)s)::date END
    FROM workforce_member member
    LEFT JOIN workforce_addedup added ON added.member_id = member.person_id
    JOIN LATERAL (
        SELECT first.member_id, first.began_at FROM workforce_presencespan first
        WHERE first.member_id = member.person_id ORDER BY first.began_at LIMIT 1
    ) spans ON true
    WHERE added.until IS NULL OR added.zone <> %(zone)s OR added.until < %(until)s
    ORDER BY 1 LIMIT %(portion)s
"""
KEEP = f"""
    WITH marks AS (
        SELECT * FROM unnest(%(members)s::bigint[], %(since)s::date[]) AS marks (member_id, since)
    )
    INSERT INTO workforce_presenceday (member_id, day, available, away, offline)
    SELECT member_id, day, coalesce(sum(seconds) FILTER (WHERE presence = 'available'), 0),
           coalesce(sum(seconds) FILTER (WHERE presence = 'away'), 0),
           coalesce(sum(seconds) FILTER (WHERE presence = 'offline'), 0)
    FROM ({FROM_SPANS}) told WHERE seconds > 0 GROUP BY 1, 2
"""  # noqa: S608 - of constants only


def add_up(*, at: datetime) -> int:
    """Bring the sums of all days up to date that are over; returns for how many members."""
    until, added = timezone.localdate(at - LEEWAY, timezone.get_default_timezone()), 0
    while portion := _add_some(until, at):
        added += portion
    return added


@transaction.atomic
def _add_some(until: date, at: datetime) -> int:
    transaction_lock("workforce.add_up")  # one at a time: two would write the same rows
    zone = timezone.get_default_timezone_name()
    with connection.cursor() as cursor:
        cursor.execute(BEHIND, {"zone": zone, "until": until, "portion": PORTION})
        behind = dict(cursor.fetchall())
        for member, since in behind.items():
            PresenceDay.objects.filter(member=member, day__gte=since).delete()
        # The mark goes first: what is changed meanwhile takes it back.
        AddedUp.objects.bulk_create(
            [AddedUp(member_id=member, until=until, zone=zone) for member in behind],
            update_conflicts=True,
            update_fields=["until", "zone"],
            unique_fields=["member"],
        )
        asked: dict[str, Any] = {
            "members": list(behind),
            "since": list(behind.values()),
            "zone": zone,
            "now": at,
            "end": until - timedelta(days=1),
        }
        cursor.execute(KEEP, asked)
    return len(behind)
