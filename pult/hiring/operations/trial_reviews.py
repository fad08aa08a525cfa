"""Verbs about the reviews of a trial period: asked for, prepared by the new colleague, held, moved, shared."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.accounts.models import Person
from pult.foundation.actors import Actor
from pult.foundation.audit.operations import record
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.hiring import queries
from pult.hiring.errors import HandedIn, NotReady, SheetsOpen
from pult.hiring.events import TrialReviewed
from pult.hiring.models import GoalMark, Trial, TrialGoal, TrialReview
from pult.hiring.types import VERDICTS, Act, GoalState

from .evidence import ask_to_judge, begin_step, may_judge
from .moving import where
from .trials import running, settle_next

MOST_WORDS = 5000


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a review says of one goal. Whatever is not met needs a word beside it."""

    goal: TrialGoal
    state: GoalState
    note: str = ""


@transaction.atomic
def open_review(
    review: TrialReview, *, by: Actor, raters: Iterable[Person] = (), at: datetime | None = None
) -> TrialReview:
    """Ask the guide, and whoever else judges this step, for their sheets; the review itself comes later."""
    trial = running(review.trial)
    review = _unheld(trial, review)
    _ask(trial, review, raters, by=by, at=at or timezone.now())
    return review


@transaction.atomic
def say_own_words(review: TrialReview, text: str, *, by: Actor, at: datetime | None = None) -> None:
    """The new colleague writes how it goes, until the review is held."""
    trial = running(review.trial)
    if by.person_id != trial.application.person_id:
        raise Invalid(_("Only the new colleague writes here."))
    review = _unheld(trial, review)
    TrialReview.objects.filter(pk=review.pk).update(
        own_words=text.strip()[:MOST_WORDS], own_words_at=at or timezone.now()
    )


@transaction.atomic
def hold_review(
    review: TrialReview,
    *,
    agreed: str,
    verdicts: Iterable[Verdict],
    by: Actor,
    at: datetime | None = None,
) -> None:
    """Write down what came of a review: how each goal turned out, and what was agreed. It is held once."""
    at, verdicts = at or timezone.now(), list(verdicts)
    trial = running(review.trial)
    review = _unheld(trial, review)
    if timezone.localdate(at) < trial.began_on:
        raise Invalid(_("A review cannot be held before the first day."))
    if not agreed.strip():
        raise Invalid(_("Please write what you have agreed, so that both know it."))
    _check(trial, review, verdicts)
    GoalMark.objects.bulk_create(
        GoalMark(review=review, goal=one.goal, state=one.state, note=one.note.strip()[:MOST_WORDS])
        for one in verdicts
    )
    for one in verdicts:
        TrialGoal.objects.filter(pk=one.goal.pk).update(state=one.state)
    TrialReview.objects.filter(pk=review.pk).update(
        agreed=agreed.strip()[:MOST_WORDS], held_at=at, held_by=by.name[:160]
    )
    settle_next(trial)
    _ask_if_possible(trial, review, by=by, at=at)
    publish(TrialReviewed(**where(trial.application, by=by, at=at), trial_id=trial.pk, review_id=review.pk))


@transaction.atomic
def move_review(review: TrialReview, due_on: date, *, by: Actor, at: datetime | None = None) -> None:  # noqa: ARG001
    """Hold a review on another day; it is announced anew."""
    trial = running(review.trial)
    review = _unheld(trial, review)
    if not trial.began_on < due_on <= trial.ends_on:
        raise Invalid(_("A review lies within the trial period, after its first day."))
    if trial.reviews.filter(due_on=due_on).exclude(pk=review.pk).exists():
        raise Invalid(_("There is a review on that day already."))
    TrialReview.objects.filter(pk=review.pk).update(
        due_on=due_on, announced_at=None, reminded_at=None, alarmed_at=None
    )
    settle_next(trial)


@transaction.atomic
def share_review(review: TrialReview, *, by: Actor, at: datetime | None = None) -> None:
    """Show the new colleague what was marked in this review, when it was held and all sheets are in."""
    at = at or timezone.now()
    if not review.is_held:
        raise NotReady(_("Sheets are shared after the review, not instead of it."))
    panel = review.step.panel if review.step else None
    if panel is None or panel.assessments.open().exists():
        raise SheetsOpen(_("Somebody still judges. Share the sheets when all are in."))
    if TrialReview.objects.filter(pk=review.pk, shared_at=None).update(shared_at=at):
        record(Act.TRIAL_SHARED, by=by, about=f"application:{review.trial.application_id}", at=at)


def raters_of(trial: Trial) -> list[Person]:
    """Who judges a review: the guide, and those whom the plan names; never the new colleague."""
    stage = queries.trial_stage(trial.application.opening)
    named = list(stage.raters.filter(is_active=True).order_by("pk")) if stage else []
    people = [trial.guide, *named] if trial.guide else named
    fit = (one for one in people if one.is_active and may_judge(one))
    return [one for one in dict.fromkeys(fit) if one.pk != trial.application.person_id]


def _ask(trial: Trial, review: TrialReview, raters: Iterable[Person], *, by: Actor, at: datetime) -> None:
    stage, people = queries.trial_stage(trial.application.opening), list(raters) or raters_of(trial)
    if stage is None:
        raise NotReady(_("The plan of this opening has no step for a trial period. Add it first."))
    if not people:
        raise NotReady(_("Nobody is at the new colleague’s side yet. Choose who guides them."))
    if review.step is None:
        review.step = begin_step(trial.application, stage, by=by, at=at)
        TrialReview.objects.filter(pk=review.pk).update(step=review.step)
    if ask_to_judge(review.step, raters=people, observed_at=at, by=by, at=at) is None:
        raise NotReady(_("No scorecard is in force for this step. Choose one in the plan."))


def _ask_if_possible(trial: Trial, review: TrialReview, *, by: Actor, at: datetime) -> None:
    """A talk that took place is written down, whoever can or cannot judge it."""
    if review.step is not None and review.step.panel_id is not None:
        return
    try:
        with transaction.atomic():
            _ask(trial, review, (), by=by, at=at)
    except NotReady:
        review.refresh_from_db()


def _unheld(trial: Trial, review: TrialReview) -> TrialReview:
    """The review as it stands now; whoever calls holds the trial's row."""
    found = trial.reviews.select_related("step__panel", "step__stage").get(pk=review.pk)
    if found.is_held:
        raise HandedIn(_("This review was held already. What was agreed stays as it is."))
    found.trial = trial
    if found.step is not None:
        found.step.application = trial.application
    return found


def _check(trial: Trial, review: TrialReview, verdicts: list[Verdict]) -> None:
    there = {goal.pk: goal for goal in trial.goals.still_open()}
    marked = [one.goal.pk for one in verdicts]
    if len(set(marked)) < len(marked) or not set(marked) <= set(there):
        raise Invalid(_("A goal was changed or reviewed meanwhile. Please look again."))
    if any(one.state not in VERDICTS for one in verdicts):
        raise Invalid(_("Please say how each goal turned out."))
    due = {pk for pk, goal in there.items() if goal.day <= trial.day_on(review.due_on)}
    if not due <= set(marked):
        raise Invalid(_("Please say how each goal turned out that was due by this review."))
    if any(one.state != GoalState.MET and not one.note.strip() for one in verdicts):
        raise Invalid(_("Please write a word beside each goal that was not met: what was missing, and why."))
