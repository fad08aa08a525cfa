"""The steps of evidence: begun by hand, and the page of one with its guide and the reader's own sheet."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pult.foundation.web import Request
from pult.hiring import operations, queries
from pult.hiring.access import RUNS, hiring
from pult.hiring.forms.applications import AssignForm
from pult.hiring.forms.checking import checked
from pult.hiring.models import EvidenceStep, Stage
from pult.hiring.types import StageKind

from .applications import application_of
from .recordings import beside, listening

WITH = ("application__candidate", "application__opening", "stage", "panel__version__scorecard")


@hiring(*RUNS)
def create_step(request: Request, pk: int) -> HttpResponseBase:
    """Begin to gather evidence by hand: a stage that does not begin by itself, or once more."""
    application = application_of(request, pk)
    stage = get_object_or_404(
        Stage.objects.of_opening(application.opening_id), pk=request.POST.get("stage") or 0
    )
    step = operations.begin_by_hand(application, stage, by=request.actor)
    return redirect("hiring:step", pk=step.pk)


@hiring()
def read_step(request: Request, pk: int) -> HttpResponse:
    """What is judged, and one's own sheet beside it. That one has looked at a candidate is written down."""
    step = get_object_or_404(EvidenceStep.objects.visible_to(request.actor).select_related(*WITH), pk=pk)
    if step.step is StageKind.APPLICATION:
        operations.look_through_later(step.application)
    page = queries.step_page(step, request.actor)
    if page.shows_name:
        operations.note_look(step.application, by=request.actor)
    part = queries.recording_part(step, request.actor)
    shown = {"page": page, "sheet": page.sheet, "assign": AssignForm(), "recording": part}
    more = {"talk": queries.talk_of(step, request.actor), **beside(part)}
    return listening(render(request, "hiring/step.html", {**shown, **more}), part)


@hiring(*RUNS)
def create_rater(request: Request, pk: int) -> HttpResponseBase:
    """Ask one more person to judge."""
    step = get_object_or_404(EvidenceStep.objects.run_by(request.actor).select_related(*WITH), pk=pk)
    person = checked(AssignForm(request.POST))["person"]
    if operations.ask_to_judge(step, raters=[person], by=request.actor) is None:
        messages.warning(request, _("No scorecard is in force for this step. Choose one in the plan."))
    else:
        messages.success(request, _("%(name)s was asked to judge this.") % {"name": person.name})
    return redirect("hiring:step", pk=pk)
