"""The question bank and the role plays: renewed until somebody edits them, found in every language, kept apart."""

import pytest

from pult.foundation.actors import SYSTEM
from pult.foundation.audit.models import AuditRecord
from pult.foundation.errors import Invalid
from pult.hiring import operations as hiring
from pult.hiring import queries
from pult.hiring.models import BankQuestion, QuestionSkill, RolePlay
from pult.hiring.operations import Scene, Wording
from pult.hiring.queries import BankFilter
from pult.hiring.types import Act, BankKind, PlayChannel
from pult.skills.models import Skill
from tests.scene import scene

KEY = "empathy_upset_person"


@pytest.fixture
@scene
def bank(kettle):
    hiring.renew_bank(by=SYSTEM)
    return kettle


def skills(*keys):
    return tuple(Skill.objects.get(key=key) for key in keys)


def wording(**more):
    said = {"en": "What is a kettle to you?", "hr": "Što je vama kuhalo?", "sr-latn": "Šta je vama kuvalo?"}
    values = {
        "kind": BankKind.DEFINITION, "texts": said, "skills": skills("patience", "courtesy"),
        "follow_ups": [{"en": "And to others?"}, {"en": " "}], "anchors": {"1": {"en": "A pot."}}, **more,
    }  # fmt: skip
    return Wording(**values)


def test_the_bank_is_copied_once_and_complete(bank):
    assert BankQuestion.objects.count() >= 120
    assert RolePlay.objects.count() >= 12
    assert hiring.renew_bank(by=SYSTEM) == 0
    question = BankQuestion.objects.with_skills().get(key="listening_summary")
    assert [skill.key for skill in question.skills_in_order] == ["listening", "attention_to_detail"]
    assert [point for point, words in question.points if words] == [1, 3, 5]
    assert len(question.asked_further) == 2
    assert question.way_in
    play = RolePlay.objects.get(key="play_late_gift")
    assert (len(play.known), len(play.if_treated_well), len(play.if_treated_badly)) == (3, 3, 3)
    assert play.persona == "Vesna Marić"
    assert play.good_end


def test_a_new_release_changes_what_nobody_edited(bank):
    BankQuestion.objects.filter(key=KEY).update(texts={"en": "Older words"})
    QuestionSkill.objects.filter(question__key="listening_summary").delete()
    hiring.renew_bank(by=SYSTEM)
    assert "upset" in BankQuestion.objects.get(key=KEY).text
    assert QuestionSkill.objects.filter(question__key="listening_summary").count() == 2


def test_what_somebody_edited_stays_until_they_go_back(bank):
    question = BankQuestion.objects.get(key=KEY)
    hiring.change_question(question, wording(), by=bank.hana.actor)
    hiring.renew_bank(by=SYSTEM)
    question.refresh_from_db()
    assert question.text == "What is a kettle to you?"
    assert question.follow_ups == [{"en": "And to others?"}]
    assert question.points == [(1, "A pot."), (3, ""), (5, "")]
    hiring.forget_words(question, by=bank.hana.actor)
    assert "upset" in question.text
    assert question.edited_at is None
    told = AuditRecord.objects.filter(about=f"question:{question.pk}").order_by("pk")
    assert [one.what for one in told] == [Act.BANK_CHANGED, Act.BANK_RENEWED]


def test_a_question_of_ones_own_is_added_retired_and_brought_back(bank):
    question = hiring.add_question(wording(), by=bank.hana.actor)
    again = hiring.add_question(wording(), by=bank.hana.actor)
    assert (question.key, again.key) == ("own_what_is_a_kettle_to_you", "own_what_is_a_kettle_to_you_2")
    assert not question.is_shipped
    hiring.retire_question(question, by=bank.hana.actor)
    hiring.retire_question(question, by=bank.hana.actor)
    assert not BankQuestion.objects.in_use().filter(pk=question.pk).exists()
    hiring.bring_back_question(question, by=bank.hana.actor)
    assert BankQuestion.objects.in_use().filter(pk=question.pk).exists()
    told = AuditRecord.objects.filter(about=f"question:{question.pk}").order_by("pk")
    assert [one.what for one in told] == [Act.BANK_ADDED, Act.BANK_RETIRED, Act.BANK_BROUGHT_BACK]
    with pytest.raises(Invalid):
        hiring.forget_words(question, by=bank.hana.actor)


