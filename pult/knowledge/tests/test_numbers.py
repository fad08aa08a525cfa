"""The numbers of texts are fetched once and never stay behind what the texts say now."""

from array import array

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from pult.knowledge import ranking
from pult.knowledge.models import TranslationIndex
from pult.knowledge.queries.numbers import Shelf
from pult.knowledge.tests.asking import published


def fetches(shelf: Shelf) -> int:
    """How many questions to the database it takes to have every text at hand."""
    with CaptureQueriesContext(connection) as asked:
        assert len(shelf.candidates(TranslationIndex.objects.all())) == TranslationIndex.objects.count()
    return len(asked) - 1  # the count beside it


@pytest.mark.django_db
def test_a_text_is_fetched_once(kettle):
    published("The seal", "It drips.")
    shelf = Shelf()
    assert [fetches(shelf), fetches(shelf)] == [2, 1]
    published("The lid", "It jams.")
    assert [fetches(shelf), fetches(shelf)] == [2, 1]


@pytest.mark.django_db
def test_a_text_that_was_written_anew_is_fetched_again(kettle):
    published("The seal", "It drips.")
    shelf, row = Shelf(), TranslationIndex.objects.get()
    (before,) = shelf.candidates(TranslationIndex.objects.all())
    row.codes = ranking.fields_of("The lid", [], "It jams.")
    row.save()
    (after,) = shelf.candidates(TranslationIndex.objects.all())
    assert after.fields != before.fields
    assert after.fields == ranking.split(array("i", row.codes))


@pytest.mark.django_db
def test_only_so_many_texts_are_kept(kettle):
    for name in ("seal", "lid", "cord"):
        published(f"The {name}", "It is broken.")
    shelf = Shelf(room=2)
    fetches(shelf)
    assert len(shelf.texts) == 2
    assert len(shelf.candidates(TranslationIndex.objects.all())) == 3


@given(
    st.lists(st.integers(1, 5), max_size=30),
    st.sets(st.lists(st.integers(1, 5), min_size=1, max_size=3).map(tuple), max_size=6),
)
def test_each_phrase_weighs_as_often_as_it_stands_there(body: list[int], phrases: set[tuple[int, ...]]):
    held = ranking.weigh({7: ((), (), array("i", body))}, phrases)
    part = ranking.WEIGHTS[2] / (1 - ranking.BENT[2] + ranking.BENT[2] * len(body) / ranking.USUAL[2])
    for phrase in phrases:
        often = sum(tuple(body[at : at + len(phrase)]) == phrase for at in range(len(body)))
        assert held.get(phrase, {}).get(7, 0.0) == pytest.approx(part * often)
