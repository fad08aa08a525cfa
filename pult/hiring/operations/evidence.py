"""Verbs about evidence: a step begins, people are asked to judge it, its words are erased with the candidate."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pult.accounts.models import Person
from pult.foundation.actors import Actor
from pult.foundation.audit.operations import record
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.hiring.errors import Ended, NotReady
from pult.hiring.events import EvidenceBegun
from pult.hiring.models import (
    Application,
    Assignment,
    Candidate,
    EvidenceStep,
    InterviewKit,
    Stage,
    WritingSample,
)
from pult.hiring.types import CIRCLE, SEE_ONLY_THE_STEP, USUAL_CARDS, Act, Right, StageKind
from pult.scorecards import operations as scorecards
from pult.scorecards.models import Panel, Version
from pult.scorecards.queries.cards import current

from .moving import where


@transaction.atomic
def begin_step(
    application: Application, stage: Stage, *, by: Actor, at: datetime | None = None
) -> EvidenceStep:
    """Begin to gather evidence in a stage; the first, or one more."""
    at = at or timezone.now()
    if not application.is_active and application.state != "hired":
        raise Ended(_("This application has ended. Take it up again first."))
    if stage.opening_id != application.opening_id:
        raise Invalid(_("This step belongs to another opening."))
    # Two who begin at once get numbers one after the other.
    Application.objects.select_for_update(no_key=True).get(pk=application.pk)
    before = application.steps.filter(stage=stage).aggregate(last=Max("number"))["last"] or 0
    step = EvidenceStep.objects.create(
        application=application, stage=stage, kind=stage.kind, number=before + 1, begun_at=at, begun_by=by.ref
    )
    publish(EvidenceBegun(**where(application, by=by, at=at), step_id=step.pk, kind=step.kind))
    return step


def card_of(stage: Stage) -> Version | None:
    """The version of a scorecard that judges this stage now; None when there is none in force.

    A kit whose questions are scored is its own scorecard.
    """
    if (
        scored := Version.objects.whole()
        .filter(pk__in=InterviewKit.objects.filter(stage=stage).values("version"))
        .first()
    ):
        return scored
    key = stage.scorecard or USUAL_CARDS.get(StageKind(stage.kind), "")
    return current(key) if key else None


@transaction.atomic
def ask_to_judge(
    step: EvidenceStep,
    *,
    by: Actor,
    raters: Iterable[Person] = (),
    outsiders: Iterable[str] = (),
    title: str = "",
    observed_at: datetime | None = None,
    at: datetime | None = None,
) -> Panel | None:
    """Ask people to judge a step, each alone; whoever is in its panel already stays. None when nothing can be asked.

    Raters of the stage are asked unless others are named. What is judged blind has no name on it, and judging it
    does not let anybody see the application.
    """
    if WritingSample.objects.filter(step=step, closed_at=None).exists():
        raise NotReady(_("The candidate has not handed it in yet; graders are asked then."))
    people, names = list(raters) or ([] if outsiders else _raters_of(step.stage)), list(outsiders)
    version = card_of(step.stage)
    if step.panel is not None:
        for person in people:
            scorecards.add_rater(step.panel, person, by=by, at=at)
    elif version is not None and (people or names):
        panel = scorecards.open_panel(
            version,
            about=step.about,
            raters=people,
            outsiders=names,
            holder=step.application.candidate.holder,
            title=title or _title(step),
            circle=CIRCLE,
            observed_at=observed_at,
            by=by,
            at=at,
        )
        EvidenceStep.objects.filter(pk=step.pk).update(panel=panel)
        step.panel = panel
    if step.kind not in SEE_ONLY_THE_STEP:
        for person in people:
            let_in(step.application, person, by=by, at=at or timezone.now())
    return step.panel


def _raters_of(stage: Stage) -> list[Person]:
    """Who judges this stage, as long as their role allows it."""
    return [person for person in stage.raters.filter(is_active=True) if may_judge(person)]


def may_judge(person: Person) -> bool:
    """Whether somebody's role allows them to take part in judging candidates."""
    return person.actor.has(Right.INTERVIEW) or person.actor.has(Right.RECRUIT)


def _title(step: EvidenceStep) -> str:
    """In the recruiter's language: a candidate who hands something in has another, and graders would see it."""
    recruiter = step.application.opening.recruiter
    with translation.override(recruiter.language if recruiter else translation.get_language()):
        if step.is_blind:
            return _("%(step)s no. %(number)d") % {"step": step.title, "number": step.pk}
        return f"{step.title}: {step.application.candidate.name}"


def let_in(application: Application, person: Person, *, by: Actor, at: datetime) -> Assignment:
    """Somebody takes part; from now on they see the application."""
    given, is_new = Assignment.objects.get_or_create(
        application=application, person=person, defaults={"at": at}
    )
    if is_new:
        record(
            Act.INTERVIEWER_ASSIGNED, by=by, about=f"application:{application.pk}",
            after={"person": person.pk}, at=at,
        )  # fmt: skip
    return given


def erase_steps(candidate: Candidate, *, by: Actor, at: datetime) -> None:
    """Every word that was gathered about a candidate goes; dates and marks without words stay."""
    for step in EvidenceStep.objects.filter(application__candidate=candidate).select_related("panel"):
        scorecards.erase_panels(step.about, by=by, at=at)
