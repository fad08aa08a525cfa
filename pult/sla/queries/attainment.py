"""How promises were kept: from the sums of days, and for days that still change from the clocks themselves.

Both are read in one statement, so that a day that is being added up is never seen twice or missed.
"""

import json
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from pult.conversations.types import Priority
from pult.inboxes.types import Channel
from pult.metrics.queries import histogram
from pult.metrics.statistics import Share
from pult.metrics.types import Period
from pult.sla.types import Target

# What came in by no inbox, among the numbers of inboxes.
NONE = 0
DECIDED = "coalesce(clock.missed_at, clock.stopped_at)"
# A part of the time is kept in thousandths, in the buckets of the ledger's histograms: right within 2 %.
THOUSAND = 1000.0
PART = f"({THOUSAND} * extract(epoch FROM clock.counted) / extract(epoch FROM clock.within))"
BUCKET = f"""CASE WHEN clock.stopped_at IS NULL THEN NULL
    WHEN {PART} < {histogram.SMALLEST} THEN {histogram.ZERO}
    ELSE ceil(ln({PART}) / {histogram.LOG_RATIO})::int END"""
# What was decided on some days, taken apart as far as anybody may ask. Clocks that were decided before it was written
# down whose they were are their conversation's.
GROUPED = f"""
    SELECT day, target, policy_id, department_id, inbox_id, priority, channel,
           sum(kept)::int, sum(missed)::int,
           coalesce(jsonb_object_agg(bucket::text, kept + missed) FILTER (WHERE bucket IS NOT NULL), '{{}}')
    FROM (
        SELECT days.day, clock.target, clock.policy_id,
               coalesce(clock.department_id, conversation.department_id) AS department_id,
               conversation.inbox_id,
               coalesce(nullif(clock.priority, ''), conversation.priority) AS priority,
               coalesce(nullif(clock.channel, ''), conversation.channel) AS channel,
               {BUCKET} AS bucket,
               count(*) FILTER (WHERE clock.missed_at IS NULL) AS kept,
               count(*) FILTER (WHERE clock.missed_at IS NOT NULL) AS missed
        FROM unnest(%(days)s::date[]) AS days (day)
        JOIN sla_clock clock ON NOT clock.is_void
            AND {DECIDED} >= days.day::timestamp AT TIME ZONE %(zone)s
            AND {DECIDED} < (days.day + 1)::timestamp AT TIME ZONE %(zone)s
        JOIN conversations_conversation conversation ON conversation.id = clock.conversation_id
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
    ) parts
    GROUP BY 1, 2, 3, 4, 5, 6, 7
"""  # noqa: S608 - of constants only
CHANGING = """SELECT DISTINCT (at AT TIME ZONE %(zone)s)::date FROM sla_decision
    WHERE at >= %(start)s::date::timestamp AT TIME ZONE %(zone)s
      AND at < (%(end)s::date + 1)::timestamp AT TIME ZONE %(zone)s"""
