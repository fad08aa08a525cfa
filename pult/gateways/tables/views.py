"""The pages of tables that are brought in: choose one, say what its columns mean, watch it, see what was refused."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pult.foundation.errors import Invalid
from pult.foundation.files.operations import keep_stream
from pult.foundation.sheets import Cell
from pult.foundation.tables import BadTable
from pult.foundation.web import Request, keyset_page
from pult.foundation.web.downloads import download

from . import operations
from .forms import ColumnsForm, TableForm
from .models import Import
from .operations.planning import Planned
from .types import State, Verdict, What

SHOWN, EXAMPLES = 50, 3
TONES = {Verdict.NEW: "good", Verdict.CHANGED: "accent", Verdict.SAME: "neutral", Verdict.REFUSED: "late"}


def list_imports(request: Request) -> HttpResponse:
    """Every table that was brought in, and a form for the next one."""
    initial = {"what": request.GET.get("what", What.CUSTOMERS)}
    return render(request, "tables/imports.html", _imports(request, TableForm(initial=initial)))


def create_import(request: Request) -> HttpResponse:
    """Keep a table, and go on to its columns."""
    form = TableForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data["file"]
        stored = keep_stream(given.file, content_type="application/octet-stream")
        try:
            what = What(form.cleaned_data["what"])
            run = operations.begin(what, name=given.name, file=stored, by=request.actor)
            return redirect("tables:import", run.pk)
        except BadTable as refusal:
            form.add_error("file", str(refusal))
    return render(request, "tables/imports.html", _imports(request, form), status=422)


def read_import(request: Request, pk: int) -> HttpResponse:
    """One import: its columns and first rows before it begins, how far it is afterwards."""
    run = _import(request, pk)
    template = "tables/import.html#progress" if request.htmx else "tables/import.html"
    if run.state == State.CHOOSING and not request.htmx:
        return render(request, "tables/columns.html", _choosing(request, run, ColumnsForm(run)))
    if run.state == State.CHOOSING:
        # A check has come to its end: the page shows the columns again, with what was found.
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    response = render(request, template, _progress(run))
    response["Vary"] = "HX-Request"
    return response


def choose_columns(request: Request, pk: int) -> HttpResponse:
    """Keep what the columns mean; then look again, check every row, or begin."""
    run = _import(request, pk)
    form = ColumnsForm(run, request.POST)
    if not form.is_valid():
        return render(request, "tables/columns.html", _choosing(request, run, form), status=422)
    operations.choose(run, targets=form.targets, known=form.cleaned_data["known"], by=request.actor)
    if request.POST.get("then") in {"check", "begin"}:
        try:
            operations.start(run, is_rehearsal=request.POST["then"] == "check", by=request.actor)
        except Invalid as refusal:
            form.add_error(None, str(refusal))
            return render(request, "tables/columns.html", _choosing(request, run, form), status=422)
    return redirect("tables:import", pk)


def create_stop(request: Request, pk: int) -> HttpResponse:
    """Stop it; it can go on later."""
    operations.stop(_import(request, pk), by=request.actor)
    return redirect("tables:import", pk)


def create_continuation(request: Request, pk: int) -> HttpResponse:
    """Go on where it stopped."""
    operations.carry_on(_import(request, pk), by=request.actor)
    messages.success(request, _("It goes on."))
    return redirect("tables:import", pk)


def read_refused(request: Request, pk: int, kind: str) -> StreamingHttpResponse:
    """The rows that were refused, as they stood, with the reason: to be corrected and brought in again."""
    run = _import(request, pk)
    return download(kind, f"refused-{run.pk}", _("Refused"), _refused_rows(run))


def _refused_rows(run: Import) -> Iterator[list[Cell]]:
    width = len(run.columns)
    yield [*run.columns, _("Why it was refused")]
    for one in run.refused.order_by("number").iterator():
        cells = [*one.cells, *[""] * width][:width]
        yield [*cells, one.why]


def _import(request: Request, pk: int) -> Import:
    seen = Import.objects.visible_to(request.actor).select_related("file", "started_by")
    return get_object_or_404(seen, pk=pk)


def _imports(request: Request, form: TableForm) -> dict[str, Any]:
    places = {name: request.GET.get(name) for name in ("after", "before")}
    page = keyset_page(
        Import.objects.visible_to(request.actor).select_related("started_by"), ["-id"], size=25, **places
    )
    return {"page": page, "form": form, "crumbs": _crumbs()}


def _choosing(request: Request, run: Import, form: ColumnsForm) -> dict[str, Any]:
    """The columns with examples, and what would become of the first rows."""
    planned, trouble = [], ""
    try:
        planned = operations.preview(run, by=request.actor)
    except BadTable as refusal:
        trouble = str(refusal)
    columns = [
        {"field": field, "examples": _examples([one.row.cells for one in planned], place)}
        for place, field in enumerate(form.columns)
    ]
    checked = _facts(run.checked) if run.checked is not None else []
    has_refused = bool(run.checked and run.checked.get(Verdict.REFUSED))
    here = {"run": run, "form": form, "columns": columns, "trouble": trouble}
    here["rows"] = [_line(one) for one in planned]
    return here | {"checked": checked, "has_refused": has_refused, "crumbs": _crumbs(run)}


def _line(one: Planned) -> dict[str, Any]:
    """A row and what would become of it, in words."""
    values = [value for _kind, value in one.wanted.identities]
    return {
        "number": one.row.number,
        "name": one.wanted.name or next((text for text in (*values, *one.row.cells) if text), ""),
        "also": ", ".join(values) or one.wanted.domain,
        "verdict": one.verdict.label,
        "tone": TONES[one.verdict],
        "why": one.why,
    }


def _examples(rows: list[list[str]], place: int) -> str:
    """What stands in a column, so that people know it again."""
    said = (cells[place] for cells in rows if place < len(cells) and cells[place])
    return " · ".join(list(dict.fromkeys(text[:40] for text in said))[:EXAMPLES])


def _progress(run: Import) -> dict[str, Any]:
    found = run.refused.order_by("number")[:SHOWN] if not run.is_rehearsal else []
    refused = [
        {"number": one.number, "why": one.why, "said": " · ".join(filter(None, one.cells))} for one in found
    ]
    return {"run": run, "facts": _facts(run.counts), "refused": refused, "crumbs": _crumbs(run)}


def _facts(counts: dict[str, int]) -> list[dict[str, str]]:
    return [{"label": str(one.label), "value": str(counts.get(one, 0))} for one in Verdict]


def _crumbs(run: Import | None = None) -> list[dict[str, str]]:
    is_companies = run is not None and run.what == What.COMPANIES
    above = "workspace:companies" if is_companies else "workspace:customers"
    crumbs = [{"text": _("Companies") if is_companies else _("Customers"), "href": reverse(above)}]
    return [*crumbs, {"text": _("Tables brought in"), "href": reverse("tables:imports")}] if run else crumbs
