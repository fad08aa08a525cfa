"""The analyser, the query and PostgreSQL together, on a real database."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models
from django.db.migrations.state import ProjectState
from django.db.models import F
from django.test.utils import isolate_apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pult.foundation.text import frequency
from pult.foundation.text.codes import codes, keys_of
from pult.foundation.text.fields import (
    STATISTICS,
    CodesField,
    Looked,
    Title,
    TsVectorField,
    holding,
    set_statistics,
)
from pult.foundation.text.query import Query, parse
from pult.foundation.text.vector import Section, Weight, vector

pytestmark = pytest.mark.django_db

TABLE = "text_test_index"
LETTERS = [
    ("Račun za siječanj", "Poštovani, nisam dobio račun."),
    ("Рачун за јануар", "Поштовани, нисам добила рачун, молим повраћај новца."),
    ("Broken kettle", "My kettle leaks. Order 48213."),
    ("Povrat novca", "Molim povrat na karticu."),
    ("Karta", "Novca nema, povrat ne stiže."),
]


@pytest.fixture
def index() -> Iterator[Any]:
    with isolate_apps("pult.foundation"):

        class Index(models.Model):
            vector = TsVectorField()

            class Meta:
                app_label = "foundation"
                db_table = TABLE
                indexes = [GinIndex(fields=["vector"], name="text_test_index_vector")]

        with connection.schema_editor() as editor:
            editor.create_model(Index)
        frequency.forget()
        yield Index
        frequency.forget()


@pytest.fixture
def letters(index):
    index.objects.bulk_create(
        index(pk=number, vector=vector(Section(subject, Weight.TITLE), Section(body)))
        for number, (subject, body) in enumerate(LETTERS)
    )
    return index


FOUND = [
    ("racuna", {0, 1}),
    ("РАЧУНОМ", {0, 1}),
    ("račun повраћај", {1}),
    ("račun -novac", {0}),
    ("kettles", {2}),
    ("48213", {2}),
    ("482*", {2}),
    ("povrat novca", {3, 4}),
    ('"povrat novca"', {3}),
    ("kettle OR kartica", {2, 3}),
    ('"broken kettle my"', set()),  # the subject ends before the text begins
    ("kakadu", set()),
    ("", set()),
]


@pytest.fixture
def numbered() -> Iterator[Any]:
    with isolate_apps("pult.foundation"):

        class Numbered(models.Model):
            codes = CodesField()

            class Meta:
                app_label = "foundation"
                db_table = "text_test_numbered"
                indexes = [GinIndex(fields=["codes"], name="text_test_numbered_codes")]

        with connection.schema_editor() as editor:
            editor.create_model(Numbered)
        Numbered._default_manager.bulk_create(
            Numbered(pk=number, codes=codes(keys_of(body, title=subject)))
            for number, (subject, body) in enumerate(LETTERS)
        )
        frequency.forget()
        yield Numbered
        frequency.forget()


@pytest.mark.parametrize(("typed", "found"), FOUND)
def test_what_is_found(letters, typed, found):
    assert set(letters.objects.filter(vector__matches=parse(typed)).values_list("pk", flat=True)) == found


@pytest.mark.parametrize(("typed", "found"), FOUND)
@pytest.mark.parametrize("by_index", [True, False])
def test_numbers_find_what_vectors_find(numbered, typed, found, by_index):
    asked = parse(typed)
    asked = asked.spelt_out({key for text in LETTERS for key in keys_of(*text)} if asked.beginnings else ())
    condition = holding(asked) if by_index or not found else Looked(holding(asked))
    assert set(numbered.objects.filter(condition).values_list("pk", flat=True)) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [("račun", {0, 1}), ("račun siječanj", {0}), ("novac", {3}), ('"povrat novca"', {3}), ("order", set())],
)
def test_titles_are_told_from_texts(numbered, typed, found):
    titled = numbered.objects.annotate(title=Title(F("codes"))).filter(holding(parse(typed), "title"))
    assert set(titled.values_list("pk", flat=True)) == found


def test_a_text_of_the_user_is_never_taken_for_a_query(letters):
    with pytest.raises(TypeError):
        letters.objects.filter(vector__matches="račun").exists()


def test_a_vector_can_be_written_again(letters):
    letters.objects.filter(pk=2).update(vector=vector(Section("čajnik")))
    assert letters.objects.get(vector__matches=parse("чајници")).pk == 2


def test_the_column_keeps_many_statistics(index):
    step = set_statistics(TABLE)
    state = ProjectState()
    with connection.schema_editor() as editor:
        step.database_forwards("foundation", editor, state, state)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attstattarget FROM pg_attribute WHERE attrelid = %s::regclass AND attname = 'vector'",
            [TABLE],
        )
        assert cursor.fetchone() == (STATISTICS,)


def analyse() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {TABLE}")
    frequency.forget()


def test_frequent_and_rare_words_are_told_apart(index):
    index.objects.bulk_create(
        index(pk=number, vector=vector(Section("kettle čajnik" if number % 2 else "kettle računalo")))
        for number in range(4_000)
    )
    index.objects.bulk_create([index(pk=9_999, vector=vector(Section("kettle kakadu")))])
    analyse()
    known = frequency.frequencies(index)
    assert known.rows == 4_001
    assert known.share(parse("kettle")) == pytest.approx(1.0)
    assert known.share(parse("чајник")) == pytest.approx(0.5, abs=0.01)
    assert known.share(parse("čaj*")) == pytest.approx(0.5, abs=0.01)
    assert known.share(parse("kettle -čajnik")) == pytest.approx(0.5, abs=0.01)
    assert known.share(parse("čajnik OR računalo")) == pytest.approx(1.0, abs=0.01)
    assert known.share(parse('"kettle čajnik"')) == pytest.approx(0.05, abs=0.01)
    assert known.is_frequent(parse("čajnik"), limit=20)
    assert not known.is_frequent(parse("kakadu"), limit=20)
    assert not known.is_frequent(parse("papagaj"), limit=20)
    assert not known.is_frequent(Query(), limit=20)


def test_the_frequency_of_numbers_is_known_too(numbered):
    numbered.objects.bulk_create(
        numbered(pk=number, codes=codes(keys_of("kettle čajnik" if number % 2 else "kettle računalo")))
        for number in range(100, 4_000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE text_test_numbered")
    frequency.forget()
    known = frequency.frequencies(numbered, "codes")
    assert known.share(parse("kettle")) == pytest.approx(1.0, abs=0.01)
    assert known.share(parse("чајник")) == pytest.approx(0.5, abs=0.01)
    assert not known.is_frequent(parse("kakadu"), limit=20)


def test_what_is_known_is_read_once(index, django_assert_num_queries):
    with django_assert_num_queries(1):
        frequency.frequencies(index)
        frequency.frequencies(index)


def test_a_table_nobody_has_analysed_counts_every_word_as_rare(index):
    assert not frequency.frequencies(index).is_frequent(parse("kettle"), limit=20)


ANYTHING = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
SEARCHES = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(
            ['"', "-", " OR ", " ", "|", "račun", "a*", "'", "\\", ":*", "& !", "(", "x-y", "12.5"]
        )
    ).map("".join),
)


@ANYTHING
@given(typed=SEARCHES, is_typing=st.booleans())
def test_whatever_is_typed_is_a_valid_tsquery(db, typed, is_typing):
    with connection.cursor() as cursor:
        cursor.execute("SELECT numnode(%s::tsquery)", [parse(typed, is_typing=is_typing).tsquery])
        nodes = cursor.fetchone()[0]
    assert (nodes == 0) == parse(typed, is_typing=is_typing).is_empty


@ANYTHING
@given(title=st.text(), body=st.text())
def test_whatever_is_written_is_a_valid_tsvector_and_is_found(db, title, body):
    literal = vector(Section(title, Weight.TITLE), Section(body))
    query = parse(f'"{body.replace(chr(34), " ")}"')
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector @@ %s::tsquery", [literal, query.tsquery])
        found = cursor.fetchone()[0]
    assert found or query.is_empty or len(query.wanted) != 1


def test_the_longest_vectors_fit(db):
    texts = [
        "w" + " w".join(map(str, range(20_000))),
        " ".join(f"{n:05}" + "字" * 60 for n in range(15_000)),
        "a " * 9**6,
    ]
    with connection.cursor() as cursor:
        for text in texts:
            cursor.execute("SELECT length(%s::tsvector)", [vector(Section(text))])
            assert cursor.fetchone()[0] > 0
