"""Answers in JSON, taken apart."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from pult.panels import answers
from pult.panels.errors import BadPiece
from pult.panels.types import Piece, Shape

from .shop import KNOWN, PIECES

PLACES = st.lists(
    st.builds(
        Piece,
        label=st.just("x"),
        where=st.sampled_from(["a", "a.b", "a[].b", "a[].b.c", "b", "b[].a", "a.0"]),
        shape=st.sampled_from(list(Shape)),
    ),
    max_size=5,
)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10)
ANSWERS = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["a", "b", "c", "url", "text", "amount", "currency"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


def cell(value, shape):
    (line,) = answers.shown({"a": value}, [Piece(label="A", where="a", shape=shape)]).lines
    return line.cell


@pytest.mark.parametrize(
    ("value", "shape", "text"),
    [
        ("17", Shape.NUMBER, "17"),
        (1234567.25, Shape.NUMBER, "1,234,567.25"),
        (12.5, Shape.MONEY, "12.50"),
        ("12.5 EUR", Shape.MONEY, "12.50 EUR"),
        ({"amount": "3", "currency": "RSD"}, Shape.MONEY, "3.00 RSD"),
        ("on request", Shape.MONEY, "on request"),
        ("someday", Shape.DATE, "someday"),
        (True, Shape.TEXT, "Yes"),
        (["a", "b", {}], Shape.TEXT, "a, b"),
        ({"text": "Gold"}, Shape.BADGE, "Gold"),
        ("NaN", Shape.NUMBER, "NaN"),
        ({"url": "javascript:alert(1)", "text": "Open"}, Shape.LINK, "Open"),
    ],
)
def test_a_value_is_shown_as_what_it_is(value, shape, text):
    with translation.override("en"):
        assert cell(value, shape).text == text


def test_only_addresses_of_the_web_are_links():
    assert cell("https://shop.example/1", Shape.LINK).href == "https://shop.example/1"
    for bad in (
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "https://",
        "https:\\\\a",
        "mailto:a@b.c",
    ):
        assert cell(bad, Shape.LINK).href == ""


def test_a_list_becomes_a_table_and_empty_places_are_named():
    found = answers.shown(KNOWN, [*PIECES, Piece(label="Phone", where="customer.phone")])
    assert [line.cell.tone for line in found.lines] == ["good"]
    (table,) = found.tables
    assert table.heads == ("Order", "Total")
    assert [row[0].href for row in table.rows] == ["https://shop.example/1", ""]
    assert found.empty == ("customer.phone",)
    assert answers.shown({}, PIECES).is_nothing
    many = answers.shown({"orders": [{"number": n} for n in range(40)]}, PIECES[1:2]).tables[0]
    assert (len(many.rows), many.left_out) == (25, 15)


@pytest.mark.parametrize("where", ["", "a..b", "a[]", "a[].b[].c", "$.a", "a b", "a[0]"])
def test_places_that_cannot_be_read_are_refused(where):
    with pytest.raises(BadPiece):
        answers.check([Piece(label="A", where=where)])


@given(ANSWERS, PLACES)
def test_no_answer_is_too_odd(answer, pieces):
    found = answers.shown(answer, pieces)
    for one in [line.cell for line in found.lines] + [c for t in found.tables for r in t.rows for c in r]:
        one.text.encode()
        assert not one.href or one.href.startswith(("http://", "https://"))
