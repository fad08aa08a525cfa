"""Adding up how promises were kept, day by day. A day is added up anew as long as anything in it still changes."""

from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from pult.foundation.database.locks import transaction_lock
from pult.sla.models import Decision, KeptDay
from pult.sla.queries.attainment import GROUPED, zone_name

DAYS_AT_ONCE = 14
MARKS_AT_ONCE = 50_000

KEEP = (
    "INSERT INTO sla_keptday (day, target, policy_id, department_id, priority, channel, kept, missed, parts) "
    + GROUPED
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
    # Marks are read before clocks: what is written meanwhile keeps its mark, and its day is added up again.
    marks: dict[date, list[int]] = {}
    for pk, at in Decision.objects.order_by("pk").values_list("pk", "at")[:MARKS_AT_ONCE]:
        day = timezone.localdate(at, timezone.get_default_timezone())
        if day < until:
            marks.setdefault(day, []).append(pk)
    days = sorted(marks)[:DAYS_AT_ONCE]
    if not days:
        return 0
    KeptDay.objects.filter(day__in=days).delete()
    with connection.cursor() as cursor:
        cursor.execute(KEEP, {"zone": zone_name(), "days": days})
    Decision.objects.filter(pk__in=[pk for day in days for pk in marks[day]]).delete()
    return len(days)
