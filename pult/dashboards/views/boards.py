"""The desk board, its figures and their targets."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pult.dashboards import desk, figures
from pult.dashboards.doors import is_told, must_be_told, not_by_inbox
from pult.dashboards.forms import TargetForm
from pult.dashboards.places import crumbs, tabs
from pult.dashboards.records import records, records_table
from pult.dashboards.scope import view_for
from pult.dashboards.targets import rows
from pult.dashboards.types import View
from pult.foundation.web import Request
from pult.foundation.web.downloads import download
from pult.metrics import operations as ledger
from pult.metrics.queries import targets
from pult.metrics.types import Metric, metric_named
from pult.metrics.types import Right as LedgerRight
from pult.ui.days import must_make_sense


def read_board(request: Request) -> HttpResponse:
    """The desk board."""
    view, form = view_for(request.actor, request.GET)
    page = {
        "board": desk.board(view),
        "form": form,
        "may_aim": request.actor.has(LedgerRight.SET_TARGETS),
        "tabs": tabs("board", request.actor, request.GET),
    }
    return render(request, "dashboards/board.html", page)


def read_figure(request: Request, key: str) -> HttpResponse:
    """One figure and the records behind it; why there is none where it cannot be told of what was asked."""
    metric, (view, form) = metric_named(key), view_for(request.actor, request.GET)
    page: dict[str, Any] = {"metric": metric, "form": form, "crumbs": crumbs(request.GET)}
    if is_told(metric, view):
        page |= _told(request, metric, view)
    else:
        page["not_told"] = not_by_inbox(metric)
    return render(request, "dashboards/figure.html", page)


def _told(request: Request, metric: Metric, view: View) -> dict[str, Any]:
    after, before = request.GET.get("after"), request.GET.get("before")
    return {
        "tile": desk.tile_of(metric, view),
        "period": figures.days_in_words(view.period),
        "records": records(metric, view, request.actor, after=after, before=before),
    }


def read_table(request: Request, key: str, kind: str) -> StreamingHttpResponse:
    """Every record behind a figure, as a file."""
    metric, (view, form) = metric_named(key), view_for(request.actor, request.GET)
    must_make_sense(form)
    must_be_told(metric, view)
    table = records_table(metric, view)
    return download(kind, table.name, table.title, table.rows)


def read_board_table(request: Request, kind: str) -> StreamingHttpResponse:
    """The figures of the board, and those of every department and person, as a file."""
    view, form = view_for(request.actor, request.GET)
    must_make_sense(form)
    table = desk.board_table(view)
    return download(kind, table.name, table.title, table.rows)


def _targets(form: TargetForm) -> dict[str, Any]:
    return {"rows": rows(), "form": form, "crumbs": crumbs(QueryDict())}


def list_targets(request: Request) -> HttpResponse:
    """What the figures should be."""
    return render(request, "dashboards/targets.html", _targets(TargetForm(initial=request.GET.dict())))


def create_target(request: Request) -> HttpResponse:
    """Set a target; one that is set already for the same people changes."""
    form = TargetForm(request.POST)
    if not form.is_valid():
        return render(request, "dashboards/targets.html", _targets(form), status=422)
    metric, told = form.target
    ledger.set_target(metric, **told, by=request.actor)
    messages.success(request, _("The target is set."))
    return redirect("dashboards:targets")


def delete_target(request: Request, pk: int) -> HttpResponse:
    """Show the figure without a target again."""
    ledger.clear_target(get_object_or_404(targets(), pk=pk), by=request.actor)
    return redirect("dashboards:targets")
