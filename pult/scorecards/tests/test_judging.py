"""Judging one thing: what is typed is kept, submitting locks it, skills get their evidence when all are done."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from pult.foundation.actors import NOBODY, SYSTEM
from pult.foundation.errors import Invalid
from pult.foundation.eventlog.models import EventRecord
from pult.scorecards import operations
from pult.scorecards.errors import AlreadySubmitted, ChangedElsewhere, NotReady, NotYours, StillBlind
from pult.scorecards.models import Assessment, Criterion, Panel, Score
from pult.scorecards.queries.marks import marks_of
from pult.scorecards.types import MOST_WORDS, Mark, State
from pult.skills.models import Evidence
from pult.skills.types import Source
from tests.cast import build_kettle
from tests.scene import scene

from .stage import handling, role_play

pytestmark = pytest.mark.django_db


@pytest.fixture
@scene
def play(kettle):
    return role_play(kettle)


def named(version, key):
    return next(one for one in version.criteria_in_order if one.key == key)


def test_a_panel_asks_each_rater_once(kettle, play):
    assert [one.rater_name for one in play.panel.assessments.order_by("pk")] == ["Lea Novak", "Mila Petrović"]
    assert play.panel.source == Source.ROLE_PLAY
    with pytest.raises(NotReady):
        operations.open_panel(play.version, about="x:1", by=SYSTEM)
    draft = operations.start_draft(play.version.scorecard, by=SYSTEM)
    with pytest.raises(NotReady):
        operations.open_panel(draft, about="x:1", raters=[kettle.ana.person], by=SYSTEM)


def test_what_is_typed_is_kept_piece_by_piece(kettle, play):
    lea, empathy = kettle.lea.actor, named(play.version, "empathy")
    sheet = play.sheet(kettle.lea)
    first = operations.save_score(sheet, empathy, by=lea, evidence="“That must ")
    second = operations.save_score(sheet, empathy, by=lea, evidence="“That must be tiring.”", seen=1)
    third = operations.save_score(sheet, empathy, by=lea, evidence=second.evidence, mark=Mark(5), seen=2)
    assert (first.revision, third.revision, third.value) == (1, 3, 5)
    again = operations.save_score(sheet, empathy, by=lea, evidence=third.evidence, mark=Mark(5), seen=1)
    assert again.revision == 3  # the same again is no conflict


def test_a_second_window_does_not_overwrite_what_the_first_one_wrote(kettle, play):
    lea, empathy = kettle.lea.actor, named(play.version, "empathy")
    sheet = play.sheet(kettle.lea)
    operations.save_score(sheet, empathy, by=lea, evidence="Written in the first window", seen=0)
    with pytest.raises(ChangedElsewhere):
        operations.save_score(sheet, empathy, by=lea, evidence="Written in the second", seen=0)
    assert Score.objects.get().evidence == "Written in the first window"


@pytest.mark.parametrize(
    "how",
    [
        {"mark": Mark(6)},
        {"mark": Mark(0)},
        {"mark": Mark(is_na=True)},
        {"mark": Mark(4, is_na=True)},
        {"evidence": "x" * (MOST_WORDS + 1)},
        {"cause": "no_such_cause"},
    ],
    ids=["too high", "too low", "always applies", "both", "too long", "unknown cause"],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_lost(kettle, play, how):
    sheet, empathy = play.sheet(kettle.lea), named(play.version, "empathy")
    operations.save_score(sheet, empathy, by=kettle.lea.actor, evidence="Kept")
    with pytest.raises(Invalid):
        operations.save_score(sheet, empathy, by=kettle.lea.actor, **{"evidence": "New", **how})
    assert Score.objects.get().evidence == "Kept"


def test_a_forged_criterion_is_refused(kettle, play):
    other = operations.start_scorecard({"en": "Other"}, by=SYSTEM)
    foreign = operations.add_criterion(other.sections.get(), titles={"en": "Foreign"}, by=SYSTEM)
    with pytest.raises(Invalid, match="does not belong"):
        operations.save_score(play.sheet(kettle.lea), foreign, by=kettle.lea.actor, mark=Mark(5))


def test_nobody_writes_in_anothers_sheet(kettle, play):
    sheet, empathy = play.sheet(kettle.lea), named(play.version, "empathy")
    for stranger in (kettle.mila.actor, kettle.omar.actor, NOBODY, SYSTEM):
        with pytest.raises(NotYours):
            operations.save_score(sheet, empathy, by=stranger, mark=Mark(5))
        with pytest.raises(NotYours):
            operations.submit(sheet, by=stranger)


def test_a_referee_from_outside_writes_without_an_account(kettle):
    panel = operations.open_panel(handling(), about="hiring.step:3", outsiders=["Petra Prije"], by=SYSTEM)
    sheet = panel.assessments.get()
    for criterion in handling().criteria_in_order:
        operations.save_score(sheet, criterion, by=NOBODY, mark=Mark(3), evidence="Always.")
    operations.submit(sheet, by=NOBODY)
    assert sheet.is_submitted


def test_a_sheet_with_gaps_cannot_be_submitted(kettle, play):
    sheet = play.mark(kettle.lea)
    empathy = named(play.version, "empathy")
    operations.save_score(sheet, empathy, by=kettle.lea.actor, mark=Mark(5))  # and no evidence
    with pytest.raises(NotReady, match="1 criterion"):
        operations.submit(sheet, by=kettle.lea.actor)


def test_submitting_locks(kettle, play):
    sheet = play.submit(kettle.lea)
    assert (sheet.state, sheet.submitted_at is None) == (State.SUBMITTED, False)
    with pytest.raises(AlreadySubmitted):
        operations.submit(sheet, by=kettle.lea.actor)
    with pytest.raises(AlreadySubmitted):
        operations.save_score(
            sheet, named(play.version, "empathy"), by=kettle.lea.actor, mark=Mark(1), evidence="x"
        )
    for change in ({"value": 1}, {"evidence": "Rewritten"}):
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            Score.objects.filter(assessment=sheet).update(**change)
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Score.objects.filter(assessment=sheet).delete()


def test_evidence_of_skills_waits_for_the_last_rater(kettle, play):
    play.submit(kettle.lea, empathy=5)
    assert not Evidence.objects.exists()
    play.submit(kettle.mila, empathy=2)
    found = Evidence.objects.filter(skill__key="empathy").order_by("score")
    assert [float(one.score) for one in found] == [2, 5]
    assert {one.scorecard_version for one in found} == {play.version.pk}
    assert {one.by for one in found} == {kettle.lea.person.ref, kettle.mila.person.ref}
    assert {round(float(one.weight), 3) for one in found} == {0.707}


def test_a_skill_is_the_mean_of_its_criteria(kettle, play):
    play.submit(kettle.lea, listened=2, restated=5)
    operations.withdraw(play.sheet(kettle.mila), by=kettle.mila.actor)
    listening = Evidence.objects.get(skill__key="listening")
    assert (float(listening.score), listening.source_ref) == (3.5, play.sheet(kettle.lea).ref)


def test_facts_carry_no_marks(kettle, play):
    play.submit(kettle.lea)
    play.submit(kettle.mila)
    facts = EventRecord.objects.filter(subject=f"panel:{play.panel.pk}").order_by("pk")
    assert [one.name for one in facts] == [
        "panel.opened",
        "assessment.submitted",
        "assessment.submitted",
        "panel.completed",
    ]
    allowed = {"panel_id", "version_id", "assessment_id", "ref", "by", "at", "is_closed_early"}
    assert {key for one in facts for key in one.data} <= allowed


def test_a_lead_closes_a_panel_that_waits_for_somebody(kettle, play):
    play.submit(kettle.lea)
    operations.close_panel(play.panel, by=kettle.mila.actor)
    operations.close_panel(play.panel, by=kettle.mila.actor)
    assert play.sheet(kettle.mila).state == State.WITHDRAWN
    assert Evidence.objects.exists()
    with pytest.raises(AlreadySubmitted):
        play.mark(kettle.mila)
    with pytest.raises(StillBlind):
        operations.add_rater(play.panel, kettle.ana.person, by=kettle.mila.actor)


def test_one_more_rater_comes_only_while_somebody_still_judges(kettle, play):
    sheet = operations.add_rater(play.panel, kettle.ana.person, by=kettle.mila.actor)
    assert operations.add_rater(play.panel, kettle.ana.person, by=kettle.mila.actor) == sheet
    for player in (kettle.lea, kettle.mila, kettle.ana):
        play.submit(player)
    with pytest.raises(StillBlind):
        operations.add_rater(play.panel, kettle.omar.person, by=kettle.mila.actor)


def test_a_calibrated_mark_keeps_what_it_was_and_moves_the_evidence(kettle, play):
    lea = play.submit(kettle.lea, empathy=2)
    score = lea.scores.get(criterion__key="empathy")
    with pytest.raises(StillBlind):
        operations.calibrate(score, mark=Mark(4), reason="We heard it again.", by=kettle.lea.actor)
    play.submit(kettle.mila, empathy=5)
    operations.calibrate(score, mark=Mark(4), reason="We heard it again.", by=kettle.lea.actor)
    score.refresh_from_db()
    marks = marks_of(Assessment.objects.filter(pk=lea.pk))[lea.pk]
    assert (score.value, marks.given["empathy"], marks.counted["empathy"]) == (2, Mark(2), Mark(4))
    ledger = Evidence.objects.filter(skill__key="empathy", source_ref=lea.ref).order_by("pk")
    assert [(float(one.score), one.is_taken_back) for one in ledger] == [(2, True), (4, False)]


def test_evidence_goes_when_a_calibration_finds_that_nothing_applied(kettle, play):
    lea = play.submit(kettle.lea)
    play.submit(kettle.mila)
    for key in ("thanked_for_telling", "apologised"):
        score = lea.scores.get(criterion__key=key)
        operations.calibrate(score, mark=Mark(is_na=True), reason="There was none.", by=kettle.lea.actor)
    kept = Evidence.objects.in_force().filter(source_ref=lea.ref)
    assert kept.filter(skill__key="ownership").exists()  # another criterion speaks of it
    assert kept.count() == 10


@pytest.mark.parametrize(
    ("mark", "reason"), [(Mark(9), "Why"), (Mark(), "Why"), (Mark(5), " "), (Mark(4), "Why")]
)
def test_a_calibration_needs_a_mark_and_a_reason(kettle, play, mark, reason):
    sheet = play.submit(kettle.lea)
    play.submit(kettle.mila)
    with pytest.raises(Invalid):
        operations.calibrate(
            sheet.scores.get(criterion__key="empathy"), mark=mark, reason=reason, by=kettle.lea.actor
        )


def test_only_the_rater_or_a_lead_changes_a_mark(kettle, play):
    sheet = play.submit(kettle.lea)
    play.submit(kettle.mila)
    score = sheet.scores.get(criterion__key="empathy")
    with pytest.raises(NotYours):
        operations.calibrate(score, mark=Mark(1), reason="No", by=kettle.ana.actor)
    assert operations.calibrate(score, mark=Mark(1), reason="Heard again", by=kettle.mila.actor).by_name


def test_words_can_be_erased_and_figures_stay(kettle, play):
    play.submit(kettle.lea)
    play.submit(kettle.mila)
    assert operations.erase_panels("hiring.step:12", by=SYSTEM) == 1
    assert set(Score.objects.values_list("evidence", flat=True)) == {""}
    assert Score.objects.filter(value=4).count() == 26
    assert Panel.objects.get().title == ""
    with pytest.raises(Invalid):
        operations.erase_panels(" ", by=SYSTEM)


def test_a_version_that_was_published_is_kept_by_the_database(play):
    criterion = Criterion.objects.filter(version=play.version)[:1].get()
    for change in (
        lambda: Criterion.objects.filter(pk=criterion.pk).update(weight=3),
        lambda: Criterion.objects.filter(pk=criterion.pk).delete(),
        lambda: play.version.sections.update(position=9),
        lambda: play.version.__class__.objects.filter(pk=play.version.pk).update(titles={"en": "New"}),
        lambda: Criterion.objects.create(version=play.version, section=criterion.section, key="late"),
    ):
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            change()


@pytest.mark.django_db(transaction=True)
def test_two_raters_who_submit_at_once_complete_the_panel_once():
    kettle = build_kettle()
    play = role_play(kettle)
    for player in (kettle.lea, kettle.mila):
        play.mark(player)
    start = threading.Barrier(2)

    def hand_in(player):
        start.wait()
        operations.submit(play.sheet(player), by=player.actor)
        connection.close()

    threads = [threading.Thread(target=hand_in, args=[player]) for player in (kettle.lea, kettle.mila)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert EventRecord.objects.filter(name="panel.completed").count() == 1
    assert Evidence.objects.in_force().filter(skill__key="empathy").count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_sheet_that_is_submitted_twice_at_once_is_submitted_once():
    kettle = build_kettle()
    play = role_play(kettle, kettle.lea)
    sheet = play.mark(kettle.lea)
    start, refused = threading.Barrier(2), []

    def hand_in():
        start.wait()
        try:
            operations.submit(Assessment.objects.get(pk=sheet.pk), by=kettle.lea.actor)
        except AlreadySubmitted:
            refused.append(True)
        connection.close()

    threads = [threading.Thread(target=hand_in) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == [True]
    assert EventRecord.objects.filter(name="assessment.submitted").count() == 1
