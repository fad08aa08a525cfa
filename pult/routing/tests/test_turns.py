"""Whose turn it is."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pult.routing.turns import Candidate, whose_turn

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def somebody(member_id, *, load=0, capacity=2, languages=("en",), ago=None):
    return Candidate(
        member_id=member_id,
        capacity=capacity,
        load=load,
        languages=frozenset(languages),
        last_given_at=None if ago is None else NOON - timedelta(minutes=ago),
    )


def test_nobody_is_nobodys_turn():
    assert whose_turn([]) is None


def test_whoever_has_waited_longest_is_next():
    ana, lea = somebody(1, ago=5), somebody(2, ago=50)
    assert whose_turn([ana, lea]) == lea


def test_somebody_who_never_had_a_turn_is_before_everybody():
    assert whose_turn([somebody(1, ago=500), somebody(2)]).member_id == 2


def test_somebody_full_is_passed_over():
    assert whose_turn([somebody(1, load=2), somebody(2, ago=1)]).member_id == 2
    assert whose_turn([somebody(1, load=2)]) is None


def test_a_speaker_comes_first_in_whatever_script():
    ana, vuk = somebody(1), somebody(2, languages=("sr",), ago=1)
    assert whose_turn([ana, vuk], language="sr-latn") == vuk
    assert whose_turn([ana, vuk], language="hu") == ana


def test_a_full_speaker_does_not_hold_up_the_customer():
    ana, vuk = somebody(1), somebody(2, languages=("sr",), load=2)
    assert whose_turn([ana, vuk], language="sr") == ana


@given(st.integers(1, 6), st.integers(1, 40))
def test_turns_go_round(people, conversations):
    given_to, last = [], dict.fromkeys(range(people))
    for turn in range(conversations):
        chosen = whose_turn(
            Candidate(member_id=one, capacity=99, load=0, languages=frozenset(), last_given_at=last[one])
            for one in range(people)
        )
        last[chosen.member_id] = NOON + timedelta(seconds=turn)
        given_to.append(chosen.member_id)
    assert given_to == [turn % people for turn in range(conversations)]
