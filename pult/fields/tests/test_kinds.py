"""What people type becomes a value or a sentence, and a value comes back as it was."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pult.fields.errors import WrongValue
from pult.fields.parsing import parsed, written
from pult.fields.types import Kind, Shape, shown

LANGUAGES = st.sampled_from(["en", "hr", "sr", "sr-latn"])
CHOICES = ("steel", "glass", "copper")


def shape(kind, **more):
    return Shape(key="f", kind=kind, choices=CHOICES, **more)


@given(st.sampled_from(Kind), st.text(max_size=300), LANGUAGES)
def test_whatever_is_typed_is_a_value_that_comes_back_or_a_refusal(kind, typed, language):
    asked = shape(kind, decimals=2)
    try:
        value = parsed(asked, typed, language=language)
    except WrongValue:
        return
    if value is not None:
        assert parsed(asked, written(value, language=language), language=language) == value


@given(st.decimals(-(10**14), 10**14, places=4), LANGUAGES)
def test_numbers_come_back(number, language):
    asked = shape(Kind.NUMBER, decimals=4)
    assert parsed(asked, written(number, language=language), language=language) == number


@given(st.dates(), LANGUAGES)
def test_days_come_back(day, language):
    asked = shape(Kind.DAY)
    assert parsed(asked, written(day, language=language), language=language) == day


@given(st.lists(st.sampled_from(CHOICES)), LANGUAGES)
def test_several_choices_come_in_the_order_of_the_list(chosen, language):
    expected = tuple(one for one in CHOICES if one in chosen) or None
    assert parsed(shape(Kind.SEVERAL), chosen, language=language) == expected


@pytest.mark.parametrize(
    ("typed", "language", "number"),
    [("1.234,5", "hr", "1234.5"), ("1,234.5", "en", "1234.5"), ("1 234", "sr", "1234"), ("-0", "en", "0")],
)
def test_numbers_are_read_by_language(typed, language, number):
    assert parsed(shape(Kind.NUMBER, decimals=1), typed, language=language) == Decimal(number)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (Kind.NUMBER, "1.5"),
        (Kind.NUMBER, "NaN"),
        (Kind.NUMBER, "9" * 16),
        (Kind.DAY, "31. 2. 2026."),
        (Kind.LINK, "javascript:alert(1)"),
        (Kind.LINK, "https://[x"),
        (Kind.MAIL, "a@b"),
        (Kind.PHONE, "call me"),
        (Kind.ONE, "wood"),
        (Kind.SHORT, "x" * 201),
    ],
)
def test_what_makes_no_sense_is_refused(kind, typed):
    with pytest.raises(WrongValue) as no:
        parsed(shape(kind), typed, language="hr")
    assert no.value.key == "f"
    assert str(no.value)


def test_a_chain_is_shown_link_by_link():
    chain = [
        Shape(key="a", kind=Kind.YES_NO),
        Shape(key="b", kind=Kind.ONE, choices=CHOICES, other="a", when=("yes",)),
        Shape(key="c", kind=Kind.DAY, other="b", when=("glass",)),
    ]
    assert shown(chain, {}) == {"a"}
    assert shown(chain, {"a": True, "b": "glass"}) == {"a", "b", "c"}
    assert shown(chain, {"a": False, "b": "glass"}) == {"a"}
    assert shown(chain, {"a": True, "b": "steel", "c": date(2026, 1, 1)}) == {"a", "b"}
