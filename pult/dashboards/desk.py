"""What the report pages show, ready to render. Reads roll-ups only, in a few statements whatever they hold."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pult.foundation.sheets import Cell
from pult.metrics import queries as ledger
from pult.metrics.types import Figure, Metric, Period, Point, Split, Step, Unit, metric_named
from pult.workforce.models import Department, Member

from . import figures
from .tables import Table
from .types import View

TILES = (
    "conversations.received",
    "conversations.solved",
    "conversations.backlog",
    "conversations.first_response",
    "conversations.resolution",
    "sla.attainment",
    "feedback.csat",
    "feedback.nps",
    "feedback.ces",
    "conversations.reopen_rate",
    "conversations.next_response",
    "conversations.replies_to_resolution",
    "handling.aht",
    "feedback.response_rate",
    "conversations.transferred",
    "routing.service_level",
    "routing.asa",
    "routing.waiting_time",
    "routing.abandonment",
    "routing.abandonment_without_short",
    "routing.silent_abandonment",
    "routing.concurrency",
)
COLUMNS = (
    "conversations.received",
    "conversations.solved",
    "conversations.backlog",
    "conversations.first_response",
    "conversations.resolution",
    "sla.attainment",
    "feedback.csat",
    "feedback.nps",
    "feedback.ces",
    "conversations.reopen_rate",
    "handling.aht",
)
# Customers are asked one of three questions; the others have a place only where they were asked.
IF_ASKED = {"feedback.nps", "feedback.ces"}
# Chats have figures only where there are chats.
OF_CHATS = {key for key in TILES if key.startswith("routing.")}
# What comes in belongs to a department, not to a person.
NOBODYS = {
    "conversations.received",
    "conversations.transferred",
    "routing.abandonment",
    "routing.abandonment_without_short",
    "routing.service_level",
    "routing.waiting_time",
}
HOUR = 3600


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One figure with everything that makes it honest, in words."""

    key: str
    label: str
    value: str
    raw: Cell
    mean: str
    count: int | None
    interval: str
    trend: str
    trend_tone: str
    trend_icon: str
    target: str
    definition: str


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A drawing, and the table behind it."""

    id: str
    title: str
    data: dict[str, Any]
    heads: list[str]
    rows: list[tuple[str, list[str]]]


@dataclass(frozen=True, kw_only=True)
class Part:
    """One department or person with their figures, by key; what does not belong to them has none."""

    pk: int
    name: str
    figures: dict[str, Figure]


@dataclass(frozen=True, kw_only=True)
class Row:
    """One department or person in a table."""

    pk: int
    name: str
    cells: list[Tile]


@dataclass(frozen=True, kw_only=True)
class Board:
    """The desk board."""

    view: View
    period: str
    compared: str
    tiles: list[Tile]
    charts: list[Chart]
    columns: list[Metric]
    departments: list[Row] = field(default_factory=list)
    members: list[Row] = field(default_factory=list)
    is_empty: bool = False


def board(view: View) -> Board:
    """Backlog, response, resolution, promises, satisfaction and flow, for what somebody asked to see."""
    shown, sheet = figures_of(view)
    tiles = [_tile(metric, sheet, view) for metric in shown]
    columns = columns_of(sheet)
    return Board(
        view=view,
        period=figures.days_in_words(view.period),
        compared=figures.days_in_words(view.period.before()),
        tiles=tiles,
        charts=_charts(sheet, view),
        columns=columns,
        departments=_departments(sheet, view, columns),
        members=_members(view, columns),
        is_empty=not any(sheet.rows.values()),
    )


def figures_of(view: View) -> tuple[list[Metric], ledger.Sheet]:
    """The figures of the board that have a place, and what they are read from."""
    shown = [metric_named(key) for key in TILES if view.member is None or key not in NOBODYS]
    sheet = ledger.sheet(shown, view.both, view.slice)
    return _asked(shown, sheet), sheet


def columns_of(sheet: ledger.Sheet) -> list[Metric]:
    """The figures by which departments and people are shown."""
    return _asked([metric_named(key) for key in COLUMNS], sheet)


def _asked(metrics: list[Metric], sheet: ledger.Sheet) -> list[Metric]:
    """Those that have a place: what nobody was asked is left out."""
    perhaps = IF_ASKED | OF_CHATS
    return [metric for metric in metrics if metric.key not in perhaps or sheet.rows.get(metric.key)]


def tile_of(metric: Metric, view: View) -> Tile:
    """One figure alone, for the page with its records."""
    return _tile(metric, ledger.sheet([metric], view.both, view.slice), view)


def tiles_of(metrics: list[Metric], sheet: ledger.Sheet, period: Period) -> list[Tile]:
    """These figures for some days."""
    return [_tile_of(metric, sheet, period) for metric in metrics]


def _tile(metric: Metric, sheet: ledger.Sheet, view: View) -> Tile:
    return _tile_of(metric, sheet, view.period)


def _tile_of(metric: Metric, sheet: ledger.Sheet, period: Period) -> Tile:
    now, before = sheet.figure(metric, period), sheet.figure(metric, period.before())
    goal = now.goal.value if now.goal else None
    return Tile(
        key=metric.key,
        label=str(metric.label),
        value=figures.worded(metric, now.value),
        raw=figures.measured(metric, now.value),
        mean=figures.mean_of(now),
        count=None if figures.is_amount(metric) else now.count,
        interval=figures.interval_of(now),
        trend=figures.change_in_words(now, before),
        trend_tone=figures.tone_of_change(now, before),
        trend_icon=figures.icon_of_change(now, before),
        target=figures.worded(metric, goal) if goal is not None else "",
        definition=str(metric.definition),
    )


def _charts(sheet: ledger.Sheet, view: View) -> list[Chart]:
    flow = ["conversations.solved"] if view.member else ["conversations.received", "conversations.solved"]
    return [
        _chart(
            "flow",
            str(metric_named(flow[0]).label) if view.member else _("Received and solved"),
            flow,
            sheet,
            view,
        ),
        _chart("backlog", _("Backlog"), ["conversations.backlog"], sheet, view),
        _chart("response", _("First response, median hours"), ["conversations.first_response"], sheet, view),
        *(
            _chart(key.partition(".")[2], str(metric_named(key).label), [key], sheet, view, weekly=True)
            for key in ("feedback.csat", *sorted(IF_ASKED))
            if key not in IF_ASKED or sheet.rows.get(key)
        ),
    ]


def _chart(
    key: str, title: str, keys: list[str], sheet: ledger.Sheet, view: View, *, weekly: bool = False
) -> Chart:
    step = Step.WEEK if weekly and view.period.days > 14 else view.step
    metrics = [metric_named(one) for one in keys]
    drawn = [(metric, sheet.series(metric, view.period, step=step)) for metric in metrics]
    names = [_day(point, step) for point in drawn[0][1]]
    unit = "%" if metrics[0].unit == Unit.PERCENT else "h" if metrics[0].unit == Unit.SECONDS else ""
    series = [
        {"name": str(metric.label), "values": [_plain(metric, point.figure) for point in points]}
        for metric, points in drawn
    ]
    return Chart(
        id=f"chart-{key}",
        title=title,
        data={"kind": "line", "unit": unit, "categories": names, "series": series},
        heads=[head for metric, _points in drawn for head in _heads(metric)],
        rows=[
            (name, [cell for metric, points in drawn for cell in _cells(metric, points[at].figure)])
            for at, name in enumerate(names)
        ],
    )


def _heads(metric: Metric) -> list[str]:
    label = str(metric.label)
    return [label] if figures.is_amount(metric) else [label, _("Counted"), _("Uncertainty")]


def _cells(metric: Metric, figure: Figure) -> list[str]:
    value = figures.worded(metric, figure.value)
    if figures.is_amount(metric):
        return [value]
    return [value, str(figure.count), figures.interval_of(figure) or figures.NOTHING]


def _plain(metric: Metric, figure: Figure) -> float | None:
    if figure.value is None:
        return None
    if metric.unit == Unit.PERCENT:
        return round(100 * figure.value)
    return round(figure.value / HOUR, 2) if metric.unit == Unit.SECONDS else round(figure.value)


def _day(point: Point, step: Step) -> str:
    day = date_format(point.period.start, "j. n." if step != Step.MONTH else "N Y")
    return day.rstrip()


def _departments(sheet: ledger.Sheet, view: View, columns: list[Metric]) -> list[Row]:
    return [_row(part, columns) for part in departments_of(sheet, view, columns)]


def _members(view: View, columns: list[Metric]) -> list[Row]:
    return [_row(part, columns) for part in members_of(view, columns)]


def departments_of(sheet: ledger.Sheet, view: View, columns: list[Metric]) -> list[Part]:
    """The figures of every department of which something is known."""
    if view.is_own_only or view.member is not None:
        return []
    names = dict(Department.objects.order_by("name", "pk").values_list("pk", "name"))
    return _parts(sheet, view, names, Split.DEPARTMENT, columns)


def members_of(view: View, columns: list[Metric]) -> list[Part]:
    """The figures of everybody of whom something is known."""
    if view.is_own_only:
        return []
    sheet = ledger.sheet(columns, view.period, view.slice, by_member=True)
    seen = {row.member_id for rows in sheet.rows.values() for row in rows}
    people = Member.objects.filter(pk__in=seen).select_related("person").order_by("person__name", "pk")
    return _parts(sheet, view, {member.pk: member.name for member in people}, Split.MEMBER, columns)


def _parts(
    sheet: ledger.Sheet, view: View, names: dict[int, str], by: Split, columns: list[Metric]
) -> list[Part]:
    """One part for everybody of whom something is known, each with its own interval: nobody is ranked."""
    found = {metric.key: sheet.split(metric, view.period, by=by) for metric in columns}
    hidden = NOBODYS if by == Split.MEMBER else set()
    return [
        Part(
            pk=pk,
            name=name,
            figures={key: parts[pk] for key, parts in found.items() if pk in parts and key not in hidden},
        )
        for pk, name in names.items()
        if any(pk in parts for parts in found.values())
    ]


def _row(part: Part, columns: list[Metric]) -> Row:
    return Row(
        pk=part.pk, name=part.name, cells=[_cell(metric, part.figures.get(metric.key)) for metric in columns]
    )


def _cell(metric: Metric, known: Figure | None) -> Tile:
    return Tile(
        key=metric.key,
        label=str(metric.label),
        value=figures.worded(metric, known.value) if known else figures.NOTHING,
        raw=figures.measured(metric, known.value) if known else None,
        mean=figures.mean_of(known) if known else "",
        count=None if known is None or figures.is_amount(metric) else known.count,
        interval=figures.interval_of(known) if known else "",
        trend="",
        trend_tone="neutral",
        trend_icon="",
        target="",
        definition="",
    )


def board_table(view: View) -> Table:
    """The board as rows: every figure of all, of each department and of each person, with what makes it honest."""
    return Table(key="desk", title=_("The desk"), period=view.period, rows=_lines(board(view)))


def _lines(shown: Board) -> list[list[Cell]]:
    heads: list[Cell] = [
        _("Department"), _("Person"), _("Figure"), _("Value"), _("Mean"), _("Counted"), _("Uncertainty"), _("Target")
    ]  # fmt: skip
    lines = [heads, *(_line("", "", tile) for tile in shown.tiles)]
    lines += [_line(row.name, "", cell) for row in shown.departments for cell in row.cells]
    return lines + [_line("", row.name, cell) for row in shown.members for cell in row.cells]


def _line(department: str, person: str, tile: Tile) -> list[Cell]:
    return [
        department, person, tile.label, tile.raw, tile.mean, tile.count, tile.interval, tile.target
    ]  # fmt: skip