READ = f"""
    WITH changing AS MATERIALIZED ({CHANGING}),
    told AS (
        SELECT day, target, policy_id, department_id, inbox_id, priority, channel, kept, missed, parts FROM sla_keptday
        WHERE day BETWEEN %(start)s AND %(end)s AND day NOT IN (SELECT * FROM changing)
        UNION ALL
        ({GROUPED.replace("unnest(%(days)s::date[])", "(SELECT * FROM changing)")})
    )
    SELECT day, target, policy_id, department_id, priority, channel, kept, missed, parts FROM told
    WHERE (%(departments)s::bigint[] IS NULL OR department_id = ANY(%(departments)s))
      AND (%(inboxes)s::bigint[] IS NULL OR coalesce(inbox_id, 0) = ANY(%(inboxes)s))
"""  # noqa: S608 - of constants only
# What is still owed now: as many rows as there are open conversations, whatever the past holds.
OWED = """
    SELECT clock.target, clock.policy_id, conversation.department_id, conversation.priority, conversation.channel,
           clock.running_since IS NOT NULL, count(*)
    FROM sla_clock clock JOIN conversations_conversation conversation ON conversation.id = clock.conversation_id
    WHERE clock.stopped_at IS NULL AND clock.missed_at IS NULL
      AND (%(departments)s::bigint[] IS NULL OR conversation.department_id = ANY(%(departments)s))
      AND (%(inboxes)s::bigint[] IS NULL OR coalesce(conversation.inbox_id, 0) = ANY(%(inboxes)s))
    GROUP BY 1, 2, 3, 4, 5, 6
"""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which promises: all, or those of some departments or inboxes, one target, policy, priority, channel.

    None among the inboxes stands for what came in by none of them.
    """

    departments: Collection[int] | None = None
    inboxes: Collection[int | None] | None = None
    target: Target | None = None
    policy: int | None = None
    priority: Priority | None = None
    channel: Channel | None = None

    def fits(self, group: "Group") -> bool:
        """Whether a kind of promise is among them."""
        return (
            self.target in {None, group.target}
            and self.policy in {None, group.policy_id}
            and self.priority in {None, group.priority}
            and self.channel in {None, group.channel}
        )


@dataclass(frozen=True, kw_only=True)
class Group:
    """One kind of promise on one day."""

    day: date | None
    target: str
    policy_id: int | None
    department_id: int | None
    priority: str
    channel: str


@dataclass(slots=True)
class Kept:
    """How some promises were kept, and how many are still owed."""

    kept: int = 0
    missed: int = 0
    running: int = 0
    paused: int = 0
    parts: Counter[int] = field(default_factory=Counter)

    @property
    def share(self) -> Share:
        """Of those that were decided."""
        return Share(self.kept, self.kept + self.missed)

    def used(self, share: float) -> float | None:
        """Which part of the promised time this share of those that have ended needed at most: 1.0 is all of it."""
        found = histogram.quantile(self.parts, share)
        return None if found is None else found / THOUSAND

    def add(self, kept: int, missed: int, parts: dict[str, int]) -> None:
        """Count what was added up before."""
        self.kept += kept
        self.missed += missed
        for bucket, times in parts.items():
            self.parts[int(bucket)] += times


def kept_by(period: Period, wanted: Wanted) -> list[tuple[Group, Kept]]:
    """Everything that was decided in these days, by day and kind, in one statement."""
    found = []
    for day, target, policy, department, priority, channel, kept, missed, parts in _asked(
        READ, wanted, start=period.start, end=period.end
    ):
        group = Group(
            day=day, target=target, policy_id=policy, department_id=department, priority=priority, channel=channel
        )  # fmt: skip
        if wanted.fits(group):
            one = Kept()
            one.add(kept, missed, parts)
            found.append((group, one))
    return found


def owed_by(wanted: Wanted) -> list[tuple[Group, Kept]]:
    """Everything that is owed now and not missed, by kind: what runs, and what stands still."""
    found = []
    for target, policy, department, priority, channel, is_running, count in _asked(OWED, wanted):
        group = Group(
            day=None, target=target, policy_id=policy, department_id=department, priority=priority, channel=channel
        )  # fmt: skip
        if wanted.fits(group):
            found.append((group, Kept(running=count) if is_running else Kept(paused=count)))
    return found


def zone_name() -> str:
    """The zone in which days of reports begin and end."""
    return timezone.get_default_timezone_name()


def _asked(statement: str, wanted: Wanted, **more: Any) -> list[Any]:
    departments = None if wanted.departments is None else list(wanted.departments)
    inboxes = None if wanted.inboxes is None else [one or NONE for one in wanted.inboxes]
    with connection.cursor() as cursor:
        cursor.execute(
            statement, {"zone": zone_name(), "departments": departments, "inboxes": inboxes} | more
        )
        rows: list[Any] = cursor.fetchall()
    return [_read(row) for row in rows]


def _read(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Django leaves JSON of a plain cursor as text."""
    return (*row[:-1], json.loads(row[-1])) if isinstance(row[-1], str) else row
