"""Hiding whose a text is: names in every case and both scripts, addresses, numbers, signatures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pult.foundation.text.folding import fold
from pult.foundation.text.script import to_cyrillic
from pult.hiring.masking import masked

PETRA = {"name": "Petra Kovač", "addresses": ("petra@example.org", "+385 91 234 5678")}
LETTER = "Order KT-20418 of 12.11.2026, from Carla Bergman (carla@example.org, 01 2345 678)."


@pytest.mark.parametrize(
    "said",
    [
        "Kind regards,\nPetra Kovač",
        "Lijep pozdrav\n\nPetra\nIlica 5, 10000 Zagreb",
        "Srdačan pozdrav,\nvaša Petra K.\nKettle & Co.",
        "Ja sam Petra Kovač i rado ću pomoći.",
        "Javite se Petri, Kovačevoj ili na Petrin broj.",
        "PETRA KOVAC je ovdje.",
        "Поздрав од Петре Ковач.",
        "It was Kovač's idea, says P. Kovač.",
        "Best,\nPK",
        "Hitno, P. K.",
        "П. К. вам пише",
        "Pišite na petra@example.org ili petra.kovac@gmail.com",
        "Zovite 091 234 5678 ili +385912345678.",
        "See www.petra-kovac.example and linkedin.com/in/petra-kovac or @petrak",
    ],
)
def test_nothing_tells_who_wrote_it(said):
    shown = masked(said, given=LETTER, **PETRA)
    folded = fold(shown)
    assert "petr" not in folded
    assert "kovac" not in folded
    assert "234" not in shown
    assert "Ilica" not in shown
    assert not {"PK", "P. K.", "П. К."} & {shown, *shown.splitlines()}
    assert "[hidden]" in shown


def test_what_is_everybodys_stays():
    said = (
        "Dear Carla Bergman,\n\nthank you for your letter of 12.11.2026 about KT-20418. We send it to "
        "carla@example.org. Petrol stations stay open. It costs 49.90, today at 18:30."
        "\n\nKind regards\n[team]\n\nP.S. Call 01 2345 678."
    )
    shown = masked(said, given=LETTER, **PETRA)
    assert shown == said.replace("[team]", "[hidden]")


def test_a_long_text_below_a_word_of_thanks_is_no_signature():
    said = "Hvala\n" + "Poslat ćemo vam novo kuhalo i preuzeti staro, a za štetu molimo fotografije.\n" * 3
    assert masked(said, **PETRA) == said


NAMES = st.sampled_from(["Petra Kovač", "Đorđe Šćekić", "Ana Marija Horvat", "Ljubiša Njegovan", "Ivo Žižek"])
WORDS = st.text("abcčdeijkšž ,.\n", max_size=60)


@given(NAMES, WORDS, WORDS, st.sampled_from([str, str.upper, str.lower, to_cyrillic, fold]))
def test_a_name_is_hidden_wherever_and_however_it_stands(name, before, after, spelt):
    written = " ".join(spelt(part) for part in name.split())
    shown = masked(f"{before} {written} {after}", name=name)
    left = {fold(word) for word in shown.replace("[hidden]", " ").replace(",", " ").replace(".", " ").split()}
    planted = {fold(word) for word in f"{before} {after}".replace(",", " ").replace(".", " ").split()}
    assert not (left & {fold(part) for part in name.split()}) - planted
