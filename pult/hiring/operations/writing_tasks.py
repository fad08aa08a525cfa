"""Verbs about exercises for writing samples: written, retired, named by a stage, renewed with each release."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.audit.operations import record
from pult.foundation.errors import Invalid
from pult.foundation.text.tongues import Tongues, cleaned, said
from pult.hiring.models import Stage, StageTask, WritingTask
from pult.hiring.types import Act, StageKind, WritingChannel

SHIPPED = Path(__file__).parents[1] / "standard" / "writing_tasks.json"


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """An exercise as somebody writes it. Minutes 0: as long as it takes."""

    channel: WritingChannel
    titles: Tongues
    letters: Tongues
    facts: Tongues = field(default_factory=dict)
    good: Tongues = field(default_factory=dict)
    minutes: int = 30

    @property
    def columns(self) -> dict[str, Any]:
        """The words as they are kept."""
        texts = {name: cleaned(getattr(self, name)) for name in ("titles", "letters", "facts", "good")}
        return {"channel": self.channel, "minutes": self.minutes, **texts}


@transaction.atomic
def add_task(exercise: Exercise, *, by: Actor, at: datetime | None = None) -> WritingTask:
    """Add an exercise of one's own."""
    _check(exercise)
    task = WritingTask.objects.create(
        key=_free_key(exercise.titles), edited_at=at or timezone.now(), **exercise.columns
    )
    _note(Act.TASK_ADDED, task, by=by, at=at)
    return task


@transaction.atomic
def change_task(task: WritingTask, exercise: Exercise, *, by: Actor, at: datetime | None = None) -> None:
    """Ask otherwise from now on. Whoever was asked before keeps the words they were asked with."""
    _check(exercise)
    WritingTask.objects.filter(pk=task.pk).update(edited_at=at or timezone.now(), **exercise.columns)
    task.refresh_from_db()
    _note(Act.TASK_CHANGED, task, by=by, at=at)


@transaction.atomic
def set_task_retired(task: WritingTask, *, is_retired: bool, by: Actor, at: datetime | None = None) -> None:
    """Give an exercise no longer, or again. A stage that names it goes on with it."""
    if WritingTask.objects.filter(pk=task.pk, is_retired=not is_retired).update(is_retired=is_retired):
        task.refresh_from_db()
        _note(Act.TASK_RETIRED if is_retired else Act.TASK_BROUGHT_BACK, task, by=by, at=at)


@transaction.atomic
def name_task(stage: Stage, task: WritingTask | None, *, by: Actor) -> None:  # noqa: ARG001
    """Say which exercise a stage gives; the usual one when none is named. Everybody there gets the same."""
    if stage.kind != StageKind.WRITING:
        raise Invalid(_("Nothing is written in this step."))
    named = StageTask.objects.filter(stage=stage).first()
    if stage.steps.exists() and named is not None and named.task_id != (task.pk if task else None):
        raise Invalid(_("Somebody has written this exercise already, so everybody else gets the same."))
    if task is None:
        StageTask.objects.filter(stage=stage).delete()
    else:
        StageTask.objects.update_or_create(stage=stage, defaults={"task": task})


def task_of(stage: Stage) -> WritingTask:
    """The exercise of a stage; where none was named, the usual one is written down, so that it stays the same."""
    named = StageTask.objects.filter(stage=stage).select_related("task").first()
    if named is not None:
        return named.task
    if not WritingTask.objects.exists():
        renew_tasks()
    # Somebody who was moved must not be stuck because every exercise was retired meanwhile.
    usual = WritingTask.objects.earliest("is_retired", "position", "pk")
    return StageTask.objects.get_or_create(stage=stage, defaults={"task": usual})[0].task


@transaction.atomic
def renew_tasks(by: Actor = SYSTEM) -> int:  # noqa: ARG001 - what nobody edited is nobody's act
    """See that every shipped exercise is there, in this release's words where nobody wrote others."""
    known = {task.key: task for task in WritingTask.objects.all()}
    made = 0
    for place, told in enumerate(shipped_tasks(), 1):
        columns = {**_exercise(told).columns, "position": place}
        if told["key"] not in known:
            WritingTask.objects.create(key=told["key"], is_shipped=True, **columns)
            made += 1
        elif known[told["key"]].edited_at is None:
            WritingTask.objects.filter(key=told["key"]).update(**columns)
    return made


@cache
def shipped_tasks() -> tuple[Mapping[str, Any], ...]:
    """The exercises of this release."""
    return tuple(json.loads(SHIPPED.read_text(encoding="utf-8"))["tasks"])


def _exercise(told: Mapping[str, Any]) -> Exercise:
    return Exercise(
        channel=WritingChannel(told["channel"]),
        titles=told["title"],
        letters=told["letter"],
        facts=told["facts"],
        good=told["good"],
        minutes=told["minutes"],
    )


def _check(exercise: Exercise) -> None:
    if not said(cleaned(exercise.titles)) or not said(cleaned(exercise.letters)):
        raise Invalid(_("An exercise needs a title and a customer’s letter in at least one language."))


def _free_key(titles: Tongues) -> str:
    stem = "own_" + slugify(said(cleaned(titles), "en")).replace("-", "_")[:40].strip("_")
    taken = set(WritingTask.objects.filter(key__startswith=stem).values_list("key", flat=True))
    numbered = (f"{stem}_{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (stem, *numbered) if key not in taken)


def _note(act: Act, task: WritingTask, *, by: Actor, at: datetime | None) -> None:
    record(act, by=by, about=f"writing_task:{task.pk}", about_name=said(task.titles, "en"), at=at)
