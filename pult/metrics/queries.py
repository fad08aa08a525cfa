"""Questions to the ledger. Reports read the roll-ups and the few facts that are not in them yet, in one statement."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    DateField,
    Exists,
    F,
    FloatField,
    IntegerField,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, TruncDate
from django.utils import timezone

from pult.foundation.web.paging import Page, keyset_page
from pult.metrics import histogram as histogram  # for those who keep a distribution of their own
from pult.metrics.models import Fact, Grain, RollUp, Target
from pult.metrics.rows import PART_OF, Row, figure_of, parts_of, until
from pult.metrics.rows import Sheet as Sheet  # what a board reads from
from pult.metrics.rows import beginning as beginning
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
EVER = date(1970, 1, 1)
BUSINESS = ("business_count", "business_total", "business_squares", "business_buckets")


def today() -> date:
    """This day in the time zone of the installation, where days of reports begin and end."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


def summary(
    metric: Metric, period: Period, where: Slice = EVERYBODY, *, clock: TimeKind | None = None
) -> Figure:
    """One figure for a period and a slice of the department."""
    rows = _rows(metric, _reach(metric, period), where, clock or metric.time)
    return figure_of(metric, rows, goal=_goal(metric, where))


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
    parts = list(parts_of(period, step))
    if metric.kind == Kind.LEVEL:
        return [
            Point(period=part, figure=figure_of(metric, until(rows, part.end), goal=goal)) for part in parts
        ]
    by_part: dict[date, list[Row]] = defaultdict(list)
    for row in rows:
        by_part[max(beginning(row.day, step), period.start)].append(row)
    return [Point(period=part, figure=figure_of(metric, by_part[part.start], goal=goal)) for part in parts]


def split(
    metric: Metric,
    period: Period,
    where: Slice = EVERYBODY,
    *,
    by: Split,
    clock: TimeKind | None = None,
) -> dict[int | str | None, Figure]:
    """The figure taken apart by department, member or channel; pooled parts give the whole."""
    by_member = by == Split.MEMBER
    rows = _rows(metric, _reach(metric, period), where, clock or metric.time, by_member=by_member)
    groups: dict[int | str | None, list[Row]] = defaultdict(list)
    for row in rows:
        groups[PART_OF[by](row)].append(row)
    return {group: figure_of(metric, members) for group, members in groups.items()}


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
    return Period(EVER, period.end) if metric.kind == Kind.LEVEL else period


def _rows(
    metric: Metric, period: Period, where: Slice, clock: TimeKind, *, by_member: bool = False
) -> Iterator[Row]:
    """Roll-ups and unfolded facts in one statement, so that a fact being folded is never seen twice or missed."""
    business = clock == TimeKind.BUSINESS
    rolled = _rolled([metric.key], period, where, by_member=by_member).values_list(
        *COLUMNS, *(BUSINESS if business else WALL)
    )
    fresh = _fresh(metric, period, where, business=business, by_member=by_member)
    for row in rolled.union(fresh, all=True):
        yield Row(*row)


def _rolled(keys: list[str], period: Period, where: Slice, *, by_member: bool) -> QuerySet[RollUp]:
    """The roll-ups of these days, as coarse as the question allows."""
    is_whole = where.member is None and where.inboxes is None and not by_member
    return RollUp.objects.filter(
        _dimensions(where, by_member=by_member),
        metric__in=keys,
        grain=Grain.DEPARTMENT if is_whole else Grain.FINE,
        day__range=(period.start, period.end),
    )


def _fresh(metric: Metric, period: Period, where: Slice, *, business: bool, by_member: bool) -> Any:
    """Facts that are in no roll-up yet, in the shape of roll-ups."""
    facts = _facts(metric, period, where, by_member=by_member)
    if business:
        facts = facts.filter(business__isnull=False)
    return _as_rollups(facts, F("business") if business else F("value")).values_list(*COLUMNS, *WALL)


def _as_rollups(facts: QuerySet[Fact], value: F) -> Any:
    return facts.filter(unfolded__isnull=False).annotate(
        day=TruncDate("at", tzinfo=timezone.get_default_timezone()),
        count=Cast("weight", IntegerField()),
        total=Cast(value * F("weight"), FloatField()),
        squares=Cast(value * value * F("weight"), FloatField()),
        buckets=Value(None, JSONField()),
    )


def _facts(metric: Metric, period: Period, where: Slice, *, by_member: bool = False) -> QuerySet[Fact]:
    return _during(period).filter(_dimensions(where, by_member=by_member), metric=metric.key)


def _dimensions(where: Slice, *, by_member: bool = False) -> Q:
    condition = Q(member_id__isnull=False) if by_member else Q()
    if where.departments is not None:
        condition &= Q(department_id__in=list(where.departments))
    if where.member is not None:
        condition &= Q(member_id=where.member)
    if where.channel is not None:
        condition &= Q(channel=where.channel)
    if where.inboxes is not None:
        condition &= _through(where.inboxes)
    return condition


