"""How far somebody who waits is offered around."""

from hypothesis import given
from hypothesis import strategies as st

from pult.routing.reach import reach_after, steps, wider
from pult.routing.types import Reach, Rules

ALL = Rules(overflow_id=7, overflow_seconds=60, most_misses=2)


def test_the_circle_widens_with_the_clock_and_with_misses():
    assert reach_after(ALL, waited_seconds=59, misses=1) == Reach.OWN
    assert reach_after(ALL, waited_seconds=60, misses=0) == Reach.OVERFLOW
    assert reach_after(ALL, waited_seconds=0, misses=2) == Reach.OVERFLOW
    assert reach_after(ALL, waited_seconds=120, misses=0) == Reach.EVERYBODY
    assert reach_after(ALL, waited_seconds=9999, misses=99) == Reach.EVERYBODY


def test_without_an_overflow_it_stays_or_goes_to_everybody():
    assert steps(Rules(is_for_everybody=False)) == (Reach.OWN,)
    assert steps(Rules()) == (Reach.OWN, Reach.EVERYBODY)
    assert wider(ALL, Reach.OVERFLOW) == (Reach.OVERFLOW, Reach.EVERYBODY)


def test_rules_that_changed_meanwhile_lose_nobody():
    alone = Rules(is_for_everybody=False)
    assert reach_after(alone, waited_seconds=0, misses=0, so_far=Reach.EVERYBODY) == Reach.OWN
    assert wider(alone, Reach.EVERYBODY) == (Reach.OWN,)


@given(st.floats(0, 5000), st.floats(0, 5000), st.integers(0, 20), st.integers(0, 20))
def test_it_never_narrows(earlier, later, few, more):
    first = reach_after(ALL, waited_seconds=earlier, misses=few)
    after = reach_after(ALL, waited_seconds=earlier + later, misses=few + more, so_far=first)
    assert steps(ALL).index(after) >= steps(ALL).index(first)
