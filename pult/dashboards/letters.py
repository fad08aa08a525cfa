"""A report as a letter: its figures to read, its table attached, the page one click away. What the reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pult.accounts.models import Person
from pult.foundation.sheets import TYPES, Cell, as_file
from pult.metrics.types import Period, declared, metric_named
from pult.ui.lengths import in_hours

from . import desk, figures, promises, times
from .doors import is_told, not_by_inbox
from .links import stop_token
from .models import Mailing, Reader, Sending
from .records import records_table
from .scope import view_for, view_of_departments
from .slots import days_told
from .tables import Table
from .types import ReportKind, Rhythm, Right, View

MOST_BYTES = 8 * 1024 * 1024
MOST_ROWS = 60
# A mail is told late when it comes so long after its moment.
LATE = timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a letter holds: rows to read, the first of which is the head, a table to keep, the page."""

    rows: Sequence[Sequence[Cell]]
    table: Table
    place: str
    is_own: bool
    chosen: Sequence[str]


def report(sending: Sending, reader: Reader) -> EmailMultiAlternatives | None:
    """The letter to one reader in their language, or nothing where they may not see what was chosen."""
    mailing, person = sending.mailing, sending.person
    period = days_told(Rhythm(mailing.rhythm), sending.slot, ZoneInfo(timezone.get_default_timezone_name()))
    with translation.override(person.language), timezone.override(ZoneInfo(person.time_zone)):
        found = content(mailing, person, period)
        if found is None:
            return None
        attached = _attached(mailing.format, found.table)
        words = {
            "mailing": mailing,
            "title": str(ReportKind(mailing.report).label),
            "days": " · ".join([figures.days_in_words(period), *found.chosen]),
            "heads": [_said(cell) for cell in found.rows[0]],
            "rows": [[_said(cell) for cell in row] for row in found.rows[1 : MOST_ROWS + 1]],
            "more": max(len(found.rows) - 1 - MOST_ROWS, 0),
            "place": f"{settings.APP_URL}{found.place}",
            "is_own": found.is_own,
            "is_attached": attached is not None,
            "missed": sending.missed,
            "due": _due(sending),
            "stop": f"{settings.APP_URL}{reverse('dashboards:stop', args=[stop_token(reader)])}",
            "owner": mailing.owner if mailing.owner_id != person.pk else None,
        }
        return _letter(person, words, mailing.format, found.table.name, attached)


def content(mailing: Mailing, person: Person, period: Period) -> Content | None:
    """What a report says to this person; nothing where they may not see what was chosen."""
    actor, asked = person.actor, QueryDict(mailing.filters, mutable=True)
    asked.update({"preset": "custom", "start": period.start.isoformat(), "end": period.end.isoformat()})
    is_of_departments = mailing.report == ReportKind.PROMISES
    view, form = (view_of_departments if is_of_departments else view_for)(actor, asked)
    leads = actor.has(Right.DEPARTMENT) or actor.has(Right.ALL)
    is_gone = bool(mailing.metric) and mailing.metric not in {one.key for one in declared()}
    if form.errors or is_gone or not actor.has(Right.OWN) or (is_of_departments and not leads):
        return None
    rows, table, place = _of(mailing, view, asked)
    place = f"{place}?{asked.urlencode()}"
    return Content(rows=rows, table=table, place=place, is_own=view.is_own_only, chosen=form.chosen())


def _of(mailing: Mailing, view: View, asked: QueryDict) -> tuple[Sequence[Sequence[Cell]], Table, str]:
    match ReportKind(mailing.report):
        case ReportKind.BOARD:
            rows = [_heads(), *(_tile(tile) for tile in desk.board(view).tiles)]
            return rows, desk.board_table(view), reverse("dashboards:board")
        case ReportKind.TIMES:
            return times.totals_table(times.report(view)), times.table(view), reverse("dashboards:times")
        case ReportKind.PROMISES:
            chosen = promises.asked_for(view, asked)
            rows = [list(row) for row in promises.table(chosen).rows]
            return rows, promises.table(chosen), reverse("dashboards:promises")
        case ReportKind.FIGURE:
            metric = metric_named(mailing.metric)
            place = reverse("dashboards:figure", args=[metric.key])
            if not is_told(metric, view):
                rows = [[str(metric.label)], [not_by_inbox(metric)]]
                return rows, replace(records_table(metric, view), rows=rows), place
            rows = [_heads(), _tile(desk.tile_of(metric, view))]
            return rows, records_table(metric, view), place


def _heads() -> list[Cell]:
    return [_("Figure"), _("Value"), _("Counted"), _("Uncertainty"), pgettext("figure", "Change")]


def _tile(tile: desk.Tile) -> list[Cell]:
    return [tile.label, tile.value, tile.count, tile.interval, tile.trend]


def _said(cell: Cell) -> str:
    """A cell as people read it."""
    if isinstance(cell, timedelta):
        return in_hours(timedelta(minutes=cell // timedelta(minutes=1)))
    if isinstance(cell, float):
        return figures.percent(cell)
    return "" if cell is None else str(cell)


def _due(sending: Sending) -> str:
    """When it should have come, where it comes late."""
    if timezone.now() - sending.slot < LATE:
        return ""
    return date_format(timezone.localtime(sending.slot), "SHORT_DATETIME_FORMAT")


def _attached(kind: str, table: Table) -> bytes | None:
    """The table as a file, unless it is too long for a letter."""
    parts, size = list[bytes](), 0
    for piece in as_file(kind, table.title, table.rows):
        parts.append(piece)
        size += len(piece)
        if size > MOST_BYTES:
            return None
    return b"".join(parts)


def _letter(
    person: Person, words: dict[str, object], kind: str, name: str, attached: bytes | None
) -> EmailMultiAlternatives:
    letter = EmailMultiAlternatives(
        subject=" ".join(f"{words['mailing']}: {words['days']}".split())[:200],
        body=render_to_string("dashboards/letters/report.txt", words),
        to=[person.email],
        headers={
            "List-Unsubscribe": f"<{words['stop']}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    letter.attach_alternative(render_to_string("dashboards/letters/report.html", words), "text/html")
    if attached is not None:
        letter.attach(f"{name}.{kind}", attached, TYPES[kind].partition(";")[0])
    return letter
