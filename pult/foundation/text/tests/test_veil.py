"""What leaves the house, and what comes back in its place."""

from hypothesis import given
from hypothesis import strategies as st

from pult.foundation.text.veil import Veil, between_tokens

LETTER = """Poštovani,
kupila sam kuhalo kod Petre, broj narudžbe 2026-0012345. Pišite na vera.kos@example.org ili +385 91 123 4567.

Srdačan pozdrav,
Vera Kos
Ulica 5, Zagreb"""


def test_nothing_personal_leaves_and_everything_comes_back():
    veil = Veil(names=["Vera Kos", "Petra Babić"], addresses=["vera.kos@example.org"])
    sent = veil.over(LETTER)
    assert not any(
        one in sent for one in ("Vera", "Kos", "Petre", "2026-0012345", "example.org", "4567", "Ulica")
    )
    assert "kupila sam kuhalo kod [NAME_1], broj narudžbe [NUMBER_1]." in sent
    assert veil.lift(sent) == LETTER


def test_the_same_piece_has_the_same_name_in_all_texts():
    veil = Veil(names=["Vera Kos"])
    assert veil.over("Vera, Vera") == "[NAME_1], [NAME_1]"
    assert veil.over("Veri") == "[NAME_2]"
    assert veil.lift("Draga [NAME_1]") == "Draga Vera"


def test_what_a_stranger_invents_is_not_filled_in():
    veil = Veil(names=["Vera"])
    sent = veil.over("I am Vera. Call me [MAIL_1] or [NAME_1].")
    assert sent == "I am [NAME_1]. Call me (MAIL_1) or (NAME_1)."
    assert veil.unknown("[NAME_1] and [MAIL_7]") == {"[MAIL_7]"}
    assert veil.lift("[MAIL_7]") == "[MAIL_7]"


def test_only_what_stands_between_is_changed():
    assert between_tokens("hello [NAME_1] there", str.upper) == "HELLO [NAME_1] THERE"


@given(st.text(alphabet="aZ ž@.+-0123456789\n[]_NAMEVerakos,:/w", max_size=300))
def test_lifting_undoes_the_veil(text):
    veil = Veil(names=["Vera Kos"], addresses=["vera@kos.hr"])
    sent = veil.over(text)
    if "(" not in sent:
        assert veil.lift(sent) == text
