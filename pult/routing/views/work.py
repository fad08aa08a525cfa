"""Who gets what in a department, and when it goes back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pult.foundation.web import Request
from pult.routing import operations, queries
from pult.routing.forms import CompetencesForm, NeedForm, ReturningForm
from pult.routing.places import crumbs
from pult.skills.queries import skills_in_use
from pult.workforce.models import Department


def read_work(request: Request, pk: int) -> HttpResponse:
    """What is asked for, how well everybody masters it, and when work goes back."""
    return _shown(request, _department(request, pk))


def change_returning(request: Request, pk: int) -> HttpResponse:
    """Take work back after another time."""
    department = _department(request, pk)
    form = ReturningForm(request.POST, instance=queries.routing_of(department))
    if not form.is_valid():
        return _shown(request, department, returning=form)
    operations.set_returning(department, **form.cleaned_data, by=request.actor)
    return _saved(request, pk)


def create_need(request: Request, pk: int) -> HttpResponse:
    """Ask for one more skill."""
    department = _department(request, pk)
    form = NeedForm(request.POST, skills=skills_in_use())
    if not form.is_valid():
        return _shown(request, department, need=form)
    operations.ask_for_skill(department, **form.cleaned_data, by=request.actor)
    return _saved(request, pk)


def delete_need(request: Request, pk: int, need_pk: int) -> HttpResponse:
    """Ask for it no longer."""
    need = get_object_or_404(_department(request, pk).needs, pk=need_pk)
    operations.drop_need(need, by=request.actor)
    return _saved(request, pk)


def change_competences(request: Request, pk: int) -> HttpResponse:
    """Say how well everybody masters what is asked for."""
    department = _department(request, pk)
    form = _competences(department, request.POST)
    if not form.is_valid():
        return _shown(request, department, competences=form)
    for member in form.members:
        operations.set_competences(member, form.levels_of(member), by=request.actor)
    operations.place_waiting(department, by=request.actor)
    return _saved(request, pk)


def _department(request: Request, pk: int) -> Department:
    return get_object_or_404(Department.objects.visible_to(request.actor), pk=pk)


def _competences(department: Department, *given: Any) -> CompetencesForm:
    asked = department.needs.values("skill")
    members = list(department.members.at_work().select_related("person").order_by("person__name", "pk"))
    levels = queries.levels_of([one.pk for one in members])
    skills = list(skills_in_use().filter(pk__in=asked))
    return CompetencesForm(*given, members=members, skills=skills, levels=levels)


def _shown(request: Request, department: Department, **forms: Any) -> HttpResponse:
    context = {
        "department": department,
        "crumbs": crumbs(),
        "needs": department.needs.select_related("skill").order_by("tag", "skill__position", "pk"),
        "returning": ReturningForm(instance=queries.routing_of(department)),
        "need": NeedForm(skills=skills_in_use()),
        "competences": _competences(department),
    }
    return render(request, "routing/work.html", context | forms, status=422 if forms else 200)


def _saved(request: Request, pk: int) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("routing:work", pk=pk)
