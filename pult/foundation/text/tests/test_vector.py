"""What is kept of a text, within the limits of the database."""

from pult.foundation.text.analyser import key
from pult.foundation.text.vector import MOST_BYTES, MOST_PLACES, MOST_TOKENS, Section, Weight, vector


def test_keys_carry_their_places_and_the_title_its_weight():
    literal = vector(Section("Račun", Weight.TITLE), Section("Gdje je moj račun?"))
    racun = key("račun")
    assert f"'{racun}':1A,7" in literal
    assert f"'{key('gdje')}':4" in literal


def test_an_empty_text_gives_an_empty_vector():
    assert vector() == vector(Section("")) == vector(Section(" …! ")) == ""


def test_a_word_repeated_for_ever_is_counted_256_times():
    literal = vector(Section("kettle " * 5_000))
    assert literal.count(",") == MOST_PLACES - 1


def test_the_end_of_a_very_long_text_is_left_out():
    literal = vector(Section(" ".join(f"w{number}" for number in range(40_000))))
    assert literal.count("'") == 2 * MOST_TOKENS


def test_a_vector_stays_under_one_megabyte():
    literal = vector(Section(" ".join(f"{number:05}" + "字" * 50 for number in range(14_000))))
    assert len(literal.encode()) < 1.2 * MOST_BYTES
