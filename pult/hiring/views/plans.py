"""What an opening asks for: steps, skills, questions."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from pult.foundation.web import Request
from pult.hiring import operations, queries
from pult.hiring.access import RUNS, hiring
from pult.hiring.forms.openings import (
    LineSet,
    QuestionSet,
    StageSet,
    given_steps,
    line_rows,
    question_rows,
    stage_rows,
)
from pult.hiring.models import Opening

from .openings import opening_of
from .writing_tasks import stage_tasks


@hiring(*RUNS)
def read_plan(request: Request, pk: int) -> HttpResponse:
    """The plan, the skills and the questions, each to be changed."""
    return _page(request, opening_of(request, pk))


@hiring(*RUNS)
def create_stages(request: Request, pk: int) -> HttpResponseBase:
    """Plan the steps."""
    opening, steps = opening_of(request, pk), StageSet(request.POST, prefix="stages")
    if not steps.is_valid():
        return _page(request, opening, stages=steps, status=422)
    operations.plan_stages(opening, given_steps(steps), by=request.actor)
    return redirect("hiring:plan", pk=pk)


@hiring(*RUNS)
def create_skills(request: Request, pk: int) -> HttpResponseBase:
    """Say which skills matter."""
    opening, lines = opening_of(request, pk), LineSet(request.POST, prefix="skills")
    if not lines.is_valid():
        return _page(request, opening, skills=lines, status=422)
    chosen = {form.cleaned_data["skill"]: form.line() for form in lines if form.cleaned_data.get("skill")}
    operations.set_profile(opening, chosen.values(), by=request.actor)
    return redirect("hiring:plan", pk=pk)


@hiring(*RUNS)
def create_questions(request: Request, pk: int) -> HttpResponseBase:
    """Say what the form asks."""
    opening, questions = opening_of(request, pk), QuestionSet(request.POST, prefix="questions")
    if not questions.is_valid():
        return _page(request, opening, questions=questions, status=422)
    operations.ask_questions(opening, [form.asked() for form in questions], by=request.actor)
    return redirect("hiring:plan", pk=pk)


def _page(request: Request, opening: Opening, *, status: int = 200, **given: Any) -> HttpResponse:
    stages = opening.stages.in_order().prefetch_related("raters")
    page = {
        "opening": opening,
        "talks": queries.talks_of(opening),
        "stages": StageSet(initial=stage_rows(stages), prefix="stages"),
        "skills": LineSet(
            initial=line_rows(opening.skills.select_related("skill").order_by("pk")), prefix="skills"
        ),
        "questions": QuestionSet(
            initial=question_rows(opening.questions.order_by("position")), prefix="questions"
        ),
        "writing": stage_tasks(opening.pk),
        **given,
    }
    return render(request, "hiring/plan.html", page, status=status)
