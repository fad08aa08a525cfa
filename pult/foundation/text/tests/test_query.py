"""What people type into the search field, and what the database is asked."""

import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pult.foundation.text.analyser import key
from pult.foundation.text.query import LONGEST_TEXT, MOST_UNITS, Phrase, Query, Without, Word, parse
from pult.foundation.text.vector import Weight

KEYS = {word: f"'{key(word)}'" for word in "povrat novca zamjena kartica račun струја order".split()}  # noqa: SIM905


def test_a_query_may_ask_for_titles_only():
    asked_of_titles = replace(parse('-kartica "povrat novca" zamj', is_typing=True), weight=Weight.TITLE)
    printed = asked_of_titles.tsquery
    assert printed.count(":A") + printed.count(":*A") == printed.count("'") / 2 == 5


def asked(text: str, **options: bool) -> str:
    printed = parse(text, **options).tsquery
    for word, literal in KEYS.items():
        printed = printed.replace(literal, word)
    return printed


@pytest.mark.parametrize(
    ("typed", "tsquery"),
    [
        ("povrat novca", "povrat & novca"),
        ("POVRATA novcem", "povrat & novca"),
        ('"povrat novca"', "(povrat <-> novca)"),
        ("„povrat novca“", "(povrat <-> novca)"),
        ("«povrat novca»", "(povrat <-> novca)"),
        ('"povrat novca', "(povrat <-> novca)"),
        ("povrat -kartica", "povrat & !kartica"),
        ('povrat -"novca kartica"', "povrat & !(novca <-> kartica)"),
        ("povrat OR zamjena novca", "(povrat | zamjena) & novca"),
        ("povrat ILI zamjena ИЛИ novca", "(povrat | zamjena | novca)"),
        ("povrat | zamjena", "(povrat | zamjena)"),
        ("povrat or zamjena", "povrat & zamjena"),
        ("povrat OR", "povrat"),
        ("OR povrat", "povrat"),
        ("povrat OR -novca", "povrat & !novca"),
        ("račun za струју", "račun & струја"),
        ("povrat povrata ПОВРАТ", "povrat"),
        ("#48213", "'48213'"),
        ("INV-2024-7", "('inv' <-> '2024' <-> '7')"),
        ("povrat-novca", "(povrat <-> novca)"),
        ("za i u", "'za' & 'i' & 'u'"),
        ('"račun za"', "(račun <-> 'za')"),
        ("-povrat", ""),
        ("za -povrat", "'za' & !povrat"),
        ("", ""),
        ('  ?! -- "" | \'', ""),
        ("it's :* & ! ( <-> \\ order", "order"),
        ('"it\'s" order', "('it' <-> 's') & order"),
    ],
)
def test_what_is_typed_becomes_a_tsquery(typed, tsquery):
    assert asked(typed) == tsquery


@pytest.mark.parametrize(
    ("typed", "tsquery"),
    [
        ("povrat naru", "povrat & ('nar' | 'naru':*)"),
        ("povrat ", "povrat"),
        ("po", "'po'"),
        ("povrat 482", "povrat & ('482' | '482':*)"),
        ("mlije", "('mlij' | 'mlije':* | 'mle':*)"),
        ('"povrat novca"', "(povrat <-> novca)"),
    ],
)
def test_while_typing_the_last_word_may_be_unfinished(typed, tsquery):
    assert asked(typed, is_typing=True) == tsquery


def test_a_star_says_that_the_word_goes_on():
    assert parse("nar* povrat").terms[0] == Word("nar", ("nar",))
    assert parse("na*").terms == (Word("na"),)


def test_what_is_unwanted_is_not_highlighted():
    query = parse('povrat OR zamjena "na karticu" -novca')
    assert query.wanted == (Word(key("povrat")), Word(key("zamjena")), Phrase((key("na"), key("karticu"))))
    assert query.terms[-1] == Without(Word(key("novca")))


def test_long_questions_are_cut():
    assert len(parse(" ".join(f"x{number}" for number in range(500))).terms) == MOST_UNITS
    assert len(parse("x" * 10_000 * LONGEST_TEXT).tsquery) < LONGEST_TEXT


def test_an_empty_query_says_so():
    assert Query().is_empty
    assert parse("-povrat").is_empty
    assert not parse("povrat").is_empty


KEY = r"!?'[^\W_]+'(?::\*)?"
ROW = re.compile(rf"{KEY}(?: (?:<->|&|\|) {KEY})*")
BRACKETS = re.compile(rf"\(({ROW.pattern})\)")


def is_tsquery(text: str) -> bool:
    """Keys with operators between them; what stands in brackets counts as one key."""
    before = None
    while before != text:
        before, text = text, BRACKETS.sub("'x'", text)
    return not text or ROW.fullmatch(text) is not None


@given(st.text(), st.booleans())
@example("0 | 000", True)
def test_nothing_typed_is_wrong(text, is_typing):
    query = parse(text, is_typing=is_typing)
    assert is_tsquery(query.tsquery)
    assert query.is_empty == (query.tsquery == "")
