"""Reminders about trial periods: to the guide and the new colleague before a review, and alarms when time runs out."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from pult.foundation.actors import SYSTEM
from pult.hiring import queries
from pult.hiring.errors import NotReady, TrialDecided
from pult.hiring.models import Trial, TrialReview
from pult.hiring.notices import tell_of_overdue_review, tell_of_review, tell_of_undecided_trial
from pult.hiring.types import LetterKind

from .trial_letters import write_to_member
from .trial_reviews import open_review

DAYS_BEFORE = 5
DAYS_TO_DECIDE = 7


def remind_of_trials(*, at: datetime | None = None) -> int:
    """Say what is due: some days before a review, on its day, when it has passed, and before an end. Each once."""
    at = at or timezone.now()
    due = queries.trials_due(timezone.localdate(at), days_before=DAYS_BEFORE, days_to_decide=DAYS_TO_DECIDE)
    told = sum(_announce(review, at=at) for review in due.announced)
    told += sum(_remind(review, at=at) for review in due.reminded)
    told += sum(_alarm(review, at=at) for review in due.overdue)
    return told + sum(_ask_for_decision(trial, at=at) for trial in due.undecided)


@transaction.atomic
def _announce(review: TrialReview, *, at: datetime) -> bool:
    """The review comes near: sheets are asked for, and both are told."""
    if not TrialReview.objects.filter(pk=review.pk, announced_at=None).update(announced_at=at):
        return False
    _tell(review, at=at)
    return True


@transaction.atomic
def _remind(review: TrialReview, *, at: datetime) -> bool:
    """The day has come. Who was not told before, because it was moved or agreed late, is told now."""
    standing = TrialReview.objects.filter(pk=review.pk, reminded_at=None)
    if not standing.update(reminded_at=at, announced_at=review.announced_at or at):
        return False
    _tell(review, at=at)
    return True


def _tell(review: TrialReview, *, at: datetime) -> None:
    _open(review, at=at)
    tell_of_review(review)
    write_to_member(review.trial, LetterKind.TRIAL_REVIEW, when=review.due_on, by=SYSTEM, at=at)


@transaction.atomic
def _alarm(review: TrialReview, *, at: datetime) -> bool:
    """The day has passed, and nobody has held it."""
    if not TrialReview.objects.filter(pk=review.pk, alarmed_at=None).update(alarmed_at=at):
        return False
    tell_of_overdue_review(review)
    return True


@transaction.atomic
def _ask_for_decision(trial: Trial, *, at: datetime) -> bool:
    """The end comes near, and nobody has decided."""
    if not Trial.objects.running().filter(pk=trial.pk, alarmed_at=None).update(alarmed_at=at):
        return False
    tell_of_undecided_trial(trial)
    return True


def _open(review: TrialReview, *, at: datetime) -> None:
    if review.step_id is not None:
        return
    try:
        with transaction.atomic():
            open_review(review, by=SYSTEM, at=at)
    except (NotReady, TrialDecided):
        pass  # nobody can judge it yet; the mail and the page say what is missing
