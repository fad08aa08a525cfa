"""Questions to the ledger. Reports read the roll-ups and the few facts that are not in them yet, in one statement."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, F, FloatField, IntegerField, JSONField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, TruncDate
from django.utils import timezone

from pult.foundation.web.paging import Page, keyset_page
from pult.metrics.figures import figure
from pult.metrics.models import Fact, Grain, RollUp, Target
from pult.metrics.sums import Sum
from pult.metrics.types import (
    EVERYBODY,
    Figure,
    Goal,
    Kind,
    Metric,
    Period,
    Point,
    Slice,
    Split,
    Step,
    TimeKind,
)

COLUMNS = ("day", "department_id", "member_id", "channel", "version")
WALL = ("count", "total", "squares", "buckets")
BUSINESS = ("business_count", "business_total", "business_squares", "business_buckets")


@dataclass(frozen=True, slots=True)
class Row:
    """One roll-up, or one fresh fact in the shape of one."""

    day: date
    department_id: int | None
    member_id: int | None
    channel: str
    version: int
    count: int
    total: float
    squares: float
    buckets: dict[str, int] | None


def today() -> date:
    """This day in the time zone of the installation, where days of reports begin and end."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


def summary(
    metric: Metric, period: Period, where: Slice = EVERYBODY, *, clock: TimeKind | None = None
) -> Figure:
    """One figure for a period and a slice of the department."""
    rows = _rows(metric, _reach(metric, period), where, clock or metric.time)
    return _figure(metric, rows, goal=_goal(metric, where))


def series(
    metric: Metric,
    period: Period,
    where: Slice = EVERYBODY,
    *,
    step: Step = Step.DAY,
    clock: TimeKind | None = None,
) -> list[Point]:
    """The figure for each day, week or month of a period, empty ones included."""
    rows = list(_rows(metric, _reach(metric, period), where, clock or metric.time))
    goal = _goal(metric, where)
    parts = list(_parts(period, step))
    if metric.kind == Kind.LEVEL:
        return [
            Point(period=part, figure=_figure(metric, _until(rows, part.end), goal=goal)) for part in parts
        ]
    by_part: dict[date, list[Row]] = defaultdict(list)
    for row in rows:
        by_part[max(_begin(row.day, step), period.start)].append(row)
    return [Point(period=part, figure=_figure(metric, by_part[part.start], goal=goal)) for part in parts]


def split(
    metric: Metric,
    period: Period,
    where: Slice = EVERYBODY,
    *,
    by: Split,
    clock: TimeKind | None = None,
) -> dict[int | str | None, Figure]:
    """The figure taken apart by department, member or channel; pooled parts give the whole."""
    grain = Grain.MEMBER if by == Split.MEMBER else None
    rows = _rows(metric, _reach(metric, period), where, clock or metric.time, grain=grain)
    groups: dict[int | str | None, list[Row]] = defaultdict(list)
    key: Callable[[Row], int | str | None] = {
        Split.DEPARTMENT: lambda row: row.department_id,
        Split.MEMBER: lambda row: row.member_id,
        Split.CHANNEL: lambda row: row.channel,
    }[by]
    for row in rows:
        groups[key(row)].append(row)
    return {group: _figure(metric, members) for group, members in groups.items()}


def facts_behind(
    metric: Metric,
    period: Period,
    where: Slice = EVERYBODY,
    *,
    after: str | None = None,
    before: str | None = None,
    size: int = 50,
) -> Page[Fact]:
    """The records a figure was made from, newest first; what was taken back is left out."""
    taken_back = Fact.objects.filter(metric=OuterRef("metric"), key=OuterRef("key"), weight=-1)
    facts = _facts(metric, period, where).filter(~Exists(taken_back), weight=1)
    return keyset_page(facts, ["-at", "-id"], after=after, before=before, size=size)


def targets() -> QuerySet[Target]:
    """Every target that is set."""
    return Target.objects.order_by("metric", "department_id")


