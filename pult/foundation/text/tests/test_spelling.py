"""Places to look: found in both scripts, without suspecting names, addresses and codes."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pult.foundation.text.script import to_cyrillic
from pult.foundation.text.spelling import Slip, places, suggestions
from pult.foundation.text.tongues import WRITTEN
from tests.reference import FOLDER, needs

BANK = Path(__file__).resolve().parents[3] / "hiring" / "bank"


def words_of(text):
    return [(text[one.start : one.end], one.slip) for one in places(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nebi znao.", [("Nebi", Slip.WRITTEN_APART)]),
        ("Незнам где је.", [("Незнам", Slip.WRITTEN_APART)]),
        ("Dali ste dobili moj životopis?", [("Dali", Slip.WRITTEN_APART)]),
        ("Dali su mi sve.", []),
        ("Rado bi smo došli.", [("bi smo", Slip.WRITTEN_TOGETHER)]),
        ("Čaj , molim.", [(" ", Slip.SPACES)]),
        ("Čaj  molim.", [("  ", Slip.SPACES)]),
        ("Čaj,molim.", [(",", Slip.PUNCTUATION)]),
        ("I recieve letters.", [("recieve", Slip.UNKNOWN)]),
        ("Pišem iz tvrtke Kettle o stroju KT-20, na www.kettle.example i ana@kettle.example.", []),
        ("Želim mleko i mlijeko, кувало и чај, and some tea.", []),
        ("", []),
    ],
)
def test_what_is_a_place_to_look(text, expected):
    assert words_of(text) == expected


def test_suggestions_keep_script_and_capital():
    assert suggestions("испорка") == ("испорука",)
    assert suggestions("Tomorow") == ("Tomorrow",)
    assert suggestions("x" * 60) == ()


@given(st.text(max_size=200))
def test_no_text_breaks_it_and_places_lie_within(text):
    for one in places(text):
        assert 0 <= one.start < one.end <= len(text)


def slips():
    data = FOLDER.joinpath("language-data.md").read_text(encoding="utf-8")
    found = re.search(r"^ERR=(\{.*?\})$", data, re.DOTALL | re.MULTILINE)
    assert found is not None
    return {
        language: words.split() for language, words in re.findall(r"'([\w-]+)':\"([^\"]+)\"", found.group(1))
    }


@needs("language-data.md")
@pytest.mark.parametrize(("language", "missed"), [("hr", 1), ("sr", 0), ("sr-cyr", 0), ("en", 1)])
def test_the_slips_of_the_reference_are_found(language, missed):
    found = [word for word in slips()[language] if not places(f"a {word}")]
    assert len(found) <= missed, found


def right_words(language):
    """The words of the question bank: somebody has read them, so hardly any should be suspected."""
    texts: list[str] = []

    def walk(value):
        if isinstance(value, dict) and set(value) >= set(WRITTEN):
            texts.append(str(value[language]))
        elif isinstance(value, dict | list):
            for one in value.values() if isinstance(value, dict) else value:
                walk(one)

    for file in sorted(BANK.glob("*.json")):
        walk(json.loads(file.read_text(encoding="utf-8")))
    return texts


@pytest.mark.parametrize("language", WRITTEN)
def test_hardly_any_right_word_is_suspected(language):
    texts = right_words(language)
    many = sum(len(text.split()) for text in texts)
    suspected = [words for text in texts for words in words_of(text)]
    assert len(suspected) / many < 0.005, suspected[:20]


def test_cyrillic_is_read_like_latin():
    texts = right_words("sr-latn")[:200]
    suspected = [words for text in texts for words in words_of(to_cyrillic(text))]
    assert len(suspected) / sum(len(text.split()) for text in texts) < 0.01, suspected[:20]
