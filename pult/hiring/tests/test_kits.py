"""Interview kits: proposed from the profile, settled with the first candidate, and judged blind by a panel."""

from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from pult.foundation.actors import SYSTEM
from pult.foundation.errors import Invalid
from pult.hiring import operations as hiring
from pult.hiring import queries
from pult.hiring.choosing import Need, Possible, choose, choose_any
from pult.hiring.errors import Settled
from pult.hiring.models import BankQuestion, InterviewKit, KitMark, KitQuestion, OpeningSkill, Stage
from pult.hiring.operations import KitTexts, Step
from pult.hiring.tests.office import applies, published
from pult.hiring.types import BankKind, HowAsked, StageKind
from pult.scorecards import operations as scorecards
from pult.scorecards.models import Assessment, Score, Scorecard
from pult.scorecards.types import Mark
from pult.skills.models import Evidence
from tests.scene import scene


@pytest.fixture
@scene
def opening(kettle):
    opening = published(kettle)
    scorecards.renew_scorecards()
    hiring.renew_bank()
    panel = (kettle.lea.person, kettle.mila.person, kettle.hana.person)
    plan = [Step(kind=StageKind.APPLICATION), Step(kind=StageKind.INTERVIEW, minutes=60, raters=panel)]
    hiring.plan_stages(opening, plan, by=kettle.hana.actor)
    return opening


@pytest.fixture
def stage(opening) -> Stage:
    return Stage.objects.get(opening=opening, kind="interview")


@pytest.fixture
def kit(kettle, stage) -> InterviewKit:
    hiring.propose_kit(stage, by=kettle.hana.actor)
    return InterviewKit.objects.whole().get(stage=stage)


def begun(kettle, opening, stage, **more):
    petra = applies(opening, **more)
    hiring.move(petra, stage, by=kettle.hana.actor)
    return petra.steps.select_related("panel").get(stage=stage)


def sheet_of(step, player) -> Assessment:
    return Assessment.objects.select_related("panel__version").get(panel=step.panel, rater=player.person)


def judge(step, player, value: int = 4) -> None:
    sheet = sheet_of(step, player)
    for criterion in sheet.panel.version.criteria.select_related("section"):
        scorecards.save_score(
            sheet, criterion, mark=Mark(value), evidence=f"{player.person.name} heard it.", by=player.actor
        )
    scorecards.submit(sheet, by=player.actor)


KINDS = st.sampled_from([BankKind.COMPETENCY, BankKind.HYPOTHETICAL, BankKind.DEFINITION])
POOLS = st.lists(
    st.builds(
        Possible,
        pk=st.integers(1, 10_000),
        kind=KINDS,
        skills=st.lists(st.integers(1, 6), min_size=1, max_size=3, unique=True).map(tuple),
        minutes=st.integers(1, 9),
    ),
    max_size=25,
    unique_by=lambda one: one.pk,
)
NEEDS = st.lists(
    st.builds(Need, skill=st.integers(1, 6), weight=st.floats(0.1, 10), is_must_have=st.booleans()),
    max_size=6,
    unique_by=lambda one: one.skill,
)


@given(POOLS, NEEDS, st.integers(0, 90))
def test_a_proposal_never_takes_longer_than_planned_and_asks_nothing_twice(pool, needs, minutes):
    for chosen in (choose(pool, needs, minutes=minutes), choose_any(pool, needs, minutes=minutes)):
        assert sum(one.minutes for one in chosen) <= minutes
        assert len({one.pk for one in chosen}) == len(chosen)
        assert chosen == [one for one in chosen if set(one.skills) & {need.skill for need in needs}]


@given(POOLS, NEEDS)
def test_with_time_enough_every_must_have_that_the_bank_knows_is_asked_for(pool, needs):
    asked = {one.skills[0] for one in choose(pool, needs, minutes=1000)}
    known = {one.skills[0] for one in pool if one.kind == BankKind.COMPETENCY}
    assert {need.skill for need in needs if need.is_must_have} & known <= asked


def test_a_proposal_mixes_kinds_within_the_minutes_and_begins_with_must_haves(kit, stage, opening):
    asked = kit.questions_in_order
    kinds = {one.sort for one in asked}
    assert {BankKind.COMPETENCY, BankKind.HYPOTHETICAL, BankKind.CUSTOMER_FOCUS, BankKind.DEFINITION} <= kinds
    assert kit.total <= 60
    musts = set(opening.skills.filter(is_must_have=True).values_list("skill", flat=True))
    assert musts
    assert musts <= {one.shows.pk for one in asked}
    assert not any(one.question.is_public for one in asked)


