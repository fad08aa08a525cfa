"""The trial period: goals that are agreed, reviews that are held once, a decision with its reasons."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from pult.foundation.actors import SYSTEM
from pult.foundation.audit.models import AuditRecord
from pult.foundation.errors import Invalid
from pult.foundation.rights import BuiltIn
from pult.hiring import operations as hiring
from pult.hiring import queries
from pult.hiring.errors import HandedIn, NeedsReasons, NotReady, SheetsOpen, TrialDecided
from pult.hiring.models import (
    Application,
    EvidenceStep,
    GoalMark,
    Prediction,
    Trial,
    TrialDecision,
    TrialGoal,
    TrialResult,
    TrialReview,
)
from pult.hiring.operations import Goal, Verdict
from pult.hiring.tests.office import APPLICANT, applies
from pult.hiring.tests.test_decisions import judged_by, planned
from pult.hiring.tests.test_offers import offered
from pult.hiring.types import GoalState, Outcome, StageKind, TrialOutcome, TrialState, review_days
from pult.scorecards import operations as scorecards
from pult.scorecards.models import Assessment, Version
from pult.scorecards.types import Kind, Mark
from pult.skills.models import Evidence
from pult.workforce import operations as workforce
from pult.workforce.models import Member
from tests.cast import player
from tests.scene import scene

START = date(2026, 3, 2)


def moment(day: int) -> datetime:
    """Noon of a day of the trial."""
    return timezone.make_aware(datetime(START.year, START.month, START.day, 12)) + timedelta(days=day)


def hired(kettle, application=None, *, start=START, **more):
    """Petra is hired without a written offer, for the second of March; Lea is at her side."""
    if application is None:
        application = applies(planned(kettle), at=moment(-20))
        judged_by(application, kettle.lea, kettle.mila, value=4)
    hiring.hire(
        application, without_offer="Signed on paper.", start_on=start, by=kettle.hana.actor, at=moment(-3), **more
    )  # fmt: skip
    kettle.settle()
    application.refresh_from_db()
    return application


@pytest.fixture
def trial(kettle):
    return on_trial(kettle)


@scene
def on_trial(kettle):
    """… and on trial, with Lea as her guide."""
    found = Trial.objects.get(application=hired(kettle))
    hiring.change_guide(found, kettle.lea.person, by=kettle.hana.actor, at=moment(-2))
    found.refresh_from_db()
    return found


def review(trial, place=0):
    return trial.reviews.in_order()[place]


def met(trial, until, state=GoalState.MET):
    """What is said of the goals that are due until a day."""
    note = "" if state == GoalState.MET else "There was no time for it."
    return [Verdict(goal=one, state=state, note=note) for one in trial.goals.still_open() if one.day <= until]


def holds(kettle, trial, place=0, *, day=30, **more):
    """A review takes place."""
    hiring.hold_review(
        review(trial, place), agreed="Two calls a week together.", verdicts=met(trial, day),
        by=kettle.lea.actor, at=moment(day), **more,
    )  # fmt: skip


def judges(person, about, value, *, at=None):
    """Somebody fills in their sheet."""
    assessment = Assessment.objects.get(rater=person, panel__about=about.about)
    for criterion in Version.objects.whole().get(pk=assessment.panel.version_id).criteria_in_order:
        is_text = criterion.kind == Kind.TEXT
        scorecards.save_score(
            assessment, criterion, mark=Mark() if is_text else Mark(value), evidence="Tuesday's call.",
            by=person.actor, at=at,
        )  # fmt: skip
    scorecards.submit(assessment, by=person.actor, at=at)


def test_reviews_come_after_thirty_sixty_and_ninety_days_and_at_the_end():
    assert review_days(90) == [30, 60, 90]
    assert review_days(60) == [30, 60]
    assert review_days(180) == [30, 60, 90, 180]
    assert review_days(93) == [30, 60, 93]
    assert review_days(14) == [14]


def test_it_begins_by_itself_with_the_hire(kettle):
    mail.outbox.clear()
    trial = Trial.objects.get(application=hired(kettle))
    assert (trial.began_on, trial.ends_on, trial.next_on) == (
        START, START + timedelta(days=90), START + timedelta(days=30),
    )  # fmt: skip
    assert trial.guide == kettle.hana.person
    assert [trial.day_on(one.due_on) for one in trial.reviews.in_order()] == [30, 60, 90]
    assert {one.day for one in trial.goals.all()} == {30, 60, 90}
    assert trial.application.person.member.joined_on == START
    letter = trial.application.conversation.messages.latest("pk")
    assert "/app/trial/" in letter.text
    assert "Hana Kos" in letter.text


def test_it_begins_on_the_day_of_the_offer(kettle):
    petra = applies(planned(kettle))
    judged_by(petra, kettle.lea, kettle.mila, value=5)
    hiring.decide(petra, Outcome.HIRE, reasons="Calm and clear.", by=kettle.hana.actor)
    offer = offered(petra, kettle.hana.actor)
    hiring.accept_offer(offer, by=APPLICANT)
    petra.refresh_from_db()
    hiring.hire(petra, by=kettle.hana.actor)
    kettle.settle()
    assert petra.trial.began_on == offer.start_on


def test_without_a_first_day_it_is_begun_by_hand_and_once(kettle):
    petra = hired(kettle, start=None)
    assert not Trial.objects.exists()
    by = kettle.hana.actor
    with pytest.raises(NotReady):
        hiring.begin_trial(petra, by=by, at=moment(0))
    for bad in (5, 1000):
        with pytest.raises(Invalid):
            hiring.begin_trial(petra, began_on=START, days=bad, by=by, at=moment(0))
    with pytest.raises(Invalid, match="over already"):
        hiring.begin_trial(petra, began_on=START - timedelta(days=200), by=by, at=moment(0))
    with pytest.raises(Invalid):
        hiring.begin_trial(petra, began_on=START, guide=kettle.ana.person, by=by, at=moment(0))
    trial = hiring.begin_trial(
        petra, began_on=START, days=60, guide=kettle.lea.person, by=by, at=moment(0)
    )  # fmt: skip
    assert {one.day for one in trial.goals.all()} == {30, 60}
    with pytest.raises(Invalid, match="already"):
        hiring.begin_trial(petra, began_on=START, by=by, at=moment(0))


def test_only_who_was_hired_has_a_trial_and_only_where_the_plan_has_one(kettle):
    opening = planned(kettle)
    petra = applies(opening, at=moment(-20))
    with pytest.raises(NotReady, match="hired"):
        hiring.begin_trial(petra, began_on=START, by=kettle.hana.actor)
    opening.stages.filter(kind=StageKind.TRIAL).delete()
    hired(kettle, petra)
    assert not Trial.objects.exists()
    with pytest.raises(NotReady, match="plan"):
        hiring.begin_trial(petra, began_on=START, by=kettle.hana.actor, at=moment(0))


def test_goals_can_be_changed_until_a_review_has_spoken_about_them(kettle, trial):
    lea = kettle.lea.actor
    first = trial.goals.in_order()[0]
    hiring.change_goal(first, Goal(day=20, texts={"en": "Knows the kettles."}), by=lea, at=moment(1))
    assert (first.text, first.day, first.due_on) == ("Knows the kettles.", 20, START + timedelta(days=20))
    hiring.add_goal(trial, Goal(day=90, texts={"en": "Knows the steam."}), by=lea, at=moment(1))
    for bad in (
        Goal(day=90, texts={"en": "  "}),
        Goal(day=91, texts={"en": "x"}),
        Goal(day=0, texts={"en": "x"}),
    ):
        with pytest.raises(Invalid):
            hiring.add_goal(trial, bad, by=lea)
    holds(kettle, trial)
    first.refresh_from_db()
    assert first.state == GoalState.MET
    with pytest.raises(Invalid, match="stays"):
        hiring.change_goal(first, Goal(day=20, texts={"en": "Other."}), by=lea, at=moment(31))
    with pytest.raises(Invalid, match="stays"):
        hiring.drop_goal(first, by=lea, at=moment(31))


def test_one_goal_stays_at_least(kettle, trial):
    goals = list(trial.goals.in_order())
    for one in goals[1:]:
        hiring.drop_goal(one, by=kettle.lea.actor)
    with pytest.raises(Invalid, match="at least one"):
        hiring.drop_goal(goals[0], by=kettle.lea.actor)


def test_a_review_speaks_about_every_goal_that_was_due_and_is_held_once(kettle, trial):
    with pytest.raises(Invalid, match="before the first day"):
        holds(kettle, trial, day=-1)
    all_of_them = met(trial, 30)
    for verdicts in (all_of_them[:0], all_of_them[:-1], all_of_them * 2):
        with pytest.raises(Invalid):
            hiring.hold_review(
                review(trial), agreed="Fine.", verdicts=verdicts, by=kettle.lea.actor, at=moment(30)
            )
    silent = [Verdict(goal=one.goal, state=GoalState.NOT_YET) for one in met(trial, 30)]
    with pytest.raises(Invalid, match="word beside"):
        hiring.hold_review(review(trial), agreed="Fine.", verdicts=silent, by=kettle.lea.actor, at=moment(30))
    with pytest.raises(Invalid, match="agreed"):
        hiring.hold_review(
            review(trial), agreed=" ", verdicts=met(trial, 30), by=kettle.lea.actor, at=moment(30)
        )
    holds(kettle, trial)
    trial.refresh_from_db()
    assert trial.next_on == START + timedelta(days=60)
    with pytest.raises(HandedIn):
        holds(kettle, trial)


def test_what_is_not_there_yet_is_looked_at_again(kettle, trial):
    later = met(trial, 30, GoalState.NOT_YET)
    hiring.hold_review(
        review(trial), agreed="More calls.", verdicts=later, by=kettle.lea.actor, at=moment(30)
    )
    assert {one.goal for one in met(trial, 60)} > {one.goal for one in later}
    holds(kettle, trial, 1, day=60)
    states = (
        GoalMark.objects.filter(goal=later[0].goal).order_by("review__due_on").values_list("state", flat=True)
    )
    assert list(states) == ["not_yet", "met"]


def test_the_new_colleague_writes_before_a_review_and_not_after_it(kettle, trial):
    petra = trial.application.person
    hiring.say_own_words(review(trial), "Calls are hard.", by=petra.actor, at=moment(25))
    with pytest.raises(Invalid):
        hiring.say_own_words(review(trial), "She is lazy.", by=kettle.lea.actor, at=moment(25))
    holds(kettle, trial)
    with pytest.raises(HandedIn):
        hiring.say_own_words(review(trial), "Calls are easy.", by=petra.actor, at=moment(31))
    assert review(trial).own_words == "Calls are hard."


def test_a_review_is_judged_on_the_trial_sheet_and_goes_into_the_ledger(kettle, trial):
    opened = hiring.open_review(review(trial), by=kettle.hana.actor, at=moment(26))
    step = opened.step
    assert (step.kind, step.panel.version.scorecard.key) == ("trial", "trial_period")
    assert [one.rater for one in step.panel.assessments.all()] == [kettle.lea.person]
    judges(kettle.lea.person, step, 4, at=moment(30))
    holder = trial.application.candidate.holder
    assert Evidence.objects.filter(holder=holder, source="trial").exists()
    shown = queries.shown_in(trial, SYSTEM)
    assert (shown.last.day, shown.last.score) == (30, 4.0)
    table = queries.foretold_and_seen(trial, kettle.hana.actor)
    both = [row for row in table.rows if row.foretold is not None and row.seen]
    assert both
    assert {row.latest.score for row in both} == {4.0}


def test_a_trial_is_no_evidence_for_the_decision_to_hire(kettle, trial):
    hiring.open_review(review(trial), by=kettle.hana.actor, at=moment(26))
    gathered = queries.gathered_about(trial.application, kettle.hana.actor)
    assert not gathered.waiting
    assert {one.step.kind for one in gathered.panels} == {"phone_interview"}


def test_a_review_moves_within_the_trial(kettle, trial):
    by = kettle.lea.actor
    for bad in (START, START + timedelta(days=91), START + timedelta(days=60)):
        with pytest.raises(Invalid):
            hiring.move_review(review(trial), bad, by=by)
    hiring.move_review(review(trial), START + timedelta(days=33), by=by)
    trial.refresh_from_db()
    assert trial.next_on == START + timedelta(days=33)


def test_sheets_are_shared_after_the_review_when_all_are_in(kettle, trial):
    by = kettle.lea.actor
    opened = hiring.open_review(review(trial), by=by, at=moment(26))
    with pytest.raises(NotReady):
        hiring.share_review(opened, by=by)
    holds(kettle, trial)
    with pytest.raises(SheetsOpen):
        hiring.share_review(review(trial), by=by)
    judges(kettle.lea.person, opened.step, 4, at=moment(30))
    hiring.share_review(review(trial), by=by, at=moment(31))
    assert AuditRecord.objects.filter(what="trial.shared").count() == 1
    page = queries.own_trial(trial.application.person.actor)
    assert [len(one.sheets) for one in page.reviews] == [1, 0, 0]


def test_a_decision_needs_its_reasons_and_is_made_once(kettle, trial):
    by = kettle.hana.actor
    with pytest.raises(NeedsReasons):
        hiring.decide_trial(trial, TrialOutcome.KEPT, reasons=" ", by=by, at=moment(88))
    stale = Trial.objects.get(pk=trial.pk)
    decision = hiring.decide_trial(
        trial, TrialOutcome.KEPT, reasons="Calm with angry people.", by=by, at=moment(88)
    )
    with pytest.raises(TrialDecided):
        hiring.decide_trial(stale, TrialOutcome.ENDED, reasons="No.", by=by, at=moment(88))
    trial.refresh_from_db()
    assert (trial.state, trial.decided_at) == (TrialState.KEPT, moment(88))
    assert decision.figures["goals"] == {"open": trial.goals.count()}
    assert "ostajete s nama" in trial.application.conversation.messages.latest("pk").text
    assert AuditRecord.objects.filter(what="trial.decided").count() == 1
    assert Member.objects.get(person=trial.application.person).left_on is None


def test_nobody_decides_about_themselves(kettle):
    kettle.hana.actor  # noqa: B018 - she comes to work
    application = hired(kettle)
    Application.objects.filter(pk=application.pk).update(person=kettle.mila.person)
    trial = Trial.objects.get()
    with pytest.raises(Invalid, match="themselves"):
        hiring.decide_trial(
            trial, TrialOutcome.KEPT, reasons="I am good.", by=kettle.mila.actor, at=moment(9)
        )
    assert not Trial.objects.visible_to(kettle.mila.actor).exists()
    assert Trial.objects.visible_to(kettle.hana.actor).exists()


def test_nothing_changes_after_the_decision(kettle, trial):
    opened = hiring.open_review(review(trial), by=kettle.hana.actor, at=moment(26))
    hiring.decide_trial(
        trial, TrialOutcome.ENDED, reasons="It was not for her.", by=kettle.hana.actor, at=moment(28)
    )
    goal, lea = trial.goals.first(), kettle.lea.actor
    for change in (
        lambda: hiring.add_goal(trial, Goal(day=80, texts={"en": "More"}), by=lea),
        lambda: hiring.change_goal(goal, Goal(day=80, texts={"en": "More"}), by=lea),
        lambda: hiring.drop_goal(goal, by=lea),
        lambda: hiring.open_review(review(trial, 1), by=lea),
        lambda: hiring.move_review(review(trial, 1), START + timedelta(days=50), by=lea),
        lambda: holds(kettle, trial),
        lambda: hiring.change_guide(trial, kettle.mila.person, by=lea),
        lambda: hiring.say_own_words(review(trial), "But", by=trial.application.person.actor),
    ):
        with pytest.raises(TrialDecided):
            change()
    opened.step.panel.refresh_from_db()
    assert opened.step.panel.is_closed
    assert not Assessment.objects.open().filter(panel=opened.step.panel).exists()


def test_who_does_not_stay_leaves_on_the_last_day(kettle, trial):
    member = Member.objects.get(person=trial.application.person)
    last = START + timedelta(days=45)
    hiring.decide_trial(
        trial, TrialOutcome.ENDED, until=last, reasons="Nights do not suit her.", by=kettle.hana.actor, at=moment(40)
    )  # fmt: skip
    kettle.settle()
    assert hiring.let_go_due(at=moment(45)) == 0
    assert Member.objects.at_work().filter(pk=member.pk).exists()
    assert hiring.let_go_due(at=moment(46)) == 1
    assert hiring.let_go_due(at=moment(46)) == 0
    kettle.settle()
    member.refresh_from_db()
    assert member.left_on == last
    assert "Želimo vam sve najbolje" in trial.application.conversation.messages.latest("pk").text


def test_an_end_today_lets_go_today(kettle, trial):
    hiring.decide_trial(
        trial, TrialOutcome.ENDED, reasons="She asked to go.", by=kettle.hana.actor, at=moment(40)
    )
    kettle.settle()
    assert Member.objects.get(person=trial.application.person).left_on == START + timedelta(days=40)
    trial.refresh_from_db()
    assert (trial.state, trial.ends_on) == (TrialState.ENDED, START + timedelta(days=40))


def test_more_time_means_a_new_end_and_one_more_review(kettle, trial):
    by = kettle.hana.actor
    for bad in (None, START + timedelta(days=90), START + timedelta(days=500)):
        with pytest.raises(Invalid):
            hiring.decide_trial(
                trial, TrialOutcome.EXTENDED, until=bad, reasons="Time.", by=by, at=moment(88)
            )
    with pytest.raises(Invalid):
        hiring.decide_trial(
            trial, TrialOutcome.EXTENDED, until=START + timedelta(days=95), reasons="Time.", by=by, at=moment(99)
        )  # fmt: skip
    end = START + timedelta(days=120)
    hiring.decide_trial(
        trial, TrialOutcome.EXTENDED, until=end, reasons="Calls need time.", by=by, at=moment(88)
    )
    with pytest.raises(Invalid):
        hiring.decide_trial(trial, TrialOutcome.EXTENDED, until=end, reasons="Twice.", by=by, at=moment(88))
    trial.refresh_from_db()
    assert (trial.state, trial.ends_on) == (TrialState.RUNNING, end)
    assert trial.reviews.in_order().last().due_on == end
    hiring.decide_trial(trial, TrialOutcome.KEPT, reasons="It came.", by=by, at=moment(119))
    assert [one.outcome for one in trial.decisions.latest_first()] == ["kept", "extended"]


def test_what_was_shown_stands_beside_what_was_foretold(kettle, trial):
    for place, (day, value) in enumerate(((30, 3), (60, 5))):
        opened = hiring.open_review(review(trial, place), by=kettle.hana.actor, at=moment(day - 2))
        judges(kettle.lea.person, opened.step, value, at=moment(day))
        holds(kettle, trial, place, day=day)
    hiring.decide_trial(trial, TrialOutcome.KEPT, reasons="Grew.", by=kettle.hana.actor, at=moment(88))
    whole = TrialResult.objects.get(skill=None)
    assert (float(whole.score), whole.day, whole.card) == (5.0, 60, "trial_period")
    assert TrialResult.objects.exclude(skill=None).count() > 3
    foretold = set(Prediction.objects.exclude(skill=None).values_list("skill", flat=True))
    assert foretold & set(TrialResult.objects.values_list("skill", flat=True))
    assert hiring.freeze_results(trial, at=moment(89)) >= 0
    assert TrialResult.objects.filter(skill=None).count() == 1


def test_who_leaves_by_themselves_stops_the_trial_without_a_decision(kettle, trial):
    member = Member.objects.get(person=trial.application.person)
    workforce.leave(member, by=kettle.omar.actor, at=moment(20))
    kettle.settle()
    trial.refresh_from_db()
    assert trial.state == TrialState.STOPPED
    assert hiring.remind_of_trials(at=moment(31)) == 0
    assert not TrialDecision.objects.exists()


def test_the_guide_sees_this_trial_and_not_the_application(kettle, trial):
    lea, other = kettle.lea.actor, planned(kettle)
    hiring.unassign(trial.application, kettle.lea.person, by=kettle.hana.actor)
    stranger = hired(kettle, applies(other, "Ivo", "ivo@example.org", at=moment(-20)))
    assert list(Trial.objects.visible_to(lea)) == [trial]
    assert not Trial.objects.run_by(lea).exists()
    assert not Trial.objects.visible_to(kettle.ana.actor).exists()
    assert not Trial.objects.visible_to(trial.application.person.actor).exists()
    opened = hiring.open_review(review(trial), by=kettle.hana.actor, at=moment(26))
    assert EvidenceStep.objects.visible_to(lea).filter(pk=opened.step_id).exists()
    assert not trial.application.assignments.filter(person=kettle.lea.person).exists()
    assert not EvidenceStep.objects.visible_to(lea).filter(application=stranger).exists()


def test_an_interviewer_of_the_past_sees_nothing_of_the_trial(kettle, trial):
    opened = hiring.open_review(review(trial), by=kettle.hana.actor, at=moment(26))
    opener = EvidenceStep.objects.get(pk=opened.step_id)
    person = player("Nik Babić", BuiltIn.SUPERVISOR).person
    hiring.assign(trial.application, person, by=kettle.hana.actor)
    assert Application.objects.visible_to(person.actor).filter(pk=trial.application_id).exists()
    assert not EvidenceStep.objects.visible_to(person.actor).filter(pk=opener.pk).exists()


def test_erasing_takes_every_word_of_a_trial(kettle, trial):
    petra = trial.application.person
    word = "Unmistakable"
    hiring.add_goal(trial, Goal(day=30, texts={"en": word}), by=kettle.lea.actor, at=moment(1))
    hiring.say_own_words(review(trial), word, by=petra.actor, at=moment(25))
    verdicts = [Verdict(goal=one.goal, state=GoalState.PARTLY, note=word) for one in met(trial, 30)]
    hiring.hold_review(review(trial), agreed=word, verdicts=verdicts, by=kettle.lea.actor, at=moment(30))
    end = START + timedelta(days=120)
    hiring.decide_trial(
        trial, TrialOutcome.EXTENDED, until=end, reasons=word, by=kettle.hana.actor, at=moment(80)
    )
    hiring.erase(trial.application.candidate, by=SYSTEM, at=moment(85))
    said = [
        *TrialGoal.objects.values_list("texts", flat=True),
        *TrialReview.objects.values_list("own_words", flat=True),
        *TrialReview.objects.values_list("agreed", flat=True),
        *GoalMark.objects.values_list("note", flat=True),
        *TrialDecision.objects.values_list("reasons", flat=True),
    ]
    assert not any(said)
    trial.refresh_from_db()
    assert trial.state == TrialState.STOPPED
    assert GoalMark.objects.count() == len(verdicts)


def test_an_opening_has_goals_of_its_own(kettle):
    opening = planned(kettle)
    with pytest.raises(Invalid):
        hiring.plan_trial(opening, days=60, goals=[], by=kettle.hana.actor)
    with pytest.raises(Invalid):
        hiring.plan_trial(opening, days=60, goals=[Goal(day=61, texts={"en": "Late"})], by=kettle.hana.actor)
    hiring.plan_trial(
        opening, days=60, goals=[Goal(day=30, texts={"en": "Own", "hr": "Vlastiti"})], by=kettle.hana.actor
    )
    trial = Trial.objects.get(application=hired(kettle, applies(opening, at=moment(-20))))
    assert (trial.days, [one.texts for one in trial.goals.all()]) == (60, [{"en": "Own", "hr": "Vlastiti"}])
    hiring.forget_trial_plan(opening, by=kettle.hana.actor)
    assert not queries.trial_plan(opening).is_own
    assert trial.goals.count() == 1
