"""Roll-ups and fresh facts as rows: pure adding up by period, day, department and member."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from pult.metrics.figures import figure
from pult.metrics.sums import Sum
from pult.metrics.types import Figure, Goal, Kind, Metric, Period, Point, Split, Step


class Row(NamedTuple):
    """One roll-up, or one fresh fact in the shape of one."""

    day: date
    department_id: int | None
    member_id: int | None
    channel: str
    version: int
    number: int
    total: float
    squares: float
    buckets: dict[str, int] | None


def figure_of(metric: Metric, rows: Iterable[Row], *, goal: Goal | None = None) -> Figure:
    """The figure of some rows."""
    sums, versions = Sum(), set()
    for row in rows:
        versions.add(row.version)
        sums.add_stored(row.number, row.total, row.squares, row.buckets, metric.kind)
    return figure(metric, sums, versions=versions, goal=goal)


def until(rows: Iterable[Row], end: date) -> list[Row]:
    """The rows up to and with a day."""
    return [row for row in rows if row.day <= end]


def beginning(day: date, step: Step) -> date:
    """The first day of the step that a day belongs to."""
    match step:
        case Step.DAY:
            return day
        case Step.WEEK:
            return day - timedelta(days=day.weekday())
        case Step.MONTH:
            return day.replace(day=1)


def parts_of(period: Period, step: Step) -> Iterator[Period]:
    """The days, weeks or months of a period; the first and the last may be cut short."""
    start = period.start
    while start <= period.end:
        following = start + timedelta(days=1)
        while beginning(following, step) == beginning(start, step):
            following += timedelta(days=1)
        yield Period(start, min(following - timedelta(days=1), period.end))
        start = following


PART_OF: dict[Split, Callable[[Row], int | str | None]] = {
    Split.DEPARTMENT: lambda row: row.department_id,
    Split.MEMBER: lambda row: row.member_id,
    Split.CHANNEL: lambda row: row.channel,
}


@dataclass(slots=True)
class Sheet:
    """What a whole board needs, read at once: any figure within the days that it covers is added up from here."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    goals: dict[str, Goal] = field(default_factory=dict)

    def figure(self, metric: Metric, period: Period) -> Figure:
        """One figure."""
        return figure_of(metric, self._within(metric, period), goal=self.goals.get(metric.key))

    def series(self, metric: Metric, period: Period, *, step: Step = Step.DAY) -> list[Point]:
        """The figure for each day, week or month, empty ones included."""
        parts = list(parts_of(period, step))
        if metric.kind == Kind.LEVEL:
            return [Point(period=part, figure=self.figure(metric, part)) for part in parts]
        found: dict[date, list[Row]] = defaultdict(list)
        for row in self._within(metric, period):
            found[max(beginning(row.day, step), period.start)].append(row)
        goal = self.goals.get(metric.key)
        return [Point(period=part, figure=figure_of(metric, found[part.start], goal=goal)) for part in parts]

    def split(self, metric: Metric, period: Period, *, by: Split) -> dict[int | str | None, Figure]:
        """The figure taken apart."""
        groups: dict[int | str | None, list[Row]] = defaultdict(list)
        for row in self._within(metric, period):
            groups[PART_OF[by](row)].append(row)
        return {part: figure_of(metric, rows) for part, rows in groups.items()}

    def _within(self, metric: Metric, period: Period) -> list[Row]:
        known = self.rows.get(metric.key, [])
        if metric.kind == Kind.LEVEL:
            return until(known, period.end)
        return [row for row in known if period.start <= row.day <= period.end]
