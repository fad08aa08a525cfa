"""Verbs about what an opening asks for: skills, steps, questions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Self

from django.db import transaction
from django.db.models.deletion import ProtectedError
from django.utils.translation import gettext as _

from pult.accounts.models import Person
from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.foundation.text.tongues import Tongues, cleaned, said
from pult.hiring.models import Opening, OpeningSkill, Question, Stage
from pult.hiring.types import QuestionKind, StageKind
from pult.skills.models import Profile, Skill


@dataclass(frozen=True, kw_only=True)
class Line:
    """One skill that an opening asks for."""

    skill: Skill
    weight: Decimal = Decimal(1)
    is_must_have: bool = False
    can_be_taught: bool = False
    needed: Decimal = Decimal(3)

    @classmethod
    def of(cls, profile: Profile) -> list[Self]:
        """The lines of a profile, to be copied."""
        return [
            cls(
                skill=line.skill,
                weight=line.weight,
                is_must_have=line.is_must_have,
                can_be_taught=line.can_be_taught,
                needed=line.needed,
            )
            for line in profile.lines.select_related("skill").order_by("pk")
        ]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One stage of a plan. `stage_id` names one that is there already."""

    kind: StageKind
    days: int = 5
    minutes: int = 0
    scorecard: str = ""
    names: Tongues = field(default_factory=dict)
    raters: tuple[Person, ...] | None = None
    stage_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question of the form."""

    kind: QuestionKind
    texts: Tongues
    choices: Tongues = field(default_factory=dict)
    is_required: bool = True


@transaction.atomic
def set_profile(opening: Opening, lines: Iterable[Line], *, by: Actor) -> None:  # noqa: ARG001
    """Say which skills matter for this opening, and how much each weighs."""
    OpeningSkill.objects.filter(opening=opening).delete()
    OpeningSkill.objects.bulk_create(
        OpeningSkill(
            opening=opening,
            skill=line.skill,
            weight=line.weight,
            is_must_have=line.is_must_have,
            can_be_taught=line.can_be_taught,
            needed=line.needed,
        )
        for line in lines
    )


@transaction.atomic
def plan_stages(opening: Opening, steps: Iterable[Step], *, by: Actor) -> list[Stage]:  # noqa: ARG001
    """Plan the steps of the process in their order. A step in which somebody is, or was, cannot be left out."""
    planned = list(steps)
    if not planned:
        raise Invalid(_("A process needs at least one step."))
    kept = {step.stage_id for step in planned if step.stage_id}
    try:
        Stage.objects.filter(opening=opening).exclude(pk__in=kept).delete()
    except ProtectedError:
        raise Invalid(_("There are candidates in a step that you have left out. Move them first."))
    known = {stage.pk: stage for stage in opening.stages.all()}
    return [_write(opening, known, step, number) for number, step in enumerate(planned, 1)]


def _write(opening: Opening, known: dict[int, Stage], step: Step, position: int) -> Stage:
    stage = known.get(step.stage_id or 0) or Stage(opening=opening)
    stage.position, stage.kind, stage.names = position, step.kind, cleaned(step.names)
    stage.days, stage.minutes, stage.scorecard = step.days, step.minutes, step.scorecard
    stage.save()
    if step.raters is not None:
        stage.raters.set(step.raters)
    return stage


@transaction.atomic
def ask_questions(opening: Opening, asked: Iterable[Asked], *, by: Actor) -> None:  # noqa: ARG001
    """Say what the form asks; answers that were given keep the question as it stood."""
    Question.objects.filter(opening=opening).delete()
    Question.objects.bulk_create(
        Question(
            opening=opening,
            position=number,
            kind=one.kind,
            texts=cleaned(one.texts),
            choices=cleaned(one.choices),
            is_required=one.is_required,
        )
        for number, one in enumerate((one for one in asked if said(one.texts)), 1)
    )
