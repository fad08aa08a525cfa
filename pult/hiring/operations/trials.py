"""Verbs about trial periods: begun, guided, its goals agreed and changed, stopped."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pult.accounts.models import Person
from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.audit.operations import record
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.foundation.text.tongues import cleaned, said
from pult.hiring import queries
from pult.hiring.errors import NotReady, TrialDecided
from pult.hiring.events import TrialMoved
from pult.hiring.models import (
    Application,
    Candidate,
    GoalMark,
    Trial,
    TrialDecision,
    TrialGoal,
    TrialReview,
)
from pult.hiring.types import (
    FEWEST_DAYS,
    MOST_DAYS,
    MOST_GOALS,
    Act,
    ApplicationState,
    GoalState,
    LetterKind,
    TrialState,
    review_days,
)
from pult.skills.models import Skill
from pult.workforce.models import Member

from .evidence import ask_to_judge, may_judge
from .moving import where
from .trial_letters import write_to_member


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A goal as somebody agrees on it: by which day, what, and the skill it shows, if one."""

    day: int
    texts: Mapping[str, str]
    skill: Skill | None = None


@transaction.atomic
def begin_trial(
    application: Application,
    *,
    by: Actor,
    began_on: date | None = None,
    days: int | None = None,
    guide: Person | None = None,
    at: datetime | None = None,
) -> Trial:
    """Begin the trial period of somebody who was hired, with the goals and the length of the opening."""
    at = at or timezone.now()
    # Two who begin at once must not begin two.
    Application.objects.select_for_update(no_key=True).get(pk=application.pk)
    began_on = began_on or first_day_of(application)
    plan = queries.trial_plan(application.opening)
    length = plan.days if days is None else days
    _may_begin(application, began_on, length, at=at)
    assert began_on is not None
    if guide is not None:
        _must_be_fit(application, guide)
    trial = Trial.objects.create(
        application=application, began_on=began_on, ends_on=began_on + timedelta(days=length),
        next_on=began_on, guide=guide or _usual_guide(application), begun_at=at, begun_by=by.ref,
    )  # fmt: skip
    TrialGoal.objects.bulk_create(
        TrialGoal(trial=trial, day=min(one.day, length), texts=dict(one.texts), skill=one.skill)
        for one in plan.goals
    )
    TrialReview.objects.bulk_create(
        TrialReview(trial=trial, due_on=trial.date_of(day)) for day in review_days(length)
    )
    settle_next(trial)
    record(Act.TRIAL_BEGUN, by=by, about=f"application:{application.pk}", at=at)
    announce(trial, "begun", by=by, at=at)
    write_to_member(trial, LetterKind.TRIAL_BEGUN, by=by, at=at)
    return trial


def begin_trial_of_hire(
    application: Application, *, by: Actor, start_on: date | None = None, at: datetime | None = None
) -> Trial | None:
    """Begin the trial of somebody who has just been hired, where their first day is known and the plan has one."""
    start = start_on or first_day_of(application)
    has_stage = queries.trial_stage(application.opening) is not None
    if start is None or not has_stage or Trial.objects.filter(application=application).exists():
        return None
    return begin_trial(application, began_on=start, by=by, at=at)


def first_day_of(application: Application) -> date | None:
    """The first day that was agreed in the offer."""
    accepted = application.offers.filter(state="accepted").first()
    return accepted.start_on if accepted else None


@transaction.atomic
def change_guide(trial: Trial, person: Person, *, by: Actor, at: datetime | None = None) -> None:
    """Put somebody else at the new colleague's side; whoever judges a review that is open is asked too."""
    trial = running(trial)
    _must_be_fit(trial.application, person)
    Trial.objects.filter(pk=trial.pk).update(guide=person)
    for review in trial.reviews.filter(held_at=None, step__panel__isnull=False).select_related("step__panel"):
        assert review.step is not None
        assert review.step.panel is not None
        if review.step.panel.assessments.open().exists():
            ask_to_judge(review.step, raters=[person], by=by, at=at)


@transaction.atomic
def add_goal(trial: Trial, goal: Goal, *, by: Actor, at: datetime | None = None) -> TrialGoal:  # noqa: ARG001
    """Agree on one more goal."""
    trial = running(trial)
    if trial.goals.count() >= MOST_GOALS:
        raise Invalid(_("There are so many goals already that nobody could keep them in mind."))
    texts = _checked(trial, goal)
    return TrialGoal.objects.create(trial=trial, day=goal.day, texts=texts, skill=goal.skill)


@transaction.atomic
def change_goal(goal: TrialGoal, to: Goal, *, by: Actor, at: datetime | None = None) -> None:  # noqa: ARG001
    """Say a goal otherwise, or set another day, as long as no review has spoken about it."""
    trial = running(goal.trial)
    texts = _checked(trial, to)
    untouched = TrialGoal.objects.filter(pk=goal.pk, state=GoalState.OPEN)
    if not untouched.update(day=to.day, texts=texts, skill=to.skill):
        raise Invalid(_("A review has spoken about this goal; it stays as it was agreed."))
    goal.refresh_from_db()


