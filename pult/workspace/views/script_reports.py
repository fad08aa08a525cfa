"""How guided scripts do: runs, ways, where they are left; with the conversations behind each figure."""

import csv
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.conversations.queries import scripts as runs
from pult.conversations.types import Right
from pult.foundation.web import Request, needs
from pult.knowledge.models import Translation
from pult.knowledge.queries import scripts
from pult.knowledge.types.scripts import Script
from pult.ui.lengths import in_hours

from .answers import answer

PERIODS = (7, 30, 90, 365)
SHOWN = 100


@needs(Right.READ)
def show_report(request: Request, pk: int) -> HttpResponse:
    """A script's figures in a period."""
    return answer(request, "workspace/scripts/report.html", _report(request, pk))


@needs(Right.READ)
def list_runs(request: Request, pk: int) -> HttpResponse:
    """The conversations behind a figure."""
    script, since, days = _script(request, pk), _since(request), _days(request)
    step, choice = request.GET.get("step", "")[:40], request.GET.get("choice", "")[:40]
    rows = runs.runs_of(request.actor, pk, since=since, step=step, choice=choice)[:SHOWN]
    page = {"script": script, "rows": rows, "days": days, "pk": pk, "shown": SHOWN}
    return answer(request, "workspace/scripts/runs.html", page)


@needs(Right.READ)
def read_table(request: Request, pk: int) -> HttpResponse:
    """The report as a table for other programs."""
    report = _report(request, pk)["report"]
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="script-{pk}.csv"'
    writer = csv.writer(response)
    writer.writerow([_("Step"), _("Choice"), _("Reached"), _("Answered"), _("Left here")])
    for step in report.steps:
        writer.writerow([_tame(step.title), "", step.reached, step.answered, step.left])
        writer.writerows(
            [_tame(step.title), _tame(label), "", count, ""] for _key, label, count in step.choices
        )
    return response


def _report(request: Request, pk: int) -> dict[str, Any]:
    script = _script(request, pk)
    report = runs.report(request.actor, pk, _content(script), since=_since(request))
    return {
        "script": script,
        "pk": pk,
        "report": report,
        "median": in_hours(report.median) if report.median is not None else "–",
        "days": _days(request),
        "periods": PERIODS,
    }


def _script(request: Request, pk: int) -> Translation:
    found = scripts.scripts(request.actor).filter(document=pk).first()
    if found is None:
        raise Http404
    return found


def _content(script: Translation) -> Script:
    held = script.published or script.open_draft
    return Script.read(held.data if held else None)


def _days(request: Request) -> int:
    asked = request.GET.get("days", "")
    return int(asked) if asked.isdecimal() and int(asked) in PERIODS else 30


def _since(request: Request) -> datetime:
    return timezone.now() - timedelta(days=_days(request))


def _tame(text: str) -> str:
    """Text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t"} else text
