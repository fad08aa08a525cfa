"""The calibration: a mark is changed, with the reason."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pult.foundation.web import Request
from pult.scorecards import operations, pages
from pult.scorecards.forms import CalibrationForm
from pult.scorecards.models import Score


def _score(request: Request, pk: int) -> Score:
    rows = Score.objects.revealed_to(request.actor).of_submitted()
    return get_object_or_404(rows.select_related("criterion__section", "assessment__panel"), pk=pk)


def new_calibration(request: Request, pk: int) -> HttpResponse:
    """One mark with everything that was said about it."""
    return render(request, "scorecards/calibration.html", pages.calibration(_score(request, pk)))


def create_calibration(request: Request, pk: int) -> HttpResponse:
    """Change the mark; the one that was given stays."""
    score, form = _score(request, pk), CalibrationForm(request.POST)
    if not form.is_valid():
        context = pages.calibration(score, form=form)
        return render(request, "scorecards/calibration.html", context, status=422)
    given = form.cleaned_data
    operations.calibrate(score, mark=given["value"], reason=given["reason"], by=request.actor)
    messages.success(request, _("Changed. The mark as it was given stays beside it."))
    return redirect("scorecards:panel", score.assessment.panel_id)
