"""How the trial periods of an opening begin: their length and their goals."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pult.foundation.errors import DomainError
from pult.foundation.web import Request
from pult.hiring import operations, queries
from pult.hiring.access import RUNS, hiring
from pult.hiring.forms.trials import LengthForm, PlannedSet, planned_rows
from pult.hiring.models import Opening

from .openings import opening_of


@hiring(*RUNS)
def read_plan(request: Request, pk: int) -> HttpResponse:
    """What new colleagues of this opening begin with."""
    opening = opening_of(request, pk)
    plan = queries.trial_plan(opening)
    form, goals = LengthForm(initial={"days": plan.days}), PlannedSet(initial=planned_rows(plan))
    return _page(request, opening, form, goals, is_own=plan.is_own)


@hiring(*RUNS)
def change_plan(request: Request, pk: int) -> HttpResponseBase:
    """Say otherwise for those who begin from now on."""
    opening, form, goals = opening_of(request, pk), LengthForm(request.POST), PlannedSet(request.POST)
    try:
        if form.is_valid() and goals.is_valid():
            given = [one.value() for one in goals if one.is_written]
            operations.plan_trial(opening, days=form.cleaned_data["days"], goals=given, by=request.actor)
            messages.success(request, _("Saved. Trial periods that run stay as they are."))
            return redirect("hiring:trial-plan", pk=pk)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
    return _page(request, opening, form, goals, is_own=queries.trial_plan(opening).is_own, status=422)


@hiring(*RUNS)
def delete_plan(request: Request, pk: int) -> HttpResponseBase:
    """Back to the ready goals."""
    operations.forget_trial_plan(opening_of(request, pk), by=request.actor)
    return redirect("hiring:trial-plan", pk=pk)


def _page(
    request: Request, opening: Opening, form: LengthForm, goals: object, *, is_own: bool, status: int = 200
) -> HttpResponse:
    page = {"opening": opening, "form": form, "goals": goals, "is_own": is_own}
    return render(request, "hiring/trial_plan.html", page, status=status)
