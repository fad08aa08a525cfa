"""Writing facts into the ledger."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from pult.metrics.models import Fact
from pult.metrics.types import Kind, Measurement, Metric

# One statement writes the facts and marks them for the roll-ups; a fact that is there already is left alone.
RECORD = """
    WITH recorded AS (
        INSERT INTO metrics_fact (metric, key, version, at, value, business, weight,
                                  department_id, member_id, inbox_id, channel, subject)
        SELECT * FROM unnest(%s::text[], %s::text[], %s::smallint[], %s::timestamptz[], %s::float8[],
                             %s::float8[], %s::smallint[], %s::bigint[], %s::bigint[], %s::bigint[],
                             %s::text[], %s::text[])
        ON CONFLICT (metric, key, weight) DO NOTHING
        RETURNING id
    )
    INSERT INTO metrics_unfolded (fact_id) SELECT id FROM recorded
"""
RANGES: dict[Kind, tuple[float, float]] = {
    Kind.DURATION: (0, float("inf")),
    Kind.AVERAGE: (0, float("inf")),
    Kind.SHARE: (0, 1),
    Kind.RATING: (1, 5),
    Kind.PROMOTION: (0, 10),
}


def record(metric: Metric, *, key: str, at: datetime, value: float = 1.0, **dimensions: Any) -> bool:
    """Write down one measured thing; false when it was written down before."""
    return bool(record_many([Measurement(metric=metric, key=key, at=at, value=value, **dimensions)]))


def record_many(measurements: Iterable[Measurement]) -> int:
    """Write down many measured things at once; returns how many were new."""
    rows = [_row(one) for one in measurements]
    if not rows:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(RECORD, [list(column) for column in zip(*rows, strict=True)])
        return int(cursor.rowcount)


@transaction.atomic
def take_back(metric: Metric, *, key: str) -> bool:
    """Take a fact out of the figures, leaving both on record; false when there is none in force."""
    newest, in_force = _newest(metric, key)
    if newest is None or not in_force:
        return False
    return _again(newest, weight=-1)


@transaction.atomic
def put_back(metric: Metric, *, key: str) -> bool:
    """Bring a fact that was taken back into the figures again; false when there is none, or it is in force."""
    newest, in_force = _newest(metric, key)
    if newest is None or in_force:
        return False
    _base, _tilde, number = newest.key.partition(AGAIN)
    return _again(newest, weight=1, key=f"{key}{AGAIN}{int(number or 1) + 1}")


def _newest(metric: Metric, key: str) -> tuple[Fact | None, bool]:
    """What was written last under this name, counted on each time it came back, and whether it is in force."""
    names = [key, *(f"{key}{AGAIN}{number}" for number in range(2, MOST_TURNS))]
    rows = list(Fact.objects.filter(metric=metric.key, key__in=names).order_by("pk"))
    newest = next((one for one in reversed(rows) if one.weight == 1), None)
    if newest is None:
        return None, False
    return newest, all(one.weight == 1 for one in rows if one.key == newest.key)


def _again(fact: Fact, **changed: object) -> bool:
    row = [changed.get(name, getattr(fact, name)) for name in COLUMNS]
    with connection.cursor() as cursor:
        cursor.execute(RECORD, [[value] for value in row])
        return bool(cursor.rowcount)


AGAIN = "~"
MOST_TURNS = 20
COLUMNS = (
    "metric",
    "key",
    "version",
    "at",
    "value",
    "business",
    "weight",
    "department_id",
    "member_id",
    "inbox_id",
    "channel",
    "subject",
)


def _row(one: Measurement) -> tuple[object, ...]:
    low, high = RANGES.get(one.metric.kind, (float("-inf"), float("inf")))
    if not low <= one.value <= high:
        raise ValueError(f"{one.value} is no value of {one.metric.key}")
    return (
        one.metric.key,
        one.key,
        one.metric.version,
        one.at,
        one.value,
        one.business,
        1,
        one.department_id,
        one.member_id,
        one.inbox_id,
        one.channel,
        one.subject,
    )
