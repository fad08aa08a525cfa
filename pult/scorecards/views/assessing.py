"""What raters do: their list, their sheet, what they type, handing it in."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pult.foundation.web import Request
from pult.scorecards import operations, pages
from pult.scorecards.forms import ScoreForm
from pult.scorecards.models import Assessment, Criterion
from pult.scorecards.queries import assessing
from pult.scorecards.types.circles import place_of


def _assessment(request: Request, pk: int) -> Assessment:
    rows = Assessment.objects.visible_to(request.actor).select_related("panel__version__scorecard")
    return get_object_or_404(rows, pk=pk)


def _criterion(assessment: Assessment, pk: int) -> Criterion:
    return get_object_or_404(assessment.panel.version.criteria.select_related("section", "skill"), pk=pk)


def list_mine(request: Request) -> HttpResponse:
    """What one was asked to judge."""
    return render(request, "scorecards/mine.html", pages.mine(request.actor, request.GET))


def read_assessment(request: Request, pk: int) -> HttpResponse:
    """One's own sheet: beside what is judged where that has a page, else on a page of its own."""
    asked = _assessment(request, pk)
    if place := place_of(asked.panel.circle, asked.panel.about):
        return redirect(place)
    sheet = assessing.sheet(asked)
    return render(request, "scorecards/assessment.html", pages.assessment(sheet))


def read_sheet(request: Request, pk: int) -> HttpResponse:
    """One's own sheet, to stand beside what is judged."""
    sheet = assessing.sheet(_assessment(request, pk))
    response = render(request, "scorecards/sheet.html", pages.assessment(sheet))
    response["Cache-Control"] = "private, no-store"
    return response


def read_score(request: Request, pk: int, criterion_pk: int) -> HttpResponse:
    """One criterion as it is kept, for a window that has an older one."""
    assessment = _assessment(request, pk)
    row = assessing.row(assessment, _criterion(assessment, criterion_pk))
    return JsonResponse(pages.kept(row))


def save_score(request: Request, pk: int, criterion_pk: int) -> HttpResponse:
    """Keep one criterion as it is typed."""
    assessment = _assessment(request, pk)
    criterion, form = _criterion(assessment, criterion_pk), ScoreForm(request.POST)
    pages.must_be_valid(form)
    given = form.cleaned_data
    score = operations.save_score(
        assessment,
        criterion,
        mark=given["value"],
        evidence=given["evidence"],
        cause=given["cause"],
        seen=given["seen"],
        by=request.actor,
    )
    return pages.saved(request, assessment, score)


def create_submission(request: Request, pk: int) -> HttpResponse:
    """Hand it in."""
    assessment = _assessment(request, pk)
    operations.submit(assessment, by=request.actor)
    messages.success(request, _("Submitted. Your marks are locked now."))
    return redirect("scorecards:panel", assessment.panel_id)


def create_withdrawal(request: Request, pk: int) -> HttpResponse:
    """Do not judge after all."""
    operations.withdraw(_assessment(request, pk), by=request.actor)
    messages.success(request, _("You have withdrawn. Nobody waits for you."))
    return redirect("scorecards:mine")
