"""How candidates prepare: the guide, and a page to practise on that asks and tells no server anything."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pult.foundation.text.tongues import WRITTEN
from pult.hiring import operations as hiring
from pult.hiring.careers import practice
from pult.hiring.models import BankQuestion, Opening, RolePlay
from pult.hiring.tests.office import applies, drafted, published
from pult.scorecards.operations import shipping
from tests.scene import scene

LOCALES = ("en", "hr", "sr-latn", "sr")


@pytest.fixture
@scene
def bank(kettle):
    hiring.renew_bank()
    return kettle


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def test_the_guide_tells_steps_skills_and_the_thirteen_points(client, bank):
    page = text_of(client.get("/careers/en/guide"))
    for words in (
        "Writing sample", "Two people read it without knowing whose it is", "Empathy", "learnt with us",
        "Never answer only", "when you were the customer yourself", "Thank them at the end", "Situation",
    ):  # fmt: skip
        assert words in page
    cyrillic = text_of(client.get("/careers/sr/guide"))
    assert "Останите мирни" in cyrillic
    assert "Ситуација" in cyrillic
    for locale in LOCALES:
        assert client.get(f"/careers/{locale}/guide")["Content-Language"] == locale
    assert client.get("/careers/de/guide").status_code == 404


def test_nobody_practises_what_is_asked_in_an_interview(client, bank):
    page = text_of(client.get("/careers/en/practice"))
    asked = BankQuestion.objects.for_interviews()
    assert [one.key for one in asked if one.text in page] == []
    shown = BankQuestion.objects.for_practice()
    assert all(f'key="question:{one.key}"' in page for one in shown)
    assert [one.key for one in RolePlay.objects.for_interviews() if one.title in page] == []
    hiring.retire_question(shown[0], by=bank.hana.actor)
    assert f"question:{shown[0].key}" not in text_of(client.get("/careers/en/practice"))


def test_the_page_may_not_send_anything(client, bank):
    answer = client.get("/careers/hr/practice")
    assert "connect-src 'none'" in answer["Content-Security-Policy"]
    assert "form-action 'none'" in answer["Content-Security-Policy"]
    page = text_of(answer)
    assert "<form" not in page
    assert " name=" not in page[page.index("<practice-room") :]
    assert "connect-src 'self'" in client.get("/careers/hr/guide")["Content-Security-Policy"]


def test_the_rules_come_in_the_readers_words(client, bank):
    found = re.search(
        r'<script id="practice-rules" type="application/json">(.*?)</script>',
        text_of(client.get("/careers/sr/practice")),
        re.DOTALL,
    )
    rules = json.loads(found[1])
    assert rules["star"][0]["text"] == "Ситуација"
    assert rules["points"][4]["text"] == "Останите мирни"
    assert "says" not in rules["wording"][0]
    assert {"empty", "honest", "seen", "look", "own", "clear", "forgotten"} <= set(rules["words"])


def test_without_a_script_there_are_questions_what_is_good_and_a_sheet(client, bank):
    page = text_of(client.get("/careers/en/practice"))
    for words in (
        "practice-dead", "What a good answer shows", "Worth 5 of 5", "Sheet to print", "It leaks at the handle",
        "The set that was too small", "One star",
    ):  # fmt: skip
        assert words in page


def test_an_empty_bank_leaves_the_sheet(client, kettle):
    page = text_of(client.get("/careers/en/practice"))
    assert "no questions to practise" in page
    assert "Sheet to print" in page


def test_the_page_costs_the_same_with_a_few_and_with_all(client, bank):
    client.get("/careers/en/practice")
    with CaptureQueriesContext(connection) as many:
        client.get("/careers/en/practice")
    BankQuestion.objects.for_practice().exclude(key__in=["def_empathy", "hyp_angry_mail"]).update(
        is_public=False
    )
    with CaptureQueriesContext(connection) as few:
        client.get("/careers/en/practice")
    assert len(few) == len(many) <= 8


def test_openings_letters_and_own_pages_lead_there(client, bank):
    opening = published(bank)
    for address in (f"/careers/en/{opening.slug}", f"/careers/en/{opening.slug}/thanks"):
        assert "/careers/en/practice" in text_of(client.get(address))
    applied = applies(opening)
    letter = applied.conversation.messages.order_by("pk")[0].text
    assert "kako se možete pripremiti" in letter
    link = re.search(r"/careers/status/\S+", letter)[0]
    assert "/careers/hr/practice" in text_of(client.get(link))
    assert "/careers/en/guide" in client.get("/careers/sitemap.xml").content.decode()


def test_no_opening_takes_the_address_of_a_page(kettle):
    opening = drafted(kettle)
    texts = hiring.Texts(titles={"en": "Practice"})
    taken = hiring.draft_opening(texts, department=opening.department, by=kettle.hana.actor)
    assert taken.slug == "practice-2"
    assert Opening.objects.filter(slug="practice").exists() is False


def test_the_thirteen_points_are_those_of_the_handling_checklist():
    told = tomllib.loads((Path(shipping.SHIPPED) / "handling.toml").read_text(encoding="utf-8"))
    keys = [criterion["key"] for section in told["sections"] for criterion in section["criteria"]]
    assert [point["key"] for point in practice.shipped()["points"]] == keys
    assert len(keys) == 13


@pytest.mark.parametrize("kind", ["star", "points", "wording", "missing"])
def test_every_rule_is_written_in_every_language_and_shows_what_it_finds(kind):
    for rule in practice.shipped()[kind]:
        for name in {"text", "how", "hint"} & set(rule):
            assert list(rule[name]) == list(WRITTEN), rule["key"]
            assert all(words.strip() and "!" not in words for words in rule[name].values()), rule["key"]
        if {"found", "seen"} & set(rule):
            assert set(rule["says"]) == {"en", "hr", "sr"}, rule["key"]
            for patterns in (rule.get("found") or rule["seen"]).values():
                assert all(re.compile(pattern) for pattern in patterns)
