"""How often the right article is found: in a small set of our own always, in the reference set where it is at hand."""

import pytest

from pult.knowledge import operations
from pult.knowledge.queries import finding
from pult.knowledge.tests import asking
from pult.knowledge.types import ANYBODY
from tests.reference import needs

pytestmark = pytest.mark.django_db


def test_our_own_questions_find_their_articles():
    operations.renew_concepts()
    first, third = asking.recall(*asking.own_set())
    assert first >= 0.75
    assert third >= 0.9


@needs(asking.REFERENCE)
def test_the_reference_questions_find_their_articles():
    operations.renew_concepts()
    articles, asked, held = asking.reference_set()
    first, third = asking.recall(articles, asked)
    assert (first, third) >= (0.6, 0.8)
    first, third = asking.recall(articles, held)
    assert first >= 0.50
    assert third >= 0.62


@pytest.mark.parametrize(
    "words",
    [
        "Koliko je visok Mount Everest?",
        "best pizza with mushrooms",
        "dinamo hajduk rezultat",
        "Напиши песму о мору",
    ],
)
def test_what_is_not_our_business_is_never_answered_with_confidence(words: str):
    operations.renew_concepts()
    asking.own_set()
    found = finding.find(words, reader=ANYBODY, language="en")
    assert not any(one.is_confident for one in found)
