"""`/app/hiring/stages/<pk>/kit`: what is asked in a talk; and what becomes of each question while one talks."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pult.foundation.web import Request
from pult.hiring import operations, queries
from pult.hiring.access import RUNS, hiring
from pult.hiring.forms.checking import checked
from pult.hiring.forms.kits import AskForm, BlockForm, HowForm, KitForm
from pult.hiring.models import EvidenceStep, InterviewKit, KitBlock, KitQuestion, Stage
from pult.hiring.types import HowAsked
from pult.scorecards.models import Assessment


def _stage(request: Request, pk: int) -> Stage:
    return get_object_or_404(queries.talks_run_by(request.actor), pk=pk)


def _kit(request: Request, pk: int) -> InterviewKit:
    if (kit := queries.kit_of(_stage(request, pk))) is None:
        raise Http404
    return kit


def _block(request: Request, pk: int) -> KitBlock:
    rows = KitBlock.objects.run_by(request.actor).select_related("kit__stage")
    return get_object_or_404(rows, pk=pk)


def _question(request: Request, pk: int) -> KitQuestion:
    rows = KitQuestion.objects.run_by(request.actor).select_related("block__kit__stage")
    return get_object_or_404(rows, pk=pk)


def _page(request: Request, stage: Stage, form: KitForm | None = None, *, status: int = 200) -> HttpResponse:
    kit = queries.kit_of(stage)
    page = {
        "stage": stage,
        "kit": kit,
        "form": form or (KitForm(kit=kit) if kit else None),
        "new_block": BlockForm(),
        "ask": AskForm(stage=stage, auto_id=False),
    }
    return render(request, "hiring/kit.html", page, status=status)


@hiring(*RUNS)
def read_kit(request: Request, pk: int) -> HttpResponse:
    """What is asked in a talk, to read and to change."""
    return _page(request, _stage(request, pk))


@hiring(*RUNS)
def change_kit(request: Request, pk: int) -> HttpResponseBase:
    """Say otherwise how to open and close, and what may not be asked."""
    kit = _kit(request, pk)
    form = KitForm(request.POST, kit=kit)
    if not form.is_valid():
        return _page(request, kit.stage, form, status=422)
    operations.change_kit(kit, texts=form.texts(), minutes=form.cleaned_data["minutes"], by=request.actor)
    messages.success(request, _("Saved."))
    return redirect("hiring:kit", pk=pk)


@hiring(*RUNS)
def create_proposal(request: Request, pk: int) -> HttpResponseBase:
    """Fill it from the opening's profile."""
    operations.propose_kit(_stage(request, pk), by=request.actor)
    messages.success(request, _("Proposed from the skills of this opening. Change whatever you like."))
    return redirect("hiring:kit", pk=pk)


@hiring(*RUNS)
def create_block(request: Request, pk: int) -> HttpResponseBase:
    """One more block; with the first one the kit begins."""
    kit = operations.open_kit(_stage(request, pk), by=request.actor)
    form = BlockForm(request.POST)
    checked(form)
    operations.add_block(kit, titles=form.titles(), by=request.actor)
    return redirect("hiring:kit", pk=pk)


@hiring(*RUNS)
def delete_block(request: Request, pk: int) -> HttpResponseBase:
    """Without this block."""
    block = _block(request, pk)
    operations.drop_block(block, by=request.actor)
    return redirect("hiring:kit", pk=block.kit.stage_id)


@hiring(*RUNS)
def create_question(request: Request, pk: int) -> HttpResponseBase:
    """One more question of the bank."""
    block = _block(request, pk)
    chosen = checked(AskForm(request.POST, stage=block.kit.stage))["question"]
    operations.add_to_kit(block, chosen, by=request.actor)
    return redirect(_place(block, "block"))


@hiring(*RUNS)
def move_question(request: Request, pk: int) -> HttpResponseBase:
    """Earlier or later in its block."""
    question = _question(request, pk)
    operations.move_in_kit(question, up=request.POST.get("to") == "up", by=request.actor)
    return redirect(_place(question.block, "block"))


@hiring(*RUNS)
def delete_question(request: Request, pk: int) -> HttpResponseBase:
    """Without this question."""
    question = _question(request, pk)
    operations.drop_from_kit(question, by=request.actor)
    return redirect(_place(question.block, "block"))


def _place(block: KitBlock, name: str) -> str:
    return f"{reverse('hiring:kit', args=[block.kit.stage_id])}#{name}-{block.pk}"


@hiring()
def create_question_mark(request: Request, pk: int, question: int) -> HttpResponseBase:
    """Asked, with the fallback, or skipped: for oneself, and hidden from the others like one's marks."""
    step = get_object_or_404(EvidenceStep.objects.visible_to(request.actor).select_related("panel"), pk=pk)
    own = Assessment.objects.visible_to(request.actor).select_related("panel__version")
    assessment = get_object_or_404(own, panel=step.panel_id)
    asked = get_object_or_404(KitQuestion.objects.select_related("block__kit"), pk=question)
    how = HowAsked(checked(HowForm(request.POST))["how"])
    operations.mark_question(assessment, asked, how=how, by=request.actor)
    if not request.htmx:
        return redirect(f"{reverse('hiring:step', args=[pk])}#question-{question}")
    return render(request, "hiring/kit_question.html", queries.asked_line(step, asked, request.actor))
