"""What happens when a candidate comes to a stage: those who judge it may look, and its evidence begins."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.hiring.models import Application, EvidenceStep, Stage
from pult.hiring.types import BY_HAND, SEE_ONLY_THE_STEP, StageKind

from .evidence import ask_to_judge, begin_step, let_in, may_judge
from .plays import begin_role_play
from .references import welcome_to_references
from .settling import begin_interview, begin_phone
from .writing import begin_writing

Begins = Callable[[Application, Stage, Actor, datetime], EvidenceStep]


def begin_and_ask(application: Application, stage: Stage, by: Actor, at: datetime) -> EvidenceStep:
    """What can be judged as soon as somebody is there, such as documents or a talk: raters get their sheets at once."""
    step = begin_step(application, stage, by=by, at=at)
    ask_to_judge(step, by=by, at=at)
    return step


# What begins by itself. Steps that are not here begin when somebody presses the button on the page.
BEGINS: dict[StageKind, Begins] = {
    StageKind.APPLICATION: begin_and_ask,
    StageKind.WRITING: begin_writing,
    StageKind.PHONE: begin_phone,
    StageKind.INTERVIEW: begin_interview,
    StageKind.ROLE_PLAY: begin_role_play,
}


def enter_stage(application: Application, *, by: Actor, at: datetime) -> bool:
    """Let those in who judge this stage, and begin its evidence unless it was begun before.

    Says whether the candidate got a letter that tells of the step and of what is to be done in it.
    """
    stage = application.stage
    kind = StageKind(stage.kind)
    if kind not in SEE_ONLY_THE_STEP:
        for person in stage.raters.filter(is_active=True):
            if may_judge(person):
                let_in(application, person, by=by, at=at)
    if kind is StageKind.REFERENCES:
        return welcome_to_references(application, by, at)
    if kind not in BEGINS or application.steps.filter(stage=stage).exists():
        return False
    BEGINS[kind](application, stage, by, at)
    return kind is StageKind.WRITING


def begin_by_hand(
    application: Application, stage: Stage, *, by: Actor, at: datetime | None = None
) -> EvidenceStep:
    """Begin a stage's evidence now, or once more, such as a second talk."""
    if stage.kind not in BY_HAND:
        raise Invalid(_("Nothing begins here by hand. References and reviews have a page of their own."))
    at = at or timezone.now()
    return BEGINS.get(StageKind(stage.kind), begin_and_ask)(application, stage, by, at)
