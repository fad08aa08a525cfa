"""What foresaw what: nothing before thirty hires, then Pearson's r with its interval."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from pult.hiring.types.foretelling import ENOUGH_HIRES, validity

MARK = st.integers(1, 5).map(float)


def test_nothing_is_said_of_too_few():
    assert validity([(float(n % 5), float(n % 5)) for n in range(ENOUGH_HIRES - 1)]) is None


def test_nothing_is_said_where_nobody_differs():
    assert validity([(3.0, float(n % 5)) for n in range(40)]) is None


def test_a_known_case():
    pairs = [(float(n), float(n)) for n in range(10)] * 3 + [(float(n), 9.0 - n) for n in range(10)]
    found = validity(pairs)
    assert found is not None
    assert round(found.r, 6) == 0.5
    assert (round(found.low, 3), round(found.high, 3), found.count) == (0.223, 0.702, 40)


@given(st.lists(st.tuples(MARK, MARK), min_size=ENOUGH_HIRES, max_size=80))
def test_the_figure_lies_in_its_interval_and_the_order_does_not_matter(pairs):
    found = validity(pairs)
    if found is not None:
        assert -1 <= found.low <= found.r + 1e-6
        assert found.r - 1e-6 <= found.high <= 1
        mixed = list(pairs)
        Random(1).shuffle(mixed)
        again = validity(mixed)
        assert again is not None
        assert abs(again.r - found.r) < 1e-9
