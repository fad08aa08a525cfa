"""The team's area: departments."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect

from pult.foundation.web import Request, needs
from pult.workforce import operations
from pult.workforce.models import Department
from pult.workforce.types import Right
from pult.workspace.forms.team import DepartmentForm

from .answers import answer

FORM = "workspace/team/department_form.html"


@needs(Right.MANAGE)
def new_department(request: Request) -> HttpResponse:
    """An empty form."""
    return answer(request, FORM, {"form": DepartmentForm()})


@needs(Right.MANAGE)
def create_department(request: Request) -> HttpResponse | HttpResponseRedirect:
    """Open a department."""
    form = DepartmentForm(request.POST)
    if not form.is_valid():
        return answer(request, FORM, {"form": form})
    operations.open_department(**form.cleaned_data, by=request.actor)
    return redirect("workspace:team")


@needs(Right.MANAGE)
def edit_department(request: Request, pk: int) -> HttpResponse:
    """The form with what holds now."""
    department = _department(request, pk)
    return answer(request, FORM, {"department": department, "form": DepartmentForm(instance=department)})


@needs(Right.MANAGE)
def change_department(request: Request, pk: int) -> HttpResponse | HttpResponseRedirect:
    """Name it anew, or give it other opening hours."""
    department = _department(request, pk)
    form = DepartmentForm(request.POST, instance=department)
    if not form.is_valid():
        return answer(request, FORM, {"department": department, "form": form})
    operations.change_department(department, **form.cleaned_data, by=request.actor)
    return redirect("workspace:team")


def _department(request: Request, pk: int) -> Department:
    return get_object_or_404(Department.objects.visible_to(request.actor), pk=pk)