def _reach(metric: Metric, period: Period) -> Period:
    """A level is the sum of every step since the beginning."""
    return Period(date(1970, 1, 1), period.end) if metric.kind == Kind.LEVEL else period


def _rows(
    metric: Metric, period: Period, where: Slice, clock: TimeKind, *, grain: Grain | None = None
) -> Iterator[Row]:
    """Roll-ups and unfolded facts in one statement, so that a fact being folded is never seen twice or missed."""
    grain = grain or (Grain.DEPARTMENT if where.member is None else Grain.MEMBER)
    business = clock == TimeKind.BUSINESS
    rolled = RollUp.objects.filter(
        _dimensions(where), metric=metric.key, grain=grain, day__range=(period.start, period.end)
    ).values_list(*COLUMNS, *(BUSINESS if business else WALL))
    fresh = _fresh(metric, period, where, grain, business=business)
    for row in rolled.union(fresh, all=True):
        yield Row(*row)


def _fresh(metric: Metric, period: Period, where: Slice, grain: Grain, *, business: bool) -> Any:
    """Facts that are in no roll-up yet, in the shape of roll-ups."""
    value = F("business") if business else F("value")
    facts = _facts(metric, period, where).filter(unfolded__isnull=False)
    if grain == Grain.MEMBER:
        facts = facts.filter(member_id__isnull=False)
    if business:
        facts = facts.filter(business__isnull=False)
    return facts.annotate(
        day=TruncDate("at", tzinfo=timezone.get_default_timezone()),
        count=Cast("weight", IntegerField()),
        total=Cast(value * F("weight"), FloatField()),
        squares=Cast(value * value * F("weight"), FloatField()),
        buckets=Value(None, JSONField()),
    ).values_list(*COLUMNS, *WALL)


def _facts(metric: Metric, period: Period, where: Slice) -> QuerySet[Fact]:
    zone = timezone.get_default_timezone()
    start = datetime.combine(period.start, time(), zone)
    end = datetime.combine(period.end + timedelta(days=1), time(), zone)
    return Fact.objects.filter(_dimensions(where), metric=metric.key, at__gte=start, at__lt=end)


def _dimensions(where: Slice) -> Q:
    condition = Q()
    if where.departments is not None:
        condition &= Q(department_id__in=list(where.departments))
    if where.member is not None:
        condition &= Q(member_id=where.member)
    if where.channel is not None:
        condition &= Q(channel=where.channel)
    return condition


def _figure(metric: Metric, rows: Iterable[Row], *, goal: Goal | None = None) -> Figure:
    sums, versions = Sum(), set()
    for row in rows:
        versions.add(row.version)
        if row.buckets is None:
            sums.add(row.total / row.count, row.count, metric.kind)
        else:
            sums.add_sum(row.count, row.total, row.squares, row.buckets)
    return figure(metric, sums, versions=versions, goal=goal)


def _goal(metric: Metric, where: Slice) -> Goal | None:
    """The target of the department looked at, else the one for everybody."""
    department = None
    if where.departments is not None and len(where.departments) == 1:
        department = next(iter(where.departments))
    found = Target.objects.filter(
        Q(department_id=department) | Q(department_id__isnull=True), metric=metric.key
    ).order_by(F("department_id").asc(nulls_last=True))
    return next((Goal(value=row.value, owner_id=row.owner_id) for row in found), None)


def _until(rows: Iterable[Row], end: date) -> list[Row]:
    return [row for row in rows if row.day <= end]


def _begin(day: date, step: Step) -> date:
    match step:
        case Step.DAY:
            return day
        case Step.WEEK:
            return day - timedelta(days=day.weekday())
        case Step.MONTH:
            return day.replace(day=1)


def _parts(period: Period, step: Step) -> Iterator[Period]:
    start = period.start
    while start <= period.end:
        following = start + timedelta(days=1)
        while _begin(following, step) == _begin(start, step):
            following += timedelta(days=1)
        yield Period(start, min(following - timedelta(days=1), period.end))
        start = following
