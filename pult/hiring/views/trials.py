"""Trial periods: the list, the page of one, its goals and reviews, for those who run hiring and who guide."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pult.foundation.errors import DomainError
from pult.foundation.web import Request
from pult.hiring import operations, queries
from pult.hiring.access import RUNS, hiring
from pult.hiring.forms.checking import checked
from pult.hiring.forms.trials import (
    BeginForm,
    DayForm,
    GoalForm,
    GuideForm,
    ReviewForm,
    TrialDecisionForm,
)
from pult.hiring.models import Trial, TrialDecision, TrialGoal, TrialReview

from .applications import application_of

PAGE = "hiring/trial.html"
WITH = ("application__candidate", "application__person", "application__opening", "guide")


@hiring()
def list_trials(request: Request) -> HttpResponse:
    """The trials that one has to do with, by what is due."""
    show = request.GET.get("show", "")
    page = queries.trial_list(
        request.actor, show=show, after=request.GET.get("after"), before=request.GET.get("before")
    )
    return render(request, "hiring/trials.html", {"page": page, "show": show})


@hiring()
def read_trial(request: Request, pk: int) -> HttpResponse:
    """Everything about one trial; that one has looked is written down."""
    trial = _trial(request, pk)
    operations.note_look(trial.application, by=request.actor, what="trial")
    return _page(request, trial)


@hiring(*RUNS)
def create_trial(request: Request, pk: int) -> HttpResponseBase:
    """Begin it by hand."""
    application = application_of(request, pk)
    trial = operations.begin_trial(application, **checked(BeginForm(request.POST)), by=request.actor)
    messages.success(request, _("The trial period has begun."))
    return redirect("hiring:trial", pk=trial.pk)


@hiring()
def change_guide(request: Request, pk: int) -> HttpResponseBase:
    """Somebody else at their side."""
    trial = get_object_or_404(Trial.objects.run_by(request.actor).select_related(*WITH), pk=pk)
    operations.change_guide(trial, checked(GuideForm(request.POST))["person"], by=request.actor)
    return redirect("hiring:trial", pk=pk)


@hiring()
def create_goal(request: Request, pk: int) -> HttpResponseBase:
    """Agree on one more goal. What was written stays when it is refused."""
    trial, form = _trial(request, pk), GoalForm(request.POST)
    try:
        if form.is_valid():
            operations.add_goal(trial, form.value(), by=request.actor)
            return redirect("hiring:trial", pk=pk)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
    return _page(request, trial, goal=form, status=422)


@hiring()
def change_goal(request: Request, pk: int) -> HttpResponseBase:
    """Say it otherwise."""
    goal = _goal(request, pk)
    form = GoalForm(request.POST, goal=goal)
    checked(form)
    operations.change_goal(goal, form.value(), by=request.actor)
    return redirect("hiring:trial", pk=goal.trial_id)


@hiring()
def delete_goal(request: Request, pk: int) -> HttpResponseBase:
    """Take it away."""
    goal = _goal(request, pk)
    operations.drop_goal(goal, by=request.actor)
    return redirect("hiring:trial", pk=goal.trial_id)


@hiring()
def create_sheets(request: Request, pk: int) -> HttpResponseBase:
    """Ask for the sheets of a review now."""
    review = operations.open_review(_review(request, pk), by=request.actor)
    messages.success(request, _("The sheets were asked for."))
    return redirect("hiring:trial", pk=review.trial_id)


@hiring()
def change_day(request: Request, pk: int) -> HttpResponseBase:
    """Hold a review on another day."""
    review = _review(request, pk)
    operations.move_review(review, checked(DayForm(request.POST))["due_on"], by=request.actor)
    return redirect("hiring:trial", pk=review.trial_id)


@hiring()
def create_sharing(request: Request, pk: int) -> HttpResponseBase:
    """Show the sheets to the new colleague."""
    review = _review(request, pk)
    operations.share_review(review, by=request.actor)
    messages.success(request, _("The new colleague can read the sheets now."))
    return redirect("hiring:trial", pk=review.trial_id)


@hiring()
def read_review(request: Request, pk: int) -> HttpResponse:
    """The page on which a review is held: goals, own words, what is agreed."""
    review = _review(request, pk)
    operations.note_look(review.trial.application, by=request.actor, what="trial")
    return _review_page(request, review, _review_form(review))


@hiring()
def create_review(request: Request, pk: int) -> HttpResponseBase:
    """Write down what came of it. What was written stays when it is refused."""
    review = _review(request, pk)
    form = _review_form(review, request.POST)
    try:
        if form.is_valid():
            operations.hold_review(
                review, agreed=form.cleaned_data["agreed"], verdicts=form.verdicts(), by=request.actor
            )
            return redirect("hiring:trial", pk=review.trial_id)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
    return _review_page(request, review, form, status=422)


@hiring(*RUNS)
def create_decision(request: Request, pk: int) -> HttpResponseBase:
    """Decide. What was written stays when it is refused."""
    trial = get_object_or_404(Trial.objects.run_by(request.actor).select_related(*WITH), pk=pk)
    form = TrialDecisionForm(request.POST)
    try:
        if form.is_valid():
            decision = operations.decide_trial(trial, **form.values(), by=request.actor)
            return redirect("hiring:trial-reasons", pk=decision.pk)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
    return _page(request, _trial(request, pk), decide=form, status=422)


@hiring()
def read_reasons(request: Request, pk: int) -> HttpResponse:
    """What was decided, on what, and why."""
    seen = TrialDecision.objects.visible_to(request.actor)
    decision = get_object_or_404(seen.select_related(*(f"trial__{name}" for name in WITH)), pk=pk)
    operations.note_look(decision.trial.application, by=request.actor, what="trial")
    return render(request, "hiring/trial_reasons.html", {"decision": decision, "trial": decision.trial})


def _trial(request: Request, pk: int) -> Trial:
    return get_object_or_404(Trial.objects.visible_to(request.actor).select_related(*WITH), pk=pk)


def _goal(request: Request, pk: int) -> TrialGoal:
    seen = TrialGoal.objects.visible_to(request.actor)
    return get_object_or_404(seen.select_related("trial__application"), pk=pk)


def _review(request: Request, pk: int) -> TrialReview:
    seen = TrialReview.objects.visible_to(request.actor)
    rows = seen.select_related("step__panel", *(f"trial__{name}" for name in WITH))
    return get_object_or_404(rows, pk=pk)


def _review_form(review: TrialReview, data: object = None) -> ReviewForm:
    goals = review.trial.goals.still_open().select_related("skill").in_order()
    return ReviewForm(data, review=review, goals=goals)


def _review_page(
    request: Request, review: TrialReview, form: ReviewForm, *, status: int = 200
) -> HttpResponse:
    page = {"review": review, "trial": review.trial, "form": form}
    return render(request, "hiring/trial_review.html", page, status=status)


def _page(
    request: Request,
    trial: Trial,
    *,
    goal: GoalForm | None = None,
    decide: TrialDecisionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    page = queries.trial_page(trial, request.actor)
    told = {
        "page": page,
        "goals": [(one, GoalForm(goal=one) if trial.is_running else None) for one in page.goals],
        "goal": goal or GoalForm(initial={"day": trial.days}),
        "guide": GuideForm(initial={"person": trial.guide_id}, without=trial.application.person_id or 0),
        "decide": decide or TrialDecisionForm(),
    }
    return render(request, PAGE, told, status=status)
