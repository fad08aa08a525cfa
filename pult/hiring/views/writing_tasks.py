"""The exercises of writing samples, which one a stage gives, and more time for somebody who needs it."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pult.foundation.web import Request
from pult.hiring import operations, queries
from pult.hiring.access import RUNS, hiring
from pult.hiring.forms.checking import checked
from pult.hiring.forms.writing import ExtraTimeForm, StageTaskForm, TaskForm
from pult.hiring.models import Stage, WritingSample, WritingTask

from .openings import opening_of


def _task(request: Request, pk: int) -> WritingTask:
    return get_object_or_404(WritingTask.objects.visible_to(request.actor), pk=pk)


@hiring(*RUNS)
def list_tasks(request: Request) -> HttpResponse:
    """The exercises that there are."""
    tasks = WritingTask.objects.visible_to(request.actor).in_order()
    return render(request, "hiring/writing_tasks.html", {"tasks": tasks})


@hiring(*RUNS)
def new_task(request: Request) -> HttpResponse:
    """An empty exercise."""
    return render(request, "hiring/writing_task.html", {"form": TaskForm()})


@hiring(*RUNS)
def create_task(request: Request) -> HttpResponseBase:
    """Add an exercise of one's own."""
    form = TaskForm(request.POST)
    if not form.is_valid():
        return render(request, "hiring/writing_task.html", {"form": form}, status=422)
    operations.add_task(form.exercise(), by=request.actor)
    return redirect("hiring:writing-tasks")


@hiring(*RUNS)
def read_task(request: Request, pk: int) -> HttpResponse:
    """An exercise, to be read and changed."""
    task = _task(request, pk)
    return render(request, "hiring/writing_task.html", {"task": task, "form": TaskForm(task=task)})


@hiring(*RUNS)
def change_task(request: Request, pk: int) -> HttpResponseBase:
    """Say it otherwise from now on."""
    task, form = _task(request, pk), TaskForm(request.POST)
    if not form.is_valid():
        return render(request, "hiring/writing_task.html", {"task": task, "form": form}, status=422)
    operations.change_task(task, form.exercise(), by=request.actor)
    messages.success(request, _("Saved. Whoever was asked before keeps the earlier words."))
    return redirect("hiring:writing-task", pk=pk)


@hiring(*RUNS)
def create_retirement(request: Request, pk: int) -> HttpResponseBase:
    """Give it no longer, or again."""
    task = _task(request, pk)
    operations.set_task_retired(task, is_retired=not task.is_retired, by=request.actor)
    return redirect("hiring:writing-tasks")


@hiring(*RUNS)
def create_stage_task(request: Request, pk: int, stage: int) -> HttpResponseBase:
    """Say which exercise a stage gives."""
    opening = opening_of(request, pk)
    found = get_object_or_404(Stage.objects.of_opening(opening.pk), pk=stage)
    task = checked(StageTaskForm(request.POST, prefix=f"stage-{stage}"))["task"]
    operations.name_task(found, task, by=request.actor)
    return redirect("hiring:plan", pk=pk)


@hiring(*RUNS)
def create_extra_time(request: Request, pk: int) -> HttpResponseBase:
    """More time for somebody who needs it."""
    sample = get_object_or_404(WritingSample.objects.run_by(request.actor), step=pk)
    given = checked(ExtraTimeForm(request.POST))
    operations.grant_time(sample, minutes=given["minutes"], reason=given["reason"], by=request.actor)
    messages.success(request, _("The time is longer now."))
    return redirect("hiring:step", pk=pk)


def stage_tasks(opening_id: int) -> list[tuple[queries.StageWriting, StageTaskForm]]:
    """For the plan: each stage in which something is written, with the choice of its exercise."""
    return [
        (one, StageTaskForm(prefix=f"stage-{one.stage.pk}", initial={"task": one.task}))
        for one in queries.writing_stages(opening_id)
    ]
