"""The pages of the bank: lists with filters, sheets to read, words side by side, and who may do what."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pult.hiring import operations as hiring
from pult.hiring.models import BankQuestion, RolePlay
from pult.skills.models import Skill

BANK = "/app/hiring/bank"


@pytest.fixture
def bank(kettle):
    hiring.renew_bank()
    return kettle


def question(key="empathy_upset_person"):
    return BankQuestion.objects.get(key=key)


def address(entry, what=""):
    shelf = "plays" if isinstance(entry, RolePlay) else "questions"
    return f"{BANK}/{shelf}/{entry.pk}/{what}"


def text_of(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def filled(**more):
    patience = Skill.objects.get(key="patience").pk
    return {"kind": "definition", "skill_1": patience, "minutes": 4, "text_en": "What is tea?", **more}


def scene(**more):
    patience = Skill.objects.get(key="patience").pk
    said = {"channel": "chat", "difficulty": "1", "skill_1": patience, "minutes": 9, "title_en": "Cold tea"}
    return {**said, **more}


def test_the_list_is_filtered_by_kind_skill_and_words(bank):
    lea = bank.lea.client
    assert "Tell me about a time when somebody you were dealing with was upset" in text_of(
        lea.get(f"{BANK}/")
    )
    phones = text_of(lea.get(f"{BANK}/?kind=phone"))
    assert "Phone interview" in phones
    assert "dealing with was upset" not in phones
    assert "No question fits" in text_of(lea.get(f"{BANK}/?words=zzzz"))
    assert "New question" not in phones
    assert "New question" in text_of(bank.hana.client.get(f"{BANK}/"))
    assert "birthday present" in text_of(lea.get(f"{BANK}/plays/?channel=call&difficulty=2"))
    assert "No role play fits" in text_of(lea.get(f"{BANK}/plays/?words=zzzz"))
    assert "dealing with was upset" in text_of(lea.get(f"{BANK}/?kind=nonsense"))


def test_the_list_goes_on_and_costs_the_same(bank):
    first = bank.hana.client.get(f"{BANK}/")
    with CaptureQueriesContext(connection) as many:
        whole = text_of(bank.hana.client.get(f"{BANK}/"))
    with CaptureQueriesContext(connection) as few:
        text_of(bank.hana.client.get(f"{BANK}/?kind=phone"))
    assert len(few) == len(many)
    after = first.context["page"].after
    assert after in whole
    assert "dealing with was upset" not in text_of(bank.hana.client.get(f"{BANK}/?after={after}"))


def test_a_question_is_read_in_every_language(bank):
    one = question()
    english = text_of(bank.lea.client.get(address(one)))
    for words in (
        "What a good answer shows",
        "Quotes what gave the feeling away",
        "Think of somebody in your family",
    ):
        assert words in english
    assert "Retire" not in english
    assert "Ispričajte o prilici kad je osoba" in text_of(bank.lea.client.get(address(one, "?in=hr")))
    assert "Испричајте о прилици када је особа" in text_of(bank.lea.client.get(address(one, "?in=sr")))
    play = RolePlay.objects.get(key="play_late_gift")
    assert "Весна Марић" in text_of(bank.lea.client.get(address(play, "?in=sr")))
    assert bank.lea.client.get(f"{BANK}/plays/{question().pk + 100000}/").status_code == 404


def test_words_are_written_side_by_side_and_kept_when_something_is_missing(bank):
    hana, one = bank.hana.client, question()
    form = text_of(hana.get(address(one, "words")))
    assert "Испричајте о прилици када је особа" in form
    wrong = text_of(hana.post(address(one, "words"), filled(text_en="", text_hr=" ", good_en="Kept")), 422)
    assert "Kept" in wrong
    assert "Please write it in at least one language." in wrong
    saved = {"further_1_en": "And?", "one_en": "Low", "five_sr-latn": "Dobro", "fallback_en": "Or else"}
    assert hana.post(address(one, "words"), filled(is_public="on", **saved)).status_code == 302
    one.refresh_from_db()
    assert (one.text, one.asked_further, one.way_in) == ("What is tea?", ["And?"], "Or else")
    assert one.anchors == {"1": {"en": "Low"}, "5": {"sr-latn": "Dobro"}}
    assert [skill.key for skill in one.skills_in_order] == ["patience"]
    assert one.is_public
    page = text_of(hana.get(address(one, "?in=hr")))
    assert "Nobody has written it in this language yet" in page
    assert "Back to the original" in page
    hana.post(address(one, "original"))
    one.refresh_from_db()
    assert one.edited_at is None


def test_questions_and_role_plays_are_added_and_retired(bank):
    hana = bank.hana.client
    for shelf, values, model in (("questions", filled(), BankQuestion), ("plays", scene(), RolePlay)):
        assert "Terms" in text_of(hana.get(f"{BANK}/{shelf}/new"))
        text_of(hana.post(f"{BANK}/{shelf}/new", {}), 422)
        made = hana.post(f"{BANK}/{shelf}/new", values)
        entry = model.objects.latest("pk")
        assert made["Location"] == address(entry)
        assert "own words" in text_of(hana.get(address(entry)))
        assert hana.post(address(entry, "original")).status_code in {302, 422}
        hana.post(address(entry, "retirement"))
        assert "Use it again" in text_of(hana.get(address(entry)))
        assert entry.pk in {row.pk for row in hana.get(f"{BANK}/{shelf}/?show=retired").context["page"].rows}
        hana.post(address(entry, "retirement/removal"))
        entry.refresh_from_db()
        assert not entry.is_retired
    shipped = RolePlay.objects.get(key="play_late_gift")
    assert "The birthday present" in text_of(hana.get(address(shipped, "words")))
    told = scene(good_1_en="Ah.", bad_3_en="Oh.", fact_2_hr="Činjenica")
    assert hana.post(address(shipped, "words"), told).status_code == 302
    shipped.refresh_from_db()
    assert (shipped.if_treated_well, shipped.if_treated_badly, shipped.known) == (
        ["Ah."],
        ["Oh."],
        ["Činjenica"],
    )


def test_cyrillic_is_made_while_somebody_writes(bank):
    hana = bank.hana.client
    assert text_of(hana.post(f"{BANK}/cyrillic", {"text_sr-latn": "Šta je <b>čaj</b>?"})).startswith(
        "Шта је &lt;b&gt;"
    )
    assert text_of(hana.post(f"{BANK}/cyrillic", {})) == ""


def test_who_interviews_reads_and_who_serves_sees_nothing(bank):
    one = question()
    assert bank.ana.client.get(f"{BANK}/").status_code == 403
    assert bank.lea.client.get(address(one, "words")).status_code == 403
    assert bank.lea.client.post(address(one, "retirement")).status_code == 403
