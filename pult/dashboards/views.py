"""The report pages."""

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from pult.foundation.web import Request
from pult.metrics.types import metric_named
from pult.ui.days import must_make_sense

from . import figures, queries
from .records import as_table, records
from .scope import view_for


def read_board(request: Request) -> HttpResponse:
    """The desk board."""
    view, form = view_for(request.actor, request.GET)
    return render(request, "dashboards/board.html", {"board": queries.board(view), "form": form})


def read_figure(request: Request, key: str) -> HttpResponse:
    """One figure and the records behind it."""
    metric, (view, form) = metric_named(key), view_for(request.actor, request.GET)
    after, before = request.GET.get("after"), request.GET.get("before")
    page = {
        "tile": queries.tile_of(metric, view),
        "metric": metric,
        "period": figures.days_in_words(view.period),
        "records": records(metric, view, request.actor, after=after, before=before),
        "form": form,
        "crumbs": queries.crumbs(request.GET),
    }
    return render(request, "dashboards/figure.html", page)


def read_table(request: Request, key: str) -> StreamingHttpResponse:
    """Every record behind a figure, as CSV."""
    metric, (view, form) = metric_named(key), view_for(request.actor, request.GET)
    must_make_sense(form)
    answer = StreamingHttpResponse(as_table(metric, view), content_type="text/csv; charset=utf-8")
    name = f"{key}-{view.period.start}-{view.period.end}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