def _through(inboxes: Collection[int | None]) -> Q:
    """What came in by one of these, or by none where None is among them."""
    known = Q(inbox_id__in=[one for one in inboxes if one is not None])
    return known | Q(inbox_id__isnull=True) if None in inboxes else known


def _goal(metric: Metric, where: Slice) -> Goal | None:
    """The target of the department looked at, else the one for everybody; of one inbox there is none."""
    if where.inboxes is not None:
        return None
    department = None
    if where.departments is not None and len(where.departments) == 1:
        department = next(iter(where.departments))
    found = Target.objects.filter(
        Q(department_id=department) | Q(department_id__isnull=True), metric=metric.key
    ).order_by(F("department_id").asc(nulls_last=True))
    return next((Goal(value=row.value, owner_id=row.owner_id) for row in found), None)


def sheet(
    metrics: Collection[Metric], period: Period, where: Slice = EVERYBODY, *, by_member: bool = False
) -> Sheet:
    """Everything that a board needs for these days, in two or three statements however many figures it shows."""
    found = Sheet(rows=defaultdict(list), goals=_goals(metrics, where))
    known = {metric.key: metric for metric in metrics}
    flows = [metric.key for metric in metrics if metric.kind != Kind.LEVEL]
    levels = [metric.key for metric in metrics if metric.kind == Kind.LEVEL]
    for key, *columns in _all_rows(flows, period, where, by_member=by_member):
        dimensions, wall, business = columns[:5], columns[5:9], columns[9:]
        sums = business if known[key].time == TimeKind.BUSINESS else wall
        if sums[0]:
            found.rows[key].append(Row(*dimensions, *sums))
    if levels:
        for key, *columns in _level_rows(levels, period, where, by_member=by_member):
            found.rows[key].append(Row(*columns))
    return found


def _level_rows(keys: list[str], period: Period, where: Slice, *, by_member: bool) -> Any:
    """The steps of these days, and all that went before as one row for each part: in one statement."""
    columns = ("metric", *COLUMNS, *WALL)
    eve = period.start - timedelta(days=1)
    before = _rolled(keys, Period(EVER, eve), where, by_member=by_member).annotate(
        eve=Value(eve, DateField()),
        whose=F("member_id") if by_member else Value(None, BigIntegerField()),
    )
    parts = ("metric", "eve", "department_id", "whose", "channel", "version")
    opening = before.values(*parts).annotate(
        steps=Cast(Sum("count"), IntegerField()),
        stands=Sum("total"),
        squared=Sum("squares"),
        none=Value({}, JSONField()),
    )
    rolled = _rolled(keys, period, where, by_member=by_member).values_list(*columns)
    ever = Period(EVER, period.end)
    facts = _during(ever).filter(_dimensions(where, by_member=by_member), metric__in=keys)
    fresh = _as_rollups(facts, F("value")).values_list(*columns)
    return opening.values_list(*parts, "steps", "stands", "squared", "none").union(rolled, fresh, all=True)


def _all_rows(keys: list[str], period: Period, where: Slice, *, by_member: bool) -> Any:
    """Roll-ups and fresh facts of several metrics in one statement, in both kinds of time."""
    rolled = _rolled(keys, period, where, by_member=by_member).values_list(
        "metric", *COLUMNS, *WALL, *BUSINESS
    )
    dimensions = _dimensions(where, by_member=by_member)
    facts = _during(period).filter(dimensions, metric__in=keys, unfolded__isnull=False)
    weight = Cast("weight", IntegerField())
    fresh = facts.annotate(
        day=TruncDate("at", tzinfo=timezone.get_default_timezone()),
        count=weight,
        total=Cast(F("value") * F("weight"), FloatField()),
        squares=Cast(F("value") * F("value") * F("weight"), FloatField()),
        buckets=Value(None, JSONField()),
        business_count=Case(When(business=None, then=Value(0)), default=weight),
        business_total=Cast(F("business") * F("weight"), FloatField()),
        business_squares=Cast(F("business") * F("business") * F("weight"), FloatField()),
        business_buckets=Value(None, JSONField()),
    ).values_list("metric", *COLUMNS, *WALL, *BUSINESS)
    return rolled.union(fresh, all=True)


def _goals(metrics: Collection[Metric], where: Slice) -> dict[str, Goal]:
    """The targets of the department looked at, else those for everybody; of one inbox there are none."""
    if where.inboxes is not None:
        return {}
    department = next(iter(where.departments)) if where.departments and len(where.departments) == 1 else None
    found = Target.objects.filter(
        Q(department_id=department) | Q(department_id__isnull=True),
        metric__in=[metric.key for metric in metrics],
    ).order_by(F("department_id").asc(nulls_first=True))
    return {row.metric: Goal(value=row.value, owner_id=row.owner_id) for row in found}


def _during(period: Period) -> QuerySet[Fact]:
    zone = timezone.get_default_timezone()
    start = datetime.combine(period.start, time(), zone)
    end = datetime.combine(period.end + timedelta(days=1), time(), zone)
    return Fact.objects.filter(at__gte=start, at__lt=end)
