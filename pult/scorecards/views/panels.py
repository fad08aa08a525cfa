"""Panels: asking people to judge, and the marks side by side once they may be seen."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pult.foundation.web import Request
from pult.scorecards import operations, pages
from pult.scorecards.forms import PanelForm
from pult.scorecards.models import Panel
from pult.scorecards.queries import cards


def panel_of(request: Request, pk: int) -> Panel:
    """A panel that the reader has to do with."""
    rows = Panel.objects.visible_to(request.actor).select_related("version__scorecard")
    return get_object_or_404(rows, pk=pk)


def list_panels(request: Request) -> HttpResponse:
    """What is being judged and what was, the latest first."""
    return render(request, "scorecards/panels.html", pages.panels(request.actor, request.GET))


def new_panel(request: Request) -> HttpResponse:
    """Ask people to judge something."""
    form = PanelForm(versions=cards.in_force(request.actor), initial=request.GET.dict())
    return render(request, "scorecards/new_panel.html", {"form": form})


def create_panel(request: Request) -> HttpResponse:
    """Open a panel, and tell the raters where to begin."""
    form = PanelForm(request.POST, versions=cards.in_force(request.actor))
    if not form.is_valid():
        return render(request, "scorecards/new_panel.html", {"form": form}, status=422)
    given = form.cleaned_data
    about, raters = pages.own_ref(), given["raters"]
    panel = operations.open_panel(
        given["version"], about=about, title=given["title"], raters=raters, by=request.actor
    )
    return redirect("scorecards:panel", panel.pk)


def read_panel(request: Request, pk: int) -> HttpResponse:
    """The marks side by side; before that, who is done."""
    panel = panel_of(request, pk)
    context = pages.panel(panel, request.actor)
    if context["is_revealed"]:
        operations.note_seen(panel, by=request.actor)
    return render(request, "scorecards/panel.html", context)


def create_closure(request: Request, pk: int) -> HttpResponse:
    """Wait for nobody any more."""
    operations.close_panel(panel_of(request, pk), by=request.actor)
    messages.success(request, _("Closed. Whoever had not judged was withdrawn."))
    return redirect("scorecards:panel", pk)
