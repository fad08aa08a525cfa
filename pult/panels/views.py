"""The settings pages of panels."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pult.foundation.web import Request
from pult.workforce.models import Department

from . import operations, pages, queries
from .forms import PanelForm, TrialForm
from .models import SidePanel
from .types import Kind

ONE = "panels/panel.html"


def list_panels(request: Request) -> HttpResponse:
    """Every panel in its order."""
    return render(request, "panels/panels.html", pages.listed())


def new_panel(request: Request) -> HttpResponse:
    """Which kind it shall be; then an empty form of this kind."""
    kind = request.GET.get("kind", "")
    if kind not in Kind.values:
        return render(request, "panels/kinds.html", pages.kinds())
    return render(request, ONE, pages.panel(Kind(kind), _form(request, Kind(kind))))


def create_panel(request: Request) -> HttpResponse:
    """Show what one more system knows."""
    kind = request.POST.get("kind", "")
    if kind not in Kind.values:
        raise Http404
    form = _form(request, Kind(kind), request.POST)
    if made := pages.kept(form, Kind(kind), None, by=request.actor):
        messages.success(request, _("“%(name)s” was added. Try it here with a customer.") % {"name": made})
        return redirect("panels:panel", made.pk)
    return render(request, ONE, pages.panel(Kind(kind), form), status=422)


def edit_panel(request: Request, pk: int) -> HttpResponse:
    """The panel as it is."""
    found = _panel(request, pk)
    kind = Kind(found.kind)
    return render(request, ONE, pages.panel(kind, _form(request, kind, panel=found), found))


def change_panel(request: Request, pk: int) -> HttpResponse:
    """Have it otherwise."""
    found = _panel(request, pk)
    kind = Kind(found.kind)
    form = _form(request, kind, request.POST, panel=found)
    if pages.kept(form, kind, found, by=request.actor):
        messages.success(request, _("Saved."))
        return redirect("panels:panel", pk)
    return render(request, ONE, pages.panel(kind, form, found), status=422)


def create_trial(request: Request, pk: int) -> HttpResponse:
    """Try it with a customer: where it leads, what came back, what is shown of it."""
    found = _panel(request, pk)
    kind = Kind(found.kind)
    form = TrialForm(request.POST)
    about = queries.customer_meant(request.actor, form.cleaned_data["customer"]) if form.is_valid() else None
    if form.is_valid() and about is None:
        form.add_error("customer", _("Nobody is known by that."))
    asking = operations.try_out(found, about) if about else None
    tried = pages.trial(form, asking, about=about)
    page = pages.panel(kind, _form(request, kind, panel=found), found, trial=tried)
    return render(request, ONE, page, status=200 if about else 422)


def create_place(request: Request, pk: int) -> HttpResponse:
    """Show it further up, or down."""
    earlier = request.POST.get("place") == "earlier"
    operations.move_panel(_panel(request, pk), earlier=earlier, by=request.actor)
    return redirect(f"{reverse('panels:panels')}#panel-{pk}")


def delete_panel(request: Request, pk: int) -> HttpResponse:
    """Show it no longer."""
    found = _panel(request, pk)
    operations.remove_panel(found, by=request.actor)
    messages.success(request, _("The panel “%(name)s” is removed.") % {"name": found})
    return redirect("panels:panels")


def _panel(request: Request, pk: int) -> SidePanel:
    return get_object_or_404(SidePanel.objects.visible_to(request.actor), pk=pk)


def _form(request: Request, kind: Kind, *sent: object, panel: SidePanel | None = None) -> PanelForm:
    departments = Department.objects.visible_to(request.actor).order_by("name", "pk")
    return PanelForm(*sent, kind=kind, departments=departments, panel=panel)
