"""The numbers of texts are fetched once and never stay behind what the texts say now."""

import math
from array import array

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from pult.knowledge import ranking
from pult.knowledge.models import TranslationIndex
from pult.knowledge.queries import numbers
from pult.knowledge.queries.libraries import fingerprint_of
from pult.knowledge.queries.numbers import Library, Shelf
from pult.knowledge.tests.asking import published


def ask(shelf: Shelf) -> tuple[Library, int]:
    """Everything that there is, and how many questions to the database it took to have it at hand."""
    with CaptureQueriesContext(connection) as asked:
        count, number = fingerprint_of(TranslationIndex.objects.all())
        library = shelf.library((count, number), TranslationIndex.objects.all)
    assert len(library.documents) == count == TranslationIndex.objects.count()
    return library, len(asked)


@pytest.mark.django_db
def test_a_text_is_fetched_once(kettle):
    published("The seal", "It drips.")
    shelf = Shelf()
    assert [ask(shelf)[1], ask(shelf)[1]] == [3, 1]
    published("The lid", "It jams.")
    with CaptureQueriesContext(connection) as asked:
        ask(shelf)
    # Of the texts themselves only the new one is fetched.
    (fetched,) = [one["sql"] for one in asked if '"codes"' in one["sql"]]
    assert fetched.count(",") <= 3
    assert ask(shelf)[1] == 1


@pytest.mark.django_db
def test_a_text_that_was_written_anew_is_fetched_again(kettle):
    published("The seal", "It drips.")
    shelf, row = Shelf(), TranslationIndex.objects.get()
    before = ask(shelf)[0].texts[row.pk]
    row.codes = ranking.fields_of("The lid", [], "It jams.")
    row.save()
    after = ask(shelf)[0].texts[row.pk]
    assert after != before
    assert after == ranking.split(array("i", row.codes))


@pytest.mark.django_db
def test_only_so_many_texts_are_kept(kettle):
    for name in ("seal", "lid", "cord"):
        published(f"The {name}", "It is broken.")
    shelf = Shelf(room=2)
    count, number = fingerprint_of(rows := TranslationIndex.objects.all())
    newest = sorted(rows.values_list("pk", flat=True))[-2:]
    assert (count, sorted(shelf.library((count, number), TranslationIndex.objects.all).documents)) == (
        3,
        newest,
    )
    assert len(shelf.texts) == 2


def test_what_words_weigh_is_reckoned_once_and_forgotten_when_it_is_much(monkeypatch):
    monkeypatch.setattr(numbers, "MOST_ENTRIES", 4)
    library = Library({1: 1}, {1: ((), (), array("i", [5, 6, 7]))})
    first = library.weigh({(5,), (6,)})
    assert library.weigh({(5,)})[5,] is first[5,]
    assert list(library.weigh({(7,)})[7,][0]) == [1]
    assert library.weights.keys() == {(7,)}


@given(
    st.lists(st.integers(1, 5), max_size=30),
    st.sets(st.lists(st.integers(1, 5), min_size=1, max_size=3).map(tuple), max_size=6),
)
def test_each_phrase_weighs_as_often_as_it_stands_there(body: list[int], phrases: set[tuple[int, ...]]):
    weights = ranking.weigh({7: ((), (), array("i", body))}, phrases)
    part = ranking.WEIGHTS[2] / (1 - ranking.BENT[2] + ranking.BENT[2] * len(body) / ranking.USUAL[2])
    for phrase in phrases:
        often = sum(tuple(body[at : at + len(phrase)]) == phrase for at in range(len(body)))
        assert sum(weights[phrase][1]) == pytest.approx(part * often)


TEXTS = st.dictionaries(
    st.integers(1, 40),
    st.tuples(*[st.lists(st.integers(2, 9), max_size=6).map(lambda one: array("i", one))] * 3),
    max_size=12,
)
MEANINGS = st.frozensets(
    st.lists(st.integers(2, 9), min_size=1, max_size=2).map(tuple), min_size=1, max_size=3
)
QUESTIONS = st.lists(
    st.builds(ranking.Wish, st.integers(2, 9), st.lists(MEANINGS, max_size=2).map(tuple)),
    unique_by=lambda wish: wish.word, max_size=5,
).map(lambda wishes: ranking.Question(tuple(wishes)))  # fmt: skip


@given(TEXTS, QUESTIONS)
def test_texts_are_ranked_as_if_each_were_looked_at_for_itself(texts, question):
    library = Library({key: key for key in texts}, texts)
    library.weigh({(2,), (3, 4)})  # what was asked before changes nothing
    found = ranking.judge(question, library.weigh(question.phrases), among=len(texts))
    plain = {key: plainly(question, texts, key) for key in texts}
    assert {one.key: one.score for one in found} == pytest.approx({k: v for k, v in plain.items() if v})
    assert [one.key for one in found] == sorted(
        (one.key for one in found), key=lambda key: (-score(found, key), key)
    )


def score(found: list[ranking.Judged], key: int) -> float:
    return next(one.score for one in found if one.key == key)


def plainly(question: ranking.Question, texts: dict[int, ranking.Fields], key: int) -> float:
    """What a text scores, reckoned text by text and meaning by meaning."""
    own = {frozenset({(wish.word,)}) for wish in question.wishes}
    total = 0.0
    for meaning in own.union(*(wish.meanings for wish in question.wishes)):
        held = {one: weight_of(meaning, fields) for one, fields in texts.items()}
        holding = sum(map(bool, held.values()))
        worth = math.log(1 + (len(texts) - holding + 0.5) / (holding + 0.5)) if holding else 0.0
        total += worth * held[key] / (ranking.ENOUGH + held[key]) * (ranking.ENOUGH + 1)
    return total


def weight_of(meaning: ranking.Meaning, fields: ranking.Fields) -> float:
    """How much of a meaning stands in the fields of a text."""
    return sum(
        weight / (1 - bent + bent * len(field) / usual)
        for phrase in meaning
        for field, weight, bent, usual in zip(
            fields, ranking.WEIGHTS, ranking.BENT, ranking.USUAL, strict=True
        )
        for at in range(len(field))
        if tuple(field[at : at + len(phrase)]) == phrase
    )
