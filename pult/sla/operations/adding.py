"""Adding up how promises were kept, day by day. A day is added up anew as long as anything in it still changes."""

from datetime import date, datetime, time, timedelta

from django.db import connection, transaction
from django.db.models import Min
from django.utils import timezone

from pult.foundation.database.locks import transaction_lock
from pult.sla.models import Decision, KeptDay
from pult.sla.queries.attainment import GROUPED, zone_name

DAYS_AT_ONCE = 14

TAKE = """
    WITH taken AS (DELETE FROM sla_decision WHERE at >= %(start)s AND at < %(end)s RETURNING at)
    SELECT DISTINCT (at AT TIME ZONE %(zone)s)::date FROM taken ORDER BY 1
"""
KEEP = (
    "INSERT INTO sla_keptday"
    " (day, target, policy_id, department_id, inbox_id, priority, channel, kept, missed, parts) " + GROUPED
)


def add_up(*, until: date | None = None) -> int:
    """Bring every whole day up to date in which something was decided since; returns how many days."""
    until, added = until or timezone.localdate(timezone=timezone.get_default_timezone()), 0
    while days := _add_some(until):
        added += days
    return added


@transaction.atomic
def _add_some(until: date) -> int:
    transaction_lock("sla.add_up")  # one at a time: two would write the same rows
    days = _taken(until)
    if not days:
        return 0
    KeptDay.objects.filter(day__in=days).delete()
    with connection.cursor() as cursor:
        cursor.execute(KEEP, {"zone": zone_name(), "days": days})
    return len(days)


def _taken(until: date) -> list[date]:
    """The marked days of the earliest fortnight, without their marks.

    The marks go before the clocks are read: what is written meanwhile leaves a mark that stays, and is added up again.
    """
    first = Decision.objects.filter(at__lt=_midnight(until)).aggregate(at=Min("at"))["at"]
    if first is None:
        return []
    start = timezone.localdate(first, timezone.get_default_timezone())
    end = min(_midnight(start + timedelta(days=DAYS_AT_ONCE)), _midnight(until))
    with connection.cursor() as cursor:
        cursor.execute(TAKE, {"zone": zone_name(), "start": _midnight(start), "end": end})
        return [day for (day,) in cursor.fetchall()]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_default_timezone())
