"""The settings page of routing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pult.foundation.errors import Invalid
from pult.foundation.web import Request
from pult.routing import operations, queries
from pult.routing.forms import QueueForm, RoutingForm
from pult.routing.places import crumbs
from pult.routing.types import Method
from pult.workforce.models import Department


def read_routing(request: Request) -> HttpResponse:
    """Every department and how it gives out its work."""
    rows = queries.settings_for(request.actor)
    return render(request, "routing/settings.html", {"rows": rows, "methods": Method.choices})


def change_routing(request: Request, pk: int) -> HttpResponse:
    """Another method for one department."""
    department = get_object_or_404(Department.objects.visible_to(request.actor), pk=pk)
    form = RoutingForm(request.POST)
    if not form.is_valid():
        raise Invalid(form.errors.as_text())
    operations.set_method(department, form.cleaned_data["method"], by=request.actor)
    return redirect("routing:settings")


def read_queue(request: Request, pk: int) -> HttpResponse:
    """How a department treats those who wait."""
    department = get_object_or_404(Department.objects.visible_to(request.actor), pk=pk)
    return _queue(request, department, QueueForm(department=department))


def change_queue(request: Request, pk: int) -> HttpResponse:
    """Treat those who wait differently from now on."""
    department = get_object_or_404(Department.objects.visible_to(request.actor), pk=pk)
    form = QueueForm(request.POST, department=department)
    if not form.is_valid():
        return _queue(request, department, form, status=422)
    operations.set_rules(department, form.rules, by=request.actor)
    messages.success(request, _("Saved."))
    return redirect("routing:settings")


def _queue(request: Request, department: Department, form: QueueForm, *, status: int = 200) -> HttpResponse:
    context = {"department": department, "form": form, "crumbs": crumbs()}
    return render(request, "routing/queue.html", context, status=status)
