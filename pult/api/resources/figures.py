"""`/figures`: what the report of the desk shows, and the records behind each figure."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from pult.api.acting import REFUSALS, Listing, actor_of, listed, places, require
from pult.dashboards import queries
from pult.dashboards.types import Preset, Right, View
from pult.foundation.actors import Actor
from pult.metrics import queries as ledger
from pult.metrics.models import Fact
from pult.metrics.types import Figure, Kind, Metric, Step, Unit, metric_named

router = Router(tags=["figures"])


class Asked(Schema):
    """Which days, and whose. Without days the last thirty; `from` and `to` are both included.

    `inbox_id` and `brand_id` leave what came in by this inbox, or by one of the brand's that the caller may see.
    """

    preset: Preset | None = None
    start: date | None = Field(default=None, alias="from")
    end: date | None = Field(default=None, alias="to")
    department_id: int | None = None
    member_id: int | None = None
    inbox_id: int | None = None
    brand_id: int | None = None


class Value(Schema):
    """A figure. Durations are in seconds, shares are parts of one; `low` and `high` hold the true value in 95 of 100.

    `value` is null where nothing was measured; `is_shaky` says that there is little behind it.
    """

    value: float | None
    mean: float | None
    count: int
    low: float | None
    high: float | None
    is_shaky: bool


class FigureOut(Value):
    """A figure with what it means, what it was in the days before, and what it should be.

    With several `versions` the definition has changed meanwhile.
    """

    key: str
    label: str
    definition: str
    unit: Unit
    kind: Kind
    lower_is_better: bool
    before: float | None
    target: float | None
    versions: list[int]


class PartOut(Schema):
    """The figures of one department or person, by key."""

    id: int
    name: str
    figures: dict[str, Value]


class Days(Schema):
    """Which days were counted, with which they are compared, and whose figures these are; null is everybody."""

    start: date = Field(serialization_alias="from")
    end: date = Field(serialization_alias="to")
    compared_from: date
    compared_to: date
    department_id: int | None
    member_id: int | None
    inbox_id: int | None
    brand_id: int | None


class FiguresOut(Days):
    """The report of the desk."""

    figures: list[FigureOut]
    departments: list[PartOut]
    members: list[PartOut]


class PointOut(Value):
    """One step of a figure's course."""

    start: date = Field(serialization_alias="from")
    end: date = Field(serialization_alias="to")


class FigureWhole(FigureOut):
    """One figure with its course."""

    points: list[PointOut]


class RecordOut(Schema):
    """One thing that was counted. `business` is the length in opening hours.

    `conversation_id` is null where the caller may not read the conversation.
    """

    at: datetime
    value: float
    business: float | None
    version: int
    channel: str
    department_id: int | None
    member_id: int | None
    conversation_id: int | None


def view_of(actor: Actor, asked: Asked) -> View:
    """What was asked, cut to what the caller may see."""
    has_days = asked.preset is None and (asked.start or asked.end)
    return queries.view_asked(
        actor,
        preset=Preset.CUSTOM if has_days else asked.preset or Preset.MONTH,
        start=asked.start.isoformat() if asked.start else "",
        end=asked.end.isoformat() if asked.end else "",
        department=str(asked.department_id or ""),
        member=str(asked.member_id or ""),
        inbox="" if asked.inbox_id is None else str(asked.inbox_id),
        brand="" if asked.brand_id is None else str(asked.brand_id),
    )


def show_value(figure: Figure) -> dict[str, Any]:
    """What was measured."""
    return {
        "value": figure.value,
        "mean": figure.mean,
        "count": figure.count,
        "low": figure.interval.low if figure.interval else None,
        "high": figure.interval.high if figure.interval else None,
        "is_shaky": figure.is_shaky,
    }


def show_figure(metric: Metric, sheet: ledger.Sheet, view: View) -> dict[str, Any]:
    """One figure of the days that were asked for."""
    now, before = sheet.figure(metric, view.period), sheet.figure(metric, view.period.before())
    return show_value(now) | {
        "key": metric.key,
        "label": str(metric.label),
        "definition": str(metric.definition),
        "unit": metric.unit,
        "kind": metric.kind,
        "lower_is_better": metric.lower_is_better,
        "before": before.value,
        "target": now.goal.value if now.goal else None,
        "versions": list(now.versions),
    }


def show_parts(parts: Sequence[queries.Part]) -> list[PartOut]:
    """Departments or people with what is known of them."""
    return [
        PartOut(
            id=part.pk,
            name=part.name,
            figures={key: Value(**show_value(one)) for key, one in part.figures.items()},
        )
        for part in parts
    ]


def show_days(view: View) -> dict[str, Any]:
    """Which days, and whose."""
    before = view.period.before()
    return {
        "start": view.period.start,
        "end": view.period.end,
        "compared_from": before.start,
        "compared_to": before.end,
        "department_id": view.department,
        "member_id": view.member,
        "inbox_id": view.inbox,
        "brand_id": view.brand,
    }


@router.get("/figures", response={200: FiguresOut, **REFUSALS}, by_alias=True, summary="Read the figures")
def read_figures(request: HttpRequest, asked: Query[Asked]) -> FiguresOut:
    """The report of the desk: every figure, and some of them by department and by person."""
    view = view_of(require(request, Right.OWN), asked)
    metrics, sheet = queries.figures_of(view)
    columns = queries.columns_of(sheet)
    return FiguresOut(
        **show_days(view),
        figures=[FigureOut(**show_figure(metric, sheet, view)) for metric in metrics],
        departments=show_parts(queries.departments_of(sheet, view, columns)),
        members=show_parts(queries.members_of(view, columns)),
    )


@router.get("/figures/{key}", response={200: FigureWhole, **REFUSALS}, by_alias=True, summary="Read a figure")
def read_figure(request: HttpRequest, key: str, asked: Query[Asked], step: Step | None = None) -> FigureWhole:
    """One figure and its course by day, week or month."""
    view, metric = view_of(require(request, Right.OWN), asked), metric_named(key)
    queries.must_be_told(metric, view)
    sheet = ledger.sheet([metric], view.both, view.slice)
    points = [
        PointOut(**show_value(one.figure), start=one.period.start, end=one.period.end)
        for one in sheet.series(metric, view.period, step=step or view.step)
    ]
    return FigureWhole(**show_figure(metric, sheet, view), points=points)


@router.get(
    "/figures/{key}/records",
    response={200: Listing[RecordOut], **REFUSALS},
    summary="List the records of a figure",
)
def list_records(
    request: HttpRequest, key: str, asked: Query[Asked], cursor: str | None = None, limit: int = 50
) -> HttpResponse:
    """What a figure was counted from, newest first."""
    view, metric = view_of(require(request, Right.OWN), asked), metric_named(key)
    queries.must_be_told(metric, view)
    page = ledger.facts_behind(metric, view.period, view.slice, **places(cursor, limit))
    known = queries.readable(page.rows, actor_of(request))
    return listed([show_record(fact, known).model_dump() for fact in page.rows], page)


def show_record(fact: Fact, known: dict[int, Any]) -> RecordOut:
    """One record, with its conversation if the caller may read it."""
    number = queries.number_of(fact)
    return RecordOut(
        at=fact.at,
        value=fact.value,
        business=fact.business,
        version=fact.version,
        channel=fact.channel,
        department_id=fact.department_id,
        member_id=fact.member_id,
        conversation_id=number if number in known else None,
    )
