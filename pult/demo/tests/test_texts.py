"""What the demo's people write."""

import random
import re

import pytest

from pult.demo.customers import SHARES, people
from pult.demo.wording import COLOURS, TOPICS, Slots, Voice, _texts

KINDS = ("subjects", "openings", "replies", "questions", "answers", "solutions")
GENERAL = (
    *("greetings", "closings", "agent_greetings", "agent_closings", "thanks", "again", "nudges"),
    *("notes", "transfer_notes", "good_comments", "fair_comments", "bad_comments"),
)


@pytest.mark.parametrize("language", ["hr", "sr", "en"])
def test_every_topic_has_every_sentence(language):
    texts = _texts(language)
    assert set(texts) == {*GENERAL, *TOPICS}
    for topic in TOPICS:
        assert all(texts[topic][kind] for kind in KINDS)


@pytest.mark.parametrize("language", ["hr", "sr-latn", "sr", "en"])
@pytest.mark.parametrize("topic", list(TOPICS))
@pytest.mark.parametrize("is_woman", [True, False])
def test_every_letter_can_be_written(language, topic, is_woman):
    dice = random.Random(1)
    voice = Voice(dice, language, topic, Slots.thrown(dice, language), "Ана Јовановић", is_woman)
    for _turn in range(12):
        letters = [
            voice.subject(),
            *(voice.letter(kind) for kind in ("openings", "answers")),
            *(voice.line(kind) for kind in ("thanks", "again", "nudges", "good_comments", "bad_comments")),
            *(
                voice.answer(kind, agent="Ana Horvat", is_woman=True)
                for kind in ("replies", "questions", "solutions")
            ),
        ]
        for letter in letters:
            assert not re.search(r"[\[\]{}|]", letter)
            if language == "sr":
                assert re.search("[а-ш]", letter)


def test_women_and_men_speak_as_they_do():
    dice = random.Random(1)
    slots = Slots.thrown(dice, "hr")
    said = {
        woman: {
            Voice(random.Random(n), "hr", "leak", slots, "X", woman).letter("openings") for n in range(30)
        }
        for woman in (True, False)
    }
    assert any("kupila sam" in one for one in said[True])
    assert any("kupio sam" in one for one in said[False])
    assert not any("kupio sam" in one for one in said[True])


def test_english_letters_begin_with_a_capital():
    dice = random.Random(1)
    for seed in range(30):
        voice = Voice(random.Random(seed), "en", "noise", Slots.thrown(dice, "en"), "Carl", False)
        assert voice.letter("openings").split("\n\n")[1][0].isupper()


def test_customers_are_the_same_every_time_and_speak_four_languages():
    first, again = people(random.Random(7)), people(random.Random(7))
    assert first == again
    assert len({one.email for one in first}) == 400
    assert {one.language for one in first} == set(SHARES)
    assert all(one.email.isascii() and one.email.partition("@")[2] for one in first)
    assert all(re.search("[а-ш]", one.name) for one in first if one.language == "sr")
    assert set(COLOURS) == {"hr", "sr", "en"}