def test_a_profile_with_other_weights_proposes_other_questions(kettle, kit, opening, stage):
    before = {one.question_id for one in kit.questions_in_order}
    OpeningSkill.objects.filter(opening=opening).update(weight=1, is_must_have=False)
    OpeningSkill.objects.filter(opening=opening, skill__key="reliability").update(
        weight=Decimal(5), is_must_have=True
    )
    hiring.propose_kit(stage, minutes=25, by=kettle.hana.actor)
    kit = InterviewKit.objects.whole().get(stage=stage)
    assert kit.total <= 25
    assert kit.questions_in_order[0].shows.key == "reliability"
    assert {one.question_id for one in kit.questions_in_order} != before


def test_the_plan_of_a_kit_is_made_in_the_browser(kettle, stage):
    hana, page = kettle.hana.client, reverse("hiring:kit", args=[stage.pk])
    assert "No questions are chosen yet" in hana.get(page).content.decode()
    hana.post(reverse("hiring:kit-proposal", args=[stage.pk]))
    hana.post(reverse("hiring:kit-blocks", args=[stage.pk]), {"title_en": "Languages", "title_hr": "Jezici"})
    kit = InterviewKit.objects.whole().get(stage=stage)
    block = kit.blocks.get(titles__en="Languages")
    new = BankQuestion.objects.for_interviews().filter(kind="call_centre").first()
    hana.post(reverse("hiring:kit-questions", args=[block.pk]), {"question": new.pk})
    first, second = kit.questions_in_order[:2]
    hana.post(reverse("hiring:kit-question-place", args=[second.pk]), {"to": "up"})
    hana.post(reverse("hiring:kit-question-removal", args=[kit.questions_in_order[-1].pk]))
    again = InterviewKit.objects.whole().get(stage=stage)
    assert again.questions_in_order[:2] == [second, first]
    assert block.questions.get().question == new
    text = hana.get(page).content.decode()
    assert new.text in text
    assert "One more block" in text
    sent = {"minutes": 45, "jobs_en": "Kettles and people.", "forbidden_hr": "Dob\nVjera"}
    assert hana.post(page, sent).status_code == 302
    again.refresh_from_db()
    assert (again.job, again.minutes) == ("Kettles and people.", 45)
    hana.post(reverse("hiring:kit-block-removal", args=[block.pk]))
    assert not KitQuestion.objects.filter(question=new).exists()


def test_nonsense_is_refused_and_nothing_changes(kettle, kit, stage):
    hana = kettle.hana.client
    block = kit.blocks.first()
    before = KitQuestion.objects.count()
    public = BankQuestion.objects.for_practice().first()
    for sent in ({"question": public.pk}, {"question": "x"}, {"question": 999999}, {}):
        assert hana.post(reverse("hiring:kit-questions", args=[block.pk]), sent).status_code == 422
    assert hana.post(reverse("hiring:kit-blocks", args=[stage.pk]), {"title_en": " "}).status_code == 422
    assert hana.post(reverse("hiring:kit", args=[stage.pk]), {"minutes": "soon"}).status_code == 422
    with pytest.raises(Invalid):
        hiring.add_to_kit(block, kit.questions_in_order[0].question, by=kettle.hana.actor)
    with pytest.raises(Invalid):
        hiring.open_kit(stage.opening.stages.get(kind="application"), by=kettle.hana.actor)
    assert KitQuestion.objects.count() == before
    assert kettle.lea.client.get(reverse("hiring:kit", args=[stage.pk])).status_code == 403
    assert kettle.ana.client.get(reverse("hiring:kit", args=[stage.pk])).status_code == 403


def test_the_first_candidate_settles_the_kit_and_the_bank_may_change(kettle, opening, stage, kit):
    first = kit.questions_in_order[0]
    said = first.words.text
    step = begun(kettle, opening, stage)
    kit.refresh_from_db()
    assert kit.is_settled
    assert step.panel.version_id == kit.version_id
    criteria = {one.key: one for one in kit.version.criteria.select_related("skill")}
    assert len(criteria) == len(kit.questions_in_order)
    criterion = criteria[first.criterion_key]
    assert criterion.name == said
    assert criterion.skill == first.shows
    assert criterion.anchors == first.question.anchors
    BankQuestion.objects.filter(pk=first.question_id).update(texts={"en": "Changed?"}, minutes=50)
    first.refresh_from_db()
    assert first.words.text == said
    for verb in (
        lambda: hiring.propose_kit(stage, by=kettle.hana.actor),
        lambda: hiring.drop_from_kit(first, by=kettle.hana.actor),
        lambda: hiring.change_kit(kit, texts=KitTexts(), by=kettle.hana.actor),
    ):
        with pytest.raises(Settled):
            verb()
    second = begun(kettle, opening, stage, name="Ivo", email="ivo@example.org")
    assert second.panel.version_id == step.panel.version_id
    assert Scorecard.objects.filter(titles__en__startswith="Interview kit").count() == 1
    assert "Settled since" in kettle.hana.client.get(reverse("hiring:kit", args=[stage.pk])).content.decode()


