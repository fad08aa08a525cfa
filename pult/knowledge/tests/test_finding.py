"""Finding: only what the reader may read, in their language and script, and nothing breaks whatever is typed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pult.customers.models import Company
from pult.foundation.actors import SYSTEM
from pult.knowledge import operations
from pult.knowledge.models import Concept, Gap, Search, TranslationIndex
from pult.knowledge.queries import finding
from pult.knowledge.tests.asking import published
from pult.knowledge.types import ANYBODY, DocumentKind, Reader

pytestmark = pytest.mark.django_db


def titles(text: str, *, reader: Reader = ANYBODY, language: str = "en", **how: object) -> list[str]:
    return [one.translation.title for one in finding.find(text, reader=reader, language=language, **how)]


def test_each_reader_finds_only_what_they_may_read(kettle):
    firm = Company.objects.create(name="Grand Hotel")
    for title, audience in [
        ("Public seal", "public"),
        ("Customer seal", "customers"),
        ("Hotel seal", "group"),
    ]:
        published(title, "About the seal.", audience=audience, groups=[firm])
    every = (DocumentKind.ARTICLE, DocumentKind.HANDBOOK)
    for title, department in [("House seal", None), ("Support seal", kettle.support)]:
        audience = "department" if department else "staff"
        published(title, "About the seal.", kind="handbook", audience=audience, department=department)
    outside = {"Public seal", "Customer seal", "Hotel seal"}
    seen = {
        "nobody": (ANYBODY, {"Public seal"}),
        "customer": (Reader(customer_id=7), {"Public seal", "Customer seal"}),
        "hotel": (Reader(customer_id=7, groups=frozenset({firm.pk})), outside),
        "ana": (Reader(actor=kettle.ana.actor), outside | {"House seal", "Support seal"}),
        "stella": (Reader(actor=kettle.stella.actor), outside | {"House seal"}),
    }
    for name, (reader, expected) in seen.items():
        assert set(titles("seal", reader=reader, kinds=every, limit=9)) == expected, name
        shown = finding.suggest("sea", reader=reader, language="en", kinds=every, limit=9)
        assert {one.translation.title for one in shown} == expected, name


def test_what_is_withdrawn_is_found_no_longer_and_drafts_never(kettle):
    article = published("The seal", "It drips.")
    operations.write("The seal of the lid", by=SYSTEM, body="A draft.")
    assert titles("seal") == ["The seal"]
    operations.withdraw(article, by=SYSTEM)
    assert titles("seal") == []
    kettle.settle()
    assert not TranslationIndex.objects.exists()


def test_a_publication_is_found_by_its_words_and_by_how_it_is_also_asked(kettle):
    article = operations.write("Descaling", by=SYSTEM, body="Citric acid.", also_asked=["flakes in my tea"])
    operations.publish(article, by=SYSTEM)
    kettle.settle()
    assert titles("flakes") == titles("citric") == ["Descaling"]
    operations.save_draft(article, by=SYSTEM, title="Descaling", body="Vinegar.")
    operations.publish(article, by=SYSTEM)
    kettle.settle()
    assert titles("citric") == []
    assert titles("vinegar") == ["Descaling"]


def test_the_title_counts_more_than_the_text():
    published("Cleaning", "Mind the warranty.")
    published("Warranty", "Two years.")
    assert titles("warranty") == ["Warranty", "Cleaning"]


def test_who_reads_cyrillic_gets_a_latin_article_in_cyrillic():
    published("Kuvalo curi", "Proverite **zaptivku** poklopca.", "sr-latn")
    [found] = finding.find("кувало цури", reader=ANYBODY, language="sr")
    assert (found.translation.title, found.is_foreign) == ("Кувало цури", False)
    assert "<mark>цури</mark>" in found.title
    assert "заптивку" in found.passage


def test_words_that_mean_the_same_lead_across_languages_and_it_is_said():
    operations.write_concept(["password", "lozinka", "šifra"], by=SYSTEM)
    published("Zaboravljena lozinka", "Link za novu vrijedi sat vremena.", "hr")
    [found] = finding.find("my password", reader=ANYBODY, language="en")
    assert (found.translation.language, found.is_foreign) == ("hr", True)
    assert "<mark>lozinka</mark>" in found.title
    english = operations.translate(found.translation.document, "en", by=SYSTEM, title="Password", body="x")
    operations.publish(english, by=SYSTEM)
    operations.index_document(english.document_id)
    [found] = finding.find("lozinka", reader=ANYBODY, language="en")
    assert (found.translation.title, found.is_foreign) == ("Password", False)


def test_an_expression_means_the_same_only_as_a_whole():
    operations.write_concept(["opening hours", "radno vrijeme"], by=SYSTEM)
    published("Kada radimo", "Radno vrijeme je od 8 do 20.", "hr")
    assert titles("opening hours", language="hr") == ["Kada radimo"]
    assert titles("rush hours", language="hr") == []


def test_confidence_follows_the_threshold_that_is_stored():
    published("Descaling the kettle", "Citric acid.")
    published("Shipping", "By courier.")
    assert finding.find("descaling kettle", reader=ANYBODY, language="en")[0].is_confident
    assert not finding.find("descaling of unicorns and dragons on Mars", reader=ANYBODY, language="en")[
        0
    ].is_confident
    operations.change_certainty(1.0, by=SYSTEM)
    assert not finding.find("descaling kettle", reader=ANYBODY, language="en")[0].is_confident


def test_a_search_is_remembered_and_what_finds_nothing_is_a_gap():
    published("Descaling", "Citric acid.")
    for words in ("descaling", "Rounded handles?", "a rounded HANDLE"):
        titles(words, record="centre")
    assert list(Search.objects.order_by("pk").values_list("found", flat=True)) == [1, 0, 0]
    gap = Gap.objects.get()
    assert (gap.question, gap.count, gap.source) == ("Rounded handles?", 2, "search")
    titles("!!!", record="centre")
    assert Search.objects.count() == 3


def test_shipped_words_are_renewed_but_what_the_house_wrote_stays():
    operations.renew_concepts()
    assert Concept.objects.count() > 100
    first, second = Concept.objects.order_by("pk")[:2]
    operations.change_concept(first, ["order", "commande"], by=SYSTEM)
    operations.remove_concept(second, by=SYSTEM)
    operations.renew_concepts()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.words, second.words) == (["order", "commande"], [])
    own = operations.write_concept(["kettle", " kotao "], by=SYSTEM)
    assert own.words == ["kettle", "kotao"]
    operations.remove_concept(own, by=SYSTEM)
    assert not Concept.objects.filter(pk=own.pk).exists()


@pytest.mark.parametrize("count", [3, 30])
def test_a_search_costs_the_same_among_few_and_many(count: int):
    for number in range(count):
        published(f"Kettle {number}", f"A kettle that boils {number}.")
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert finding.find("kettle boils", reader=ANYBODY, language="en")
        costs.append(len(asked))
    # The first search of a process fetches what it compares with.
    assert costs == [7, 5]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200))
def test_whatever_is_typed_gives_an_answer(text: str):
    finding.find(text, reader=ANYBODY, language="sr", record="centre")
    finding.suggest(text, reader=ANYBODY, language="hr")


@pytest.mark.parametrize(
    "text",
    [
        "' OR 1=1 --",
        "'':*",
        "!!! & | <->",
        "<script>alert(1)</script>",
        "\x00",
        "𝕜𝕖𝕥𝕥𝕝𝕖",
        "a " * 5000,
        "kettle" * 3000,
        "%s %(x)s",
    ],
    ids=range(9),
)
def test_hostile_queries_find_nothing_or_something_but_never_break(text: str):
    published("<b>Kettle</b> & co", "<script>alert('kettle')</script> boils.")
    for one in [
        *finding.find(text, reader=ANYBODY, language="en", record="centre"),
        *finding.suggest(text, reader=ANYBODY, language="en"),
    ]:
        assert "<script" not in one.passage
        assert "<b>" not in one.title
