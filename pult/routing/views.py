"""The settings page of routing."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from pult.foundation.errors import Invalid
from pult.foundation.web import Request
from pult.workforce.models import Department

from . import operations, queries
from .forms import RoutingForm
from .types import Method


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
