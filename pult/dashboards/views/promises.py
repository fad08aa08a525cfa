"""The report of service levels."""

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from pult.dashboards import figures, promises
from pult.dashboards.forms import ViewForm
from pult.dashboards.places import crumbs, tabs
from pult.dashboards.promises import Asked
from pult.dashboards.scope import view_of_departments
from pult.foundation.web import Request
from pult.foundation.web.downloads import download
from pult.sla.queries import State
from pult.ui.days import must_make_sense


def _asked(request: Request) -> tuple[Asked, ViewForm]:
    view, form = view_of_departments(request.actor, request.GET)
    return promises.asked_for(view, request.GET), form


def _state(word: str) -> State:
    if word not in State:
        raise Http404
    return State(word)


def read_promises(request: Request) -> HttpResponse:
    """How promises were kept."""
    asked, form = _asked(request)
    page = {
        "report": promises.report(asked, request.actor),
        "form": form,
        "options": promises.options(asked.view, request.GET),
        "tabs": tabs("promises", request.actor, request.GET),
    }
    return render(request, "dashboards/promises.html", page)


def read_promises_table(request: Request, kind: str) -> StreamingHttpResponse:
    """The same as a file."""
    asked, form = _asked(request)
    must_make_sense(form)
    table = promises.table(asked)
    return download(kind, table.name, table.title, table.rows)


def list_promises(request: Request, state: str) -> HttpResponse:
    """The promises that a number counts."""
    asked, form = _asked(request)
    after, before = request.GET.get("after"), request.GET.get("before")
    rows, paging = promises.behind(_state(state), asked, request.actor, after=after, before=before)
    page = {
        "state": State(state),
        "rows": rows,
        "paging": paging,
        "form": form,
        "options": promises.options(asked.view, request.GET)[1:],
        "period": figures.days_in_words(asked.view.period),
        "crumbs": crumbs(request.GET, to="promises"),
    }
    return render(request, "dashboards/promise_list.html", page)


def read_promise_list_table(request: Request, state: str, kind: str) -> StreamingHttpResponse:
    """All promises that a number counts, as a file."""
    asked, form = _asked(request)
    must_make_sense(form)
    table = promises.behind_table(_state(state), asked)
    return download(kind, table.name, table.title, table.rows)
