"""Reminders of trial periods: before a review, on its day, when it has passed, and before an end nobody decided."""

import pytest
from django.core import mail

from pult.hiring import operations as hiring
from pult.hiring.models import TrialReview
from pult.hiring.tests.test_trials import START, holds, moment, review
from pult.hiring.tests.test_trials import trial as trial
from pult.hiring.types import TrialOutcome
from pult.scorecards.models import Assessment


@pytest.fixture(autouse=True)
def _empty(trial):
    mail.outbox.clear()


def letters(trial):
    """What was written to the new colleague, the subjects of the reviews only."""
    texts = trial.application.conversation.messages.order_by("pk").values_list("text", flat=True)
    return [text for text in texts if "pregled vašeg probnog rada" in text]


def told():
    """Who got which mail of the house."""
    found = [(letter.to[0], letter.subject) for letter in mail.outbox if "trial" in letter.subject]
    mail.outbox.clear()
    return found


def test_both_are_told_some_days_before_a_review_and_the_sheet_is_asked_for(kettle, trial):
    assert hiring.remind_of_trials(at=moment(24)) == 0
    assert hiring.remind_of_trials(at=moment(25)) == 1
    assert hiring.remind_of_trials(at=moment(26)) == 0
    ((to, subject),) = told()
    assert to == kettle.lea.person.email
    assert "Review in a trial period" in subject
    assert "Petra" not in subject
    assert len(letters(trial)) == 1
    assert "Lea Novak" in letters(trial)[0]
    assert Assessment.objects.open().filter(rater=kettle.lea.person).count() == 1


def test_on_the_day_once_more_and_afterwards_those_who_run_the_hiring_hear_of_it(kettle, trial):
    hiring.remind_of_trials(at=moment(25))
    told()
    assert hiring.remind_of_trials(at=moment(30)) == 1
    assert [to for to, _subject in told()] == [kettle.lea.person.email]
    assert hiring.remind_of_trials(at=moment(31)) == 1
    late = told()
    assert sorted(to for to, _subject in late) == sorted([kettle.lea.person.email, kettle.hana.person.email])
    assert all("overdue" in subject for _to, subject in late)
    assert hiring.remind_of_trials(at=moment(32)) == 0
    assert len(letters(trial)) == 2


def test_who_was_not_told_before_is_told_once_and_not_twice(kettle, trial):
    assert hiring.remind_of_trials(at=moment(30)) == 1
    assert len(letters(trial)) == 1
    assert hiring.remind_of_trials(at=moment(30)) == 0


def test_a_review_that_was_held_or_moved_is_not_called_for(kettle, trial):
    holds(kettle, trial, day=30)
    assert hiring.remind_of_trials(at=moment(31)) == 0
    hiring.remind_of_trials(at=moment(56))
    hiring.move_review(review(trial, 1), START.replace(month=5, day=11), by=kettle.lea.actor)
    told()
    assert hiring.remind_of_trials(at=moment(60)) == 0
    assert hiring.remind_of_trials(at=moment(66)) == 1


def test_an_end_without_a_decision_is_announced_to_those_who_decide(kettle, trial):
    TrialReview.objects.exclude(due_on=trial.ends_on).delete()
    hiring.remind_of_trials(at=moment(82))
    told()
    assert hiring.remind_of_trials(at=moment(83)) == 1
    ((to, subject),) = told()
    assert to == kettle.hana.person.email
    assert "is not decided" in subject
    assert hiring.remind_of_trials(at=moment(84)) == 0
    end = trial.date_of(120)
    hiring.decide_trial(
        trial, TrialOutcome.EXTENDED, until=end, reasons="Time.", by=kettle.hana.actor, at=moment(85)
    )  # fmt: skip
    hiring.remind_of_trials(at=moment(113))
    assert any("is not decided" in subject for _to, subject in told())


def test_a_decided_trial_reminds_nobody(kettle, trial):
    hiring.decide_trial(trial, TrialOutcome.KEPT, reasons="Good.", by=kettle.mila.actor, at=moment(20))
    news = [subject for _to, subject in told()]
    assert news
    assert all("stays after the trial period" in subject for subject in news)
    assert hiring.remind_of_trials(at=moment(31)) == 0


def test_without_a_guide_nobody_is_asked_and_nothing_breaks(kettle, trial):
    trial.guide = None
    trial.save()
    assert hiring.remind_of_trials(at=moment(25)) == 1
    assert review(trial).step is None
