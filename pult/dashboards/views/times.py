"""Time and availability of members."""

from datetime import date

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render

from pult.dashboards import days, times
from pult.dashboards.places import crumbs, tabs
from pult.dashboards.scope import seen_by, view_for
from pult.foundation.web import Request
from pult.foundation.web.downloads import download
from pult.ui.days import must_make_sense


def read_times(request: Request) -> HttpResponse:
    """How long everybody was available, away and offline."""
    view, form = view_for(request.actor, request.GET)
    page = {
        "report": times.report(view),
        "form": form,
        "tabs": tabs("times", request.actor, request.GET),
    }
    return render(request, "dashboards/times.html", page)


def read_times_table(request: Request, kind: str) -> StreamingHttpResponse:
    """The time of everybody on each day, as a file."""
    view, form = view_for(request.actor, request.GET)
    must_make_sense(form)
    table = times.table(view)
    return download(kind, table.name, table.title, table.rows)


def read_day(request: Request, pk: int, day: date) -> HttpResponse:
    """One day of one member, stretch by stretch."""
    member = get_object_or_404(seen_by(request.actor).select_related("person"), pk=pk)
    page = {"day": days.day_of(member, day, request.actor), "crumbs": crumbs(request.GET, to="times")}
    return render(request, "dashboards/day.html", page)
