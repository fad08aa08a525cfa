"""The question bank and the role plays: complete in every language, on skills that exist, and without repetition."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pult.foundation.text.script import to_cyrillic
from pult.foundation.text.tongues import WRITTEN

ROOT = Path(__file__).resolve().parents[2]
BANK = ROOT / "pult/hiring/bank"
CATALOGUE = ROOT / "pult/skills/catalogue.json"
LEAST = {
    "competency": 60,
    "hypothetical": 25,
    "customer_focus": 12,
    "definition": 12,
    "call_centre": 12,
    "reference": 10,
    "phone": 10,
}
QUESTION = {
    "key",
    "kind",
    "skills",
    "minutes",
    "is_public",
    "text",
    "follow_ups",
    "good",
    "anchors",
    "fallback",
}
ROLE_PLAY = {
    "key", "channel", "difficulty", "minutes", "is_public", "skills", "title", "situation", "persona", "opening",
    "if_treated_well", "if_treated_badly", "good_end",
}  # fmt: skip
PLACEHOLDER = re.compile(r"\{\w*\}|%\(\w+\)s|<[^>]+>")
# Letters and endings that only one of the two languages has.
CROATIAN_ONLY = re.compile(
    r"\b(tko|netko|nitko|svatko|tjed\w+|tvrtk\w+|uopće|općenit\w*|ovdje|gdje|uvijek|vrijeme|riječ\w*|"
    r"primjer\w*|rješ\w+|riješ\w+|osjeć\w+|ocjen\w*|poslije|prije|točn\w+|sustav\w*|kuhal\w+)\b",
    re.IGNORECASE,
)
SERBIAN_ONLY = re.compile(
    r"\b(ko|neko|niko|šta|nedelj\w+|firm\w+|uopšte|uopšten\w*|ovde|gde|uvek|vreme|reč(?:i|ima)?|"
    r"primer\w*|reš(i|e|a)\w+|oseć\w+|ocen\w*|posle|pre|tačn\w+|sistem\w*|kuval\w+)\b",
    re.IGNORECASE,
)


def read(name: str) -> dict[str, Any]:
    """One file of the bank."""
    found: dict[str, Any] = json.loads((BANK / f"{name}.json").read_text(encoding="utf-8"))
    return found


def texts_of(value: Any, place: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every text of a value in all its languages, with where it stands."""
    if isinstance(value, dict) and set(value) & set(WRITTEN):
        yield place, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from texts_of(inner, f"{place}.{name}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from texts_of(inner, f"{place}[{number}]")


QUESTIONS = [question for kind in LEAST for question in read(kind)["questions"]]
ROLE_PLAYS = read("role_plays")["scenarios"]
ENTRIES = [*QUESTIONS, *ROLE_PLAYS]
TEXTS = [(f"{entry['key']}{place}", text) for entry in ENTRIES for place, text in texts_of(entry)]
SKILLS = {skill["key"] for skill in json.loads(CATALOGUE.read_text(encoding="utf-8"))["skills"]}


def test_there_are_enough_of_every_kind():
    counted = Counter(question["kind"] for question in QUESTIONS)
    assert set(counted) == set(LEAST)
    assert {kind for kind, least in LEAST.items() if counted[kind] < least} == set()
    assert len(QUESTIONS) >= 120
    assert len(ROLE_PLAYS) >= 12
    assert {play["channel"] for play in ROLE_PLAYS} == {"call", "chat", "email", "review"}
    assert {play["difficulty"] for play in ROLE_PLAYS} == {1, 2, 3}


def test_every_entry_has_its_shape_and_a_key_of_its_own():
    for question in QUESTIONS:
        assert set(question) == QUESTION, question["key"]
        assert len(question["follow_ups"]) == 2, question["key"]
        assert list(question["anchors"]) == ["1", "3", "5"], question["key"]
        assert (question["fallback"] is not None) == (question["kind"] == "competency"), question["key"]
    for play in ROLE_PLAYS:
        assert set(play) == ROLE_PLAY, play["key"]
        assert len(play["persona"]["facts"]) == 3, play["key"]
        assert len(play["if_treated_well"]) == len(play["if_treated_badly"]) == 3, play["key"]
    assert all(2 <= entry["minutes"] <= 20 for entry in ENTRIES)
    assert [key for key, count in Counter(entry["key"] for entry in ENTRIES).items() if count > 1] == []


def test_every_skill_exists_and_every_skill_is_asked_about():
    assert {skill for entry in ENTRIES for skill in entry["skills"]} <= SKILLS
    asked = Counter(question["skills"][0] for question in QUESTIONS if question["kind"] == "competency")
    assert SKILLS - set(asked) == set()


def test_for_every_skill_some_questions_are_public_and_some_are_not():
    public = [question for question in QUESTIONS if question["is_public"]]
    kept = [question for question in QUESTIONS if not question["is_public"]]
    assert len(public) >= 30
    assert SKILLS - {skill for question in public for skill in question["skills"]} == set()
    assert SKILLS - {question["skills"][0] for question in kept if question["kind"] == "competency"} == set()
    assert not any(question["kind"] == "reference" for question in public)
    assert len([play for play in ROLE_PLAYS if not play["is_public"]]) >= 10


def test_every_text_is_written_in_every_language():
    assert [place for place, text in TEXTS if list(text) != list(WRITTEN)] == []
    assert [
        place for place, text in TEXTS if not all(one.strip() == one and one for one in text.values())
    ] == []


@pytest.mark.parametrize("language", WRITTEN)
def test_no_text_stands_twice(language):
    counted = Counter(text[language] for place, text in TEXTS if not place.endswith("persona.name"))
    assert [text for text, count in counted.items() if count > 1] == []


def test_nobody_shouts_and_placeholders_are_the_same_in_every_language():
    for place, text in TEXTS:
        assert not any("!" in one for one in text.values()), place
        found = [sorted(PLACEHOLDER.findall(one)) for one in text.values()]
        assert found[0] == found[1] == found[2], place


def test_questions_are_questions_in_every_language():
    """Where English asks, the others ask; where it tells, they tell."""
    for place, text in TEXTS:
        if not place.startswith("play_"):
            assert len({one.count("?") > 0 for one in text.values()}) == 1, place


def test_each_language_is_itself():
    offences = [
        f"{place}: {text['sr-latn']}" for place, text in TEXTS if CROATIAN_ONLY.search(text["sr-latn"])
    ]
    offences += [f"{place}: {text['hr']}" for place, text in TEXTS if SERBIAN_ONLY.search(text["hr"])]
    assert offences == []


def test_serbian_turns_into_cyrillic_without_foreign_letters():
    for place, text in TEXTS:
        cyrillic = to_cyrillic(text["sr-latn"])
        assert re.findall(r"[A-Za-zčćžšđ]{2,}", cyrillic) == [], place
