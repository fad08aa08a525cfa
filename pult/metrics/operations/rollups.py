"""Folding facts into the sums of days. Each fact is folded once: its mark goes in the same transaction."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from pult.foundation.database.locks import transaction_lock
from pult.metrics.models import Fact, Grain, RollUp, Unfolded
from pult.metrics.sums import Sum
from pult.metrics.types import Kind, is_by_inbox, kind_of

BATCH = 20_000

Cell = tuple[str, int, date, int | None, int | None, int | None, str, int]
CELL = ("metric", "grain", "day", "department_id", "member_id", "inbox_id", "channel", "version")


@dataclass(slots=True)
class Both:
    """The sums of one roll-up: in wall-clock time and in business time."""

    wall: Sum = field(default_factory=Sum)
    business: Sum = field(default_factory=Sum)

    def add(self, fact: Fact, kind: Kind) -> None:
        self.wall.add(fact.value, fact.weight, kind)
        if fact.business is not None:
            self.business.add(fact.business, fact.weight, kind)


def fold(*, batch: int = BATCH) -> int:
    """Bring the roll-ups up to date; returns how many facts were folded in."""
    folded = 0
    while count := _fold_some(batch):
        folded += count
    return folded


@transaction.atomic
def rebuild(*, metric: str) -> int:
    """Make the roll-ups of one metric anew from its facts, such as after the time zone changed."""
    transaction_lock("metrics.fold")
    RollUp.objects.filter(metric=metric).delete()
    facts = Fact.objects.filter(metric=metric)
    Unfolded.objects.bulk_create(
        (Unfolded(fact_id=pk) for pk in facts.values_list("pk", flat=True).iterator()),
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    return fold()


@transaction.atomic
def _fold_some(batch: int) -> int:
    transaction_lock("metrics.fold")  # one at a time: two would add to the same rows
    taken = list(Unfolded.objects.order_by("pk").values_list("pk", flat=True)[:batch])
    if taken:
        _add(_summed(Fact.objects.filter(pk__in=taken)))
        Unfolded.objects.filter(pk__in=taken).delete()
    return len(taken)


def _summed(facts: Iterable[Fact]) -> dict[Cell, Both]:
    sums: dict[Cell, Both] = defaultdict(Both)
    for fact in facts:
        kind = kind_of(fact.metric)
        for cell in _cells(fact):
            sums[cell].add(fact, kind)
    return sums


def _cells(fact: Fact) -> list[Cell]:
    """The roll-ups that a fact belongs to: its department's, and that of its member and its inbox."""
    day = timezone.localdate(fact.at, timezone.get_default_timezone())
    rest = (fact.channel, fact.version)
    cells: list[Cell] = [(fact.metric, Grain.DEPARTMENT, day, fact.department_id, None, None, *rest)]
    if fact.member_id is not None or is_by_inbox(fact.metric):
        by = (fact.department_id, fact.member_id, fact.inbox_id)
        cells.append((fact.metric, Grain.FINE, day, *by, *rest))
    return cells


def _add(sums: dict[Cell, Both]) -> None:
    known = {_cell_of(row): row for row in _present(sums)}
    rows = []
    for cell, both in sums.items():
        row = known.get(cell) or RollUp(**dict(zip(CELL, cell, strict=True)))
        _grow(row, both)
        rows.append(row)
    RollUp.objects.bulk_create(
        rows, batch_size=2000, update_conflicts=True, update_fields=SUMS, unique_fields=CELL
    )


SUMS = [
    "count",
    "total",
    "squares",
    "buckets",
    "business_count",
    "business_total",
    "business_squares",
    "business_buckets",
]


def _present(sums: dict[Cell, Both]) -> Iterable[RollUp]:
    """The roll-ups of these metrics and days that exist already."""
    metrics, days = {cell[0] for cell in sums}, {cell[2] for cell in sums}
    return RollUp.objects.filter(metric__in=metrics, day__in=days).iterator()


def _cell_of(row: RollUp) -> Any:
    return tuple(getattr(row, name) for name in CELL)


def _grow(row: RollUp, both: Both) -> None:
    kind, wall, business = kind_of(row.metric), both.wall, both.business
    wall.add_stored(row.count, row.total, row.squares, row.buckets, kind)
    row.count, row.total, row.squares = wall.count, wall.total, wall.squares
    row.buckets = wall.as_json(kind)
    business.add_stored(
        row.business_count, row.business_total, row.business_squares, row.business_buckets, kind
    )
    row.business_count, row.business_total = business.count, business.total
    row.business_squares, row.business_buckets = business.squares, business.as_json(kind)
