"""Keys as numbers: in their places, the title apart, and hardly ever two with the same."""

from hypothesis import given
from hypothesis import strategies as st

from pult.foundation.text.analyser import key
from pult.foundation.text.codes import GAP, MOST, TITLE_END, code, codes, keys_of


def test_keys_stand_in_their_order_and_the_title_apart():
    racun, moj = key("račun"), key("moj")
    assert keys_of("Moj račun", "racun.pdf", title="Račun!") == [
        *(racun, TITLE_END),
        *(moj, racun, GAP),
        *(racun, key("pdf")),
    ]
    assert keys_of("Moj račun") == [moj, racun]
    assert keys_of("", " …! ", "račun", title=" ") == [racun]
    assert keys_of() == []


def test_the_end_of_a_very_long_text_is_left_out():
    assert len(codes(keys_of("kettle " * 40_000, title="Kettle"))) == MOST


def test_keys_of_a_whole_vocabulary_have_numbers_of_their_own():
    words = [f"{first}{second}{number}" for first in "abcdef" for second in "xyz" for number in range(5_000)]
    assert len(set(map(code, words))) == len(words)


@given(st.text(min_size=1).filter(lambda text: text != TITLE_END))
def test_a_number_fits_and_is_never_a_sign(text):
    assert -(2**31) <= code(text) < 2**31
    assert code(text) not in {code(GAP), code(TITLE_END)}
