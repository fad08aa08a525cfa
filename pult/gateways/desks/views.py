"""The settings pages of imports: start one, watch it, see what was left out."""

import csv
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.db.models import Case, When
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pult.foundation.files.operations import keep_stream
from pult.foundation.web import Request, keyset_page
from pult.inboxes.models import Inbox
from pult.inboxes.types import Channel

from . import operations
from .forms import RunForm
from .models import Run
from .types import SourceKind

SHOWN = 50


def list_runs(request: Request) -> HttpResponse:
    """Every import, and a form for the next one."""
    return render(request, "desks/runs.html", _runs(request, RunForm(inboxes=_inboxes())))


def create_run(request: Request) -> HttpResponse:
    """Start an import in the background."""
    form = RunForm(request.POST, request.FILES, inboxes=_inboxes())
    if not form.is_valid():
        return render(request, "desks/runs.html", _runs(request, form), status=422)
    given = form.cleaned_data
    file = keep_stream(given["file"].file, content_type="application/octet-stream") if given["file"] else None
    named = {name: given[name] for name in ("inbox", "account", "is_rehearsal")}
    terms = {"everything_closed": given["everything_closed"]}
    kind = SourceKind(given["kind"])
    run = operations.begin(kind, **named, terms=terms, file=file, way=form.way, by=request.actor)
    operations.start(run)
    return redirect("desks:run", run.pk)


def read_run(request: Request, pk: int) -> HttpResponse:
    """How far one import is; the part that changes alone where a page asks for it."""
    template = "desks/run.html#progress" if request.htmx else "desks/run.html"
    response = render(request, template, _page(_run(request, pk)))
    response["Vary"] = "HX-Request"
    return response


def create_stop(request: Request, pk: int) -> HttpResponse:
    """Stop it; it can go on later."""
    operations.stop(_run(request, pk), by=request.actor)
    return redirect("desks:run", pk)


def create_continuation(request: Request, pk: int) -> HttpResponse:
    """Go on where it stopped."""
    operations.carry_on(_run(request, pk), by=request.actor)
    messages.success(request, _("It goes on."))
    return redirect("desks:run", pk)


def read_report(request: Request, pk: int) -> StreamingHttpResponse:
    """What was left out, and why, as a table."""
    run = _run(request, pk)
    headers = {"Content-Disposition": f'attachment; filename="import-{run.pk}.csv"'}
    return StreamingHttpResponse(_lines(run), content_type="text/csv; charset=utf-8", headers=headers)


class _Echo:
    def write(self, value: str) -> str:
        """The line itself."""
        return value


def _lines(run: Run) -> Iterator[str]:
    table = csv.writer(_Echo())
    yield table.writerow([_("What"), _("Number"), _("Reason"), _("Detail")])
    for one in run.left_out.order_by("id").iterator():
        row = [one.thing, one.key, one.get_reason_display(), one.detail]
        yield table.writerow([f"'{cell}" if cell[:1] in {"=", "+", "-", "@"} else cell for cell in row])


def _inboxes() -> Any:
    """Mailboxes first: that is where most of it was said."""
    first = Case(When(channel=Channel.EMAIL, then=0), default=1)
    return Inbox.objects.active().for_service().order_by(first, "name")


def _run(request: Request, pk: int) -> Run:
    return get_object_or_404(Run.objects.visible_to(request.actor).select_related("inbox"), pk=pk)


def _runs(request: Request, form: RunForm) -> dict[str, Any]:
    runs = Run.objects.visible_to(request.actor).select_related("inbox")
    places = {name: request.GET.get(name) for name in ("after", "before")}
    return {"page": keyset_page(runs, ["-id"], size=25, **places), "form": form}


def _page(run: Run) -> dict[str, Any]:
    names = {
        "companies": _("Companies"),
        "people": _("People"),
        "agents": _("Agents there"),
        "conversations": _("Conversations"),
        "known": _("Were here already"),
        "messages": _("Messages"),
        "files": _("Files"),
        "left_out": _("Left out or changed"),
    }
    facts = [{"label": label, "value": str(run.counts.get(name, 0))} for name, label in names.items()]
    crumbs = [{"text": _("Imports"), "href": reverse("desks:runs")}]
    left_out = list(run.left_out.order_by("id")[:SHOWN])
    return {"run": run, "facts": facts, "left_out": left_out, "crumbs": crumbs}