@transaction.atomic
def drop_goal(goal: TrialGoal, *, by: Actor, at: datetime | None = None) -> None:  # noqa: ARG001
    """Take a goal away that no review has spoken about. One stays at least: somebody has to know what is expected."""
    trial = running(goal.trial)
    if trial.goals.count() <= 1:
        raise Invalid(_("A trial period needs at least one goal. Write another one first."))
    if not TrialGoal.objects.filter(pk=goal.pk, state=GoalState.OPEN).delete()[0]:
        raise Invalid(_("A review has spoken about this goal; it stays as it was agreed."))


@transaction.atomic
def stop_trials_of(person_id: int, *, at: datetime | None = None) -> int:
    """Somebody has left by themselves: nobody is reminded of their trial any longer, and nothing is decided."""
    at = at or timezone.now()
    theirs = Trial.objects.running().filter(application__person_id=person_id)
    return sum(_stop(trial, at=at) for trial in theirs.select_related("application__opening"))


def erase_trials(candidate: Candidate, *, at: datetime) -> None:
    """Every word that was written in a trial goes with the candidate; dates, counts and scores stay."""
    theirs = Trial.objects.filter(application__candidate=candidate)
    for trial in theirs.running().select_related("application__opening"):
        _stop(trial, at=at)
    GoalMark.objects.filter(goal__trial__in=theirs).update(note="")
    TrialGoal.objects.filter(trial__in=theirs).update(texts={})
    TrialReview.objects.filter(trial__in=theirs).update(own_words="", agreed="", shared_at=None)
    TrialDecision.objects.filter(trial__in=theirs).update(reasons="", erased_at=at)


def running(trial: Trial) -> Trial:
    """The trial as it stands now. Raises TrialDecided when nothing of it may change any more."""
    # What is decided must not be changed by somebody who was faster by the blink of an eye.
    rows = Trial.objects.select_for_update(of=("self",), no_key=True).select_related(
        "application__candidate", "application__opening", "application__person", "guide"
    )
    found = rows.get(pk=trial.pk)
    if not found.is_running:
        raise TrialDecided(_("This trial period has been decided. Nothing of it changes any more."))
    return found


def settle_next(trial: Trial) -> None:
    """Write down what is due next: a review that was not held, else the end."""
    due = trial.reviews.filter(held_at=None).order_by("due_on").values_list("due_on", flat=True).first()
    next_on = min(due, trial.ends_on) if due and trial.is_running else trial.ends_on
    Trial.objects.filter(pk=trial.pk).update(next_on=next_on)
    trial.next_on = next_on


def announce(trial: Trial, state: str, *, by: Actor, at: datetime) -> None:
    """Say that a trial has begun, or how it stands now."""
    publish(TrialMoved(**where(trial.application, by=by, at=at), trial_id=trial.pk, state=state))


def _stop(trial: Trial, *, at: datetime) -> bool:
    standing = Trial.objects.running().filter(pk=trial.pk)
    if not standing.update(state=TrialState.STOPPED, decided_at=at):
        return False
    announce(trial, TrialState.STOPPED, by=SYSTEM, at=at)
    return True


def _may_begin(application: Application, began_on: date | None, length: int, *, at: datetime) -> None:
    if application.state != ApplicationState.HIRED:
        raise NotReady(_("A trial period begins when somebody is hired."))
    if Trial.objects.filter(application=application).exists():
        raise Invalid(_("This trial period has begun already."))
    if queries.trial_stage(application.opening) is None:
        raise NotReady(_("The plan of this opening has no step for a trial period. Add it first."))
    if began_on is None:
        raise NotReady(_("Choose the first day; there is no offer that names one."))
    if not FEWEST_DAYS <= length <= MOST_DAYS:
        raise Invalid(
            _("A trial period takes from %(fewest)d to %(most)d days.")
            % {"fewest": FEWEST_DAYS, "most": MOST_DAYS}
        )
    if began_on + timedelta(days=length) < timezone.localdate(at):
        raise Invalid(_("A trial period that began then would be over already."))


def _usual_guide(application: Application) -> Person | None:
    """The line manager, else who wanted the new colleague, else who found them."""
    member = Member.objects.select_related("line_manager__person").filter(person=application.person_id)
    line = [one.line_manager.person for one in member if one.line_manager is not None]
    opening = application.opening
    for person in (*line, opening.hiring_manager, opening.recruiter):
        if person is not None and _is_fit(application, person):
            return person
    return None


def _is_fit(application: Application, person: Person) -> bool:
    return person.is_active and may_judge(person) and person.pk != application.person_id


def _must_be_fit(application: Application, person: Person) -> None:
    if not _is_fit(application, person):
        raise Invalid(_("Choose somebody else who takes part in hiring and can judge a review."))


def _checked(trial: Trial, goal: Goal) -> dict[str, str]:
    texts = cleaned(goal.texts)
    if not said(texts):
        raise Invalid(_("Please write what the goal is."))
    if not 1 <= goal.day <= trial.days:
        raise Invalid(
            _("A goal lies within the trial period, from day 1 to day %(last)d.") % {"last": trial.days}
        )
    return texts


def in_my_words(text: str) -> dict[str, str]:
    """A text that somebody writes in the language they read."""
    return {translation.get_language() or "en": text.strip()}
