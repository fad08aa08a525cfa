"""Which language customers write in: measured on short support messages, checked on the odd ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pult.foundation.text.language import Script, detect
from pult.foundation.text.tests import families

OURS = {"hr", "sr", "bs"}
# Language and text; "hr-ascii" and the like say that the text was typed without marks.
KNOWN = [(name.partition("-")[0], text) for name, text in families.lines("languages.txt")]
UNSEEN = list(families.lines("languages_unseen.txt"))


def group(language: str) -> str:
    return "hbs" if language in OURS else language


@pytest.mark.parametrize("messages", [KNOWN, UNSEEN], ids=["known", "unseen"])
def test_the_group_is_always_right(messages):
    assert [text for language, text in messages if detect(text).group != group(language)] == []


@pytest.mark.parametrize(("messages", "share"), [(KNOWN, 0.93), (UNSEEN, 0.9)], ids=["known", "unseen"])
def test_the_language_is_mostly_right(messages, share):
    right = [text for language, text in messages if detect(text).language == language]
    assert len(right) >= share * len(messages)


@pytest.mark.parametrize(("messages", "share"), [(KNOWN, 0.97), (UNSEEN, 0.9)], ids=["known", "unseen"])
def test_what_is_known_of_the_writer_helps(messages, share):
    right = [text for language, text in messages if (detect(text, default="hr").language or "hr") == language]
    assert len(right) >= share * len(messages)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Gdje je moj paket?", "hr"),
        ("gdje je moj paket", "hr"),
        ("Gde je moj paket?", "sr"),
        ("Где је мој пакет?", "sr"),
        ("Šta da radim, prije dva dana sam platio 20 KM", "bs"),
        ("Where is my parcel?", "en"),
        ("Wo ist mein Paket?", "de"),
    ],
)
def test_one_sentence_in_each_language(text, language):
    assert detect(text).language == language


def test_without_evidence_the_variant_stays_open():
    found = detect("Molim odgovor.")
    assert (found.group, found.variant, found.language) == ("hbs", "", "")


def test_between_equals_the_known_language_wins():
    text = "Gdje mogu naći broj?"
    assert detect(text).language == "hr"
    assert detect(text, default="bs").language == "bs"
    assert detect(text, default="sr").language == "hr"


@pytest.mark.parametrize(
    "text", ["", "   ", "48213", "?!", "https://primer.example/a/b", "ana@primer.example"]
)
def test_nothing_to_judge_by(text):
    found = detect(text)
    assert (found.script, found.language, found.confidence) == (Script.NONE, "", 0.0)


def test_addresses_and_codes_do_not_count():
    text = "Мој налог је ana.anic@primer.example, види https://shop.example/where/is/my/order?id=INV-2024"
    assert detect(text).script is Script.CYRILLIC
    assert detect(text).language == "sr"


def test_more_text_makes_it_surer():
    short, long = (
        "Hvala.",
        "Hvala lijepa, uređaj je stigao i radi, riješili ste sve moje probleme u tjedan dana.",
    )
    assert detect(short).confidence < detect(long).confidence


@given(st.text())
def test_any_text_gives_an_answer(text):
    found = detect(text)
    assert 0.0 <= found.confidence <= 1.0
    assert (found.script is Script.NONE) == (found.group == "")