def test_a_role_play_is_written_changed_and_retired(bank):
    scene = Scene(channel=PlayChannel.CHAT, titles={"en": "A cold tea"}, skills=skills("humour"))
    play = hiring.add_role_play(scene, by=bank.hana.actor)
    told = {
        "channel": PlayChannel.CALL,
        "titles": {"en": "A hot tea"},
        "skills": skills("humour", "patience"),
    }
    hiring.change_role_play(play, Scene(**told, good_turns=[{"en": "Ah."}]), by=bank.hana.actor)
    assert (play.title, play.channel, play.if_treated_well) == ("A hot tea", "call", ["Ah."])
    hiring.retire_role_play(play, by=bank.hana.actor)
    assert play.is_retired
    hiring.bring_back_role_play(play, by=bank.hana.actor)
    play.refresh_from_db()
    assert RolePlay.objects.in_use().filter(pk=play.pk).exists()
    shipped = RolePlay.objects.get(key="play_late_gift")
    hiring.change_role_play(shipped, Scene(**told), by=bank.hana.actor)
    hiring.forget_words(shipped, by=bank.hana.actor)
    assert shipped.title == "The birthday present that did not come"


@pytest.mark.parametrize("missing", [{"texts": {"hr": " "}}, {"skills": ()}])
def test_what_must_be_there_is_asked_for(bank, missing):
    with pytest.raises(Invalid):
        hiring.add_question(wording(**missing), by=bank.hana.actor)


def test_questions_are_found_by_kind_skill_and_words_in_every_script(bank):
    hana = bank.hana.actor
    assert {one.kind for one in queries.question_list(hana, BankFilter(kind="phone")).rows} == {"phone"}
    patience = skills("patience")[0]
    for one in queries.question_list(hana, BankFilter(skill=patience.pk)).rows:
        assert patience in one.skills_in_order
    for words in ("upset", "uzrujana", "узрујана", "UZRUJAN"):
        assert KEY in {one.key for one in queries.question_list(hana, BankFilter(words=words)).rows}, words
    plays = queries.role_play_list(hana, BankFilter(channel="email", difficulty="1")).rows
    assert [one.key for one in plays] == ["play_leaking_kettle"]


def test_what_is_shown_is_one_of_five_shelves(bank):
    hana = bank.hana.actor
    own = hiring.add_question(wording(), by=hana)
    gone = hiring.add_question(wording(), by=hana)
    hiring.retire_question(gone, by=hana)

    def shelf(show):
        return {one.pk for one in queries.question_list(hana, BankFilter(show=show)).rows}

    assert shelf("own") == {own.pk}
    assert shelf("retired") == {gone.pk}
    assert shelf("public")
    assert not shelf("public") & shelf("interviews")
    assert gone.pk not in shelf("")


def test_candidates_practise_what_no_interview_asks(bank):
    practised = queries.practice_questions()
    assert len(practised) >= 30
    assert not set(practised) & set(BankQuestion.objects.for_interviews())
    asked = {skill.key for one in practised for skill in one.skills_in_order}
    assert asked == set(Skill.objects.in_use().values_list("key", flat=True))
    kept = BankQuestion.objects.for_interviews().with_skills()
    assert {one.skills_in_order[0].key for one in kept} == asked
    assert {one.channel for one in queries.practice_role_plays()} >= {"email", "chat"}
    assert RolePlay.objects.for_interviews().count() >= 10
    assert {one.kind for one in queries.practice_questions(kind="phone")} == {"phone"}
    assert all(
        "humour" in {skill.key for skill in one.skills_in_order}
        for one in queries.practice_questions(skill="humour")
    )


def test_who_has_nothing_to_do_with_hiring_sees_nothing(bank):
    assert queries.question_list(bank.ana.actor).rows == []
    assert queries.role_play_list(bank.ana.actor).rows == []
    assert queries.question_list(bank.lea.actor).rows
    assert sum(queries.counts_by_kind(bank.lea.actor).values()) == BankQuestion.objects.in_use().count()
    assert queries.counts_by_kind(bank.ana.actor) == {}


def test_a_list_costs_the_same_with_three_and_with_fifty(bank, django_assert_num_queries):
    hana = bank.hana.actor
    for kind in ("", "phone"):
        with django_assert_num_queries(3):
            rows = queries.question_list(hana, BankFilter(kind=kind)).rows
            assert all(one.skills_in_order for one in rows)
    page = queries.question_list(hana)
    further = queries.question_list(hana, after=page.after)
    assert not {one.pk for one in page.rows} & {one.pk for one in further.rows}
    assert queries.question_list(hana, before=further.before).rows == page.rows