def test_without_a_kit_the_usual_card_is_used_and_the_page_says_so(kettle, opening, stage):
    step = begun(kettle, opening, stage)
    assert step.panel.version.scorecard.key == "competency"
    page = kettle.lea.client.get(reverse("hiring:step", args=[step.pk])).content.decode()
    assert "No kit was prepared" in page
    assert "score-sheet" in page


def test_the_kit_stands_on_the_page_with_each_row_of_the_sheet_beside_its_question(
    kettle, opening, stage, kit
):
    step = begun(kettle, opening, stage)
    page = kettle.lea.client.get(reverse("hiring:step", args=[step.pk])).content.decode()
    for question in kit.questions_in_order:
        assert f'id="question-{question.pk}"' in page
    assert page.count("<score-criterion") == len(kit.questions_in_order)
    assert page.count("<score-sheet") == 1
    assert "What may not be asked" in page


def test_a_question_that_was_skipped_does_not_apply_and_can_be_asked_after_all(kettle, opening, stage, kit):
    step = begun(kettle, opening, stage)
    question = kit.questions_in_order[0]
    lea, sheet = kettle.lea.client, sheet_of(step, kettle.lea)
    criterion = step.panel.version.criteria.select_related("section").get(key=question.criterion_key)
    scorecards.save_score(sheet, criterion, mark=Mark(), evidence="No time left", by=kettle.lea.actor)
    where = reverse("hiring:question-mark", args=[step.pk, question.pk])
    assert lea.post(where, {"how": "skipped"}).headers["Location"].endswith(f"#question-{question.pk}")
    score = Score.objects.get(assessment=sheet, criterion=criterion)
    assert (score.is_na, score.evidence) == (True, "No time left")
    fragment = lea.post(where, {"how": "asked"}, headers={"HX-Request": "true"}).content.decode()
    assert 'aria-pressed="true"' in fragment
    assert "No time left" in fragment
    score.refresh_from_db()
    assert not score.is_na
    assert KitMark.objects.get(assessment=sheet).how == HowAsked.ASKED
    assert lea.post(where, {"how": "forgotten"}).status_code == 422
    assert kettle.ana.client.post(where, {"how": "asked"}).status_code == 403


def test_three_judge_blind_and_see_everything_when_they_are_done(kettle, opening, stage, kit):
    step = begun(kettle, opening, stage)
    question = kit.questions_in_order[0]
    for one in (kettle.lea, kettle.mila):
        hiring.mark_question(sheet_of(step, one), question, how=HowAsked.FALLBACK, by=one.actor)
    judge(step, kettle.lea)
    page = reverse("hiring:step", args=[step.pk])
    for one in (kettle.mila, kettle.hana):
        text = one.client.get(page).content.decode()
        assert "Lea Leitner heard it." not in text
        assert "Lea Leitner: Fallback used" not in text
        assert "Mila" not in _others(step, kettle.hana)
    # Lea is done, and sees what was handed in: nothing but her own so far.
    assert _others(step, kettle.lea) == []
    judge(step, kettle.mila, value=2)
    assert _others(step, kettle.lea) == ["Mila"]
    judge(step, kettle.hana)
    assert sorted(_others(step, kettle.hana)) == ["Lea", "Mila"]
    skills = Evidence.objects.in_force().filter(holder=step.application.candidate.holder)
    assert skills.filter(skill=question.shows).exists()
    with pytest.raises(Invalid):
        hiring.mark_question(sheet_of(step, kettle.lea), question, how=HowAsked.ASKED, by=kettle.lea.actor)


def _others(step, player) -> list[str]:
    guide = queries.kit_guide(step, player.actor)
    line = guide.parts[0].lines[0]
    return [mark.assessment.rater_name.split()[0] for mark in line.others]


def test_a_question_of_another_talk_is_not_marked_here(kettle, opening, stage, kit):
    step = begun(kettle, opening, stage)
    other = published(kettle)
    hiring.plan_stages(other, [Step(kind=StageKind.INTERVIEW)], by=kettle.hana.actor)
    there = hiring.propose_kit(other.stages.get(), by=kettle.hana.actor)
    foreign = KitQuestion.objects.select_related("block__kit").filter(block__kit=there).first()
    with pytest.raises(Invalid):
        hiring.mark_question(sheet_of(step, kettle.lea), foreign, how=HowAsked.ASKED, by=kettle.lea.actor)


def test_what_was_written_in_a_talk_goes_with_the_candidate(kettle, opening, stage, kit):
    step = begun(kettle, opening, stage)
    judge(step, kettle.lea)
    hiring.erase(step.application.candidate, by=SYSTEM)
    assert not Score.objects.exclude(evidence="").exists()


def test_a_page_costs_the_same_for_few_questions_and_for_many(
    kettle, opening, stage, django_assert_max_num_queries
):
    hiring.propose_kit(stage, minutes=200, by=kettle.hana.actor)
    step = begun(kettle, opening, stage)
    with django_assert_max_num_queries(60):
        kettle.lea.client.get(reverse("hiring:step", args=[step.pk]))
