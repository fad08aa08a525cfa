"""Solved conversations in which the same was said: the index leads to those that looking at all of them finds."""

from itertools import combinations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pult.assistant.queries.similar import MOST_LOOKED_AT, MOST_SINGLE, Told, alike, deciding
from pult.conversations import operations as conversations
from pult.conversations.models import MessageIndex
from pult.foundation.text.codes import code
from tests.scene import scene

VOCABULARY = ("gasket", "spout", "lid", "handle", "cord", "switch", "filter", "base")
AMONG = 1_000_000.0


@pytest.fixture
@scene
def said(kettle):
    """Solved conversations, each of which says some of the words; who asks says none of them yet."""
    for number in range(1, 25):
        words = [word for at, word in enumerate(VOCABULARY) if number * 37 >> at & 1]
        one = kettle.conversation(
            f"c{number}@example.org", subject="Hello", text=" ".join(words) or "Nothing"
        )
        conversations.solve(one, by=kettle.ana.actor)
    kettle.settle()
    return kettle.conversation("vera@example.org", subject="Hello", text="I have a question")


def exhaustive(wanted: set[int]) -> list[int]:
    """What looking at every message finds."""
    shared = {
        conversation: len(wanted & set(codes))
        for conversation, codes in MessageIndex.objects.values_list("conversation_id", "codes")
    }
    best = sorted((-count, -key) for key, count in shared.items() if count >= 2)
    return [-key for _count, key in best[:3]]


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.dictionaries(
        st.sampled_from(VOCABULARY), st.sampled_from([1.0, 50.0, 5_000.0, 20_000.0]), min_size=2
    )
)
def test_what_the_index_leads_to_is_what_looking_at_everything_finds(kettle, said, words: dict[str, float]):
    told = [Told(code(word), often) for word, often in words.items()]
    found = alike(told, actor=kettle.ana.actor, without=said, among=AMONG, limit=3)
    assert [one.conversation_id for one in found] == exhaustive({one.code for one in told})


@given(st.lists(st.floats(0, 50_000), max_size=8), st.floats(1, 10_000_000))
def test_whoever_shares_two_words_is_looked_at_while_there_is_room(often: list[float], among: float):
    words = [Told(number, one) for number, one in enumerate(often)]
    sought = deciding(words, among=among)
    pairs = {frozenset((one, other)) for one, others in sought.pairs for other in others}
    missed = [
        (one, other)
        for one, other in combinations(words, 2)
        if not {one.code, other.code} & set(sought.single) and {one.code, other.code} not in pairs
    ]
    assert sum(words[one].often for one in sought.single) <= MOST_SINGLE + 1e-6
    # Something is always sought, and what is left out would have been too much.
    assert len(words) < 2 or sought.single or sought.pairs
    if missed:
        every = sum(one.often * other.often for one, other in combinations(words, 2)) / among
        assert every + MOST_SINGLE > MOST_LOOKED_AT


@pytest.mark.django_db
def test_it_is_one_statement_and_nobody_else_is_answered(kettle, said):
    told = [Told(code(word), 1.0) for word in VOCABULARY[:3]]
    with CaptureQueriesContext(connection) as asked:
        assert alike(told, actor=kettle.ana.actor, without=said, among=AMONG, limit=3)
    assert len(asked) == 1
    assert alike(told[:1], actor=kettle.ana.actor, without=said, among=AMONG, limit=3) == []
    assert alike(told, actor=kettle.stella.actor, without=said, among=AMONG, limit=3) == []
