"""Adding the handling time of days that are over up, so that a year is read as its days."""

from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from pult.foundation.database.locks import transaction_lock
from pult.handling.models import AddedUp, HandledDay
from pult.handling.queries import FROM_STRETCHES

PORTION = 25
# What was seen before midnight is written down by then.
LEEWAY = timedelta(hours=1)

# Who is behind, and from which day on. Days that were added up in another zone are no days any more.
BEHIND = """
    SELECT member.person_id, CASE WHEN added.zone = %(zone)s THEN added.until
           ELSE (first.began_at AT TIME ZONE %(zone)s)::date END
    FROM workforce_member member
    LEFT JOIN handling_addedup added ON added.member_id = member.person_id
    JOIN LATERAL (
        SELECT stretch.began_at FROM handling_stretch stretch
        WHERE stretch.member_id = member.person_id ORDER BY stretch.ended_at LIMIT 1
    ) first ON true
    WHERE added.until IS NULL OR added.zone <> %(zone)s OR added.until < %(until)s
    ORDER BY 1 LIMIT %(portion)s
"""
KEEP = f"""
    WITH marks AS (
        SELECT * FROM unnest(%(members)s::bigint[], %(since)s::date[]) AS marks (member_id, since)
    )
    INSERT INTO handling_handledday (member_id, day, seconds, aside_seconds)
    SELECT member_id, day, seconds, least(aside, seconds) FROM ({FROM_STRETCHES}) told
"""  # noqa: S608 - of constants only


def add_up(*, at: datetime) -> int:
    """Bring the sums of all days up to date that are over; returns for how many members."""
    until, added = timezone.localdate(at - LEEWAY, timezone.get_default_timezone()), 0
    while portion := _add_some(until):
        added += portion
    return added


@transaction.atomic
def _add_some(until: date) -> int:
    transaction_lock("handling.add_up")  # one at a time: two would write the same rows
    zone = timezone.get_default_timezone_name()
    with connection.cursor() as cursor:
        cursor.execute(BEHIND, {"zone": zone, "until": until, "portion": PORTION})
        behind = dict(cursor.fetchall())
        for member, since in behind.items():
            HandledDay.objects.filter(member=member, day__gte=since).delete()
        # The mark goes first: what is changed meanwhile takes it back.
        AddedUp.objects.bulk_create(
            [AddedUp(member_id=member, until=until, zone=zone) for member in behind],
            update_conflicts=True,
            update_fields=["until", "zone"],
            unique_fields=["member"],
        )
        cursor.execute(
            KEEP,
            {
                "members": list(behind),
                "since": list(behind.values()),
                "zone": zone,
                "end": until - timedelta(days=1),
            },
        )
    return len(behind)
