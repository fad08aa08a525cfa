"""Estimates: few pieces pull little, old ones weigh less, and the interval says how sure one can be."""

from datetime import UTC, datetime, timedelta
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pult.skills.types import PRIOR, Estimate, Piece, Prior, course, estimate, together

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
YEAR = timedelta(days=365)


def piece(score, *, weight=1.0, age=timedelta(0)):
    return Piece(score=score, weight=weight, at=NOW - age)


@pytest.mark.parametrize(
    ("pieces", "mean", "low", "high"),
    [
        ([], 3.0, 1.236, 4.764),
        ([piece(5)], 4.0, 2.753, 5.0),
        ([piece(5), piece(5), piece(5)], 4.5, 3.618, 5.0),
        ([piece(1), piece(5)], 3.0, 1.982, 4.018),
        ([piece(4)] * 9, 3.9, 3.342, 4.458),
        ([piece(5, weight=3)], 4.5, 3.618, 5.0),
        # After a year a piece counts half: (3 + 5 / 2) / 1.5.
        ([piece(5, age=YEAR)], 3.667, 2.226, 5.0),
        ([piece(5, age=2 * YEAR), piece(5, age=2 * YEAR)], 3.667, 2.226, 5.0),
    ],
)
def test_the_formula_of_the_documents(pieces, mean, low, high):
    found = estimate(pieces, at=NOW)
    assert (round(found.mean, 3), round(found.low, 3), round(found.high, 3)) == (mean, low, high)
    assert found.count == len(pieces)


def test_what_comes_later_does_not_count_yet():
    assert estimate([piece(5, age=-YEAR)], at=NOW) == estimate([], at=NOW)


def test_another_prior_pulls_elsewhere():
    department = Prior(mean=4.0, worth=2.0, noise=0.9)
    assert estimate([piece(1)], at=NOW, prior=department).mean == pytest.approx(3.0)


scores = some.floats(1, 5)
pieces = some.lists(
    some.builds(
        lambda score, weight, days: piece(score, weight=weight, age=timedelta(days=days)),
        scores,
        some.floats(0.01, 10),
        some.integers(0, 3000),
    ),
    max_size=30,
)


@given(pieces)
def test_an_estimate_stays_within_the_scale_and_inside_its_interval(evidence):
    found = estimate(evidence, at=NOW)
    assert 1 <= found.low <= found.mean <= found.high <= 5
    assert found.deviation <= PRIOR.noise / sqrt(PRIOR.worth)


@given(pieces, scores)
def test_more_evidence_never_makes_less_sure_and_pulls_towards_itself(evidence, score):
    before, after = estimate(evidence, at=NOW), estimate([*evidence, piece(score)], at=NOW)
    assert after.deviation < before.deviation
    assert abs(after.mean - score) <= abs(before.mean - score) + 1e-9


@given(pieces)
def test_the_order_of_the_ledger_changes_nothing(evidence):
    one, other = estimate(evidence, at=NOW), estimate(evidence[::-1], at=NOW)
    assert one.mean == pytest.approx(other.mean)
    assert one.deviation == pytest.approx(other.deviation)


@given(pieces, some.integers(1, 2000))
def test_time_alone_brings_back_doubt(evidence, days):
    now, later = estimate(evidence, at=NOW), estimate(evidence, at=NOW + timedelta(days=days))
    assert later.deviation >= now.deviation
    assert abs(later.mean - PRIOR.mean) <= abs(now.mean - PRIOR.mean) + 1e-9


def test_a_course_begins_with_the_first_piece_and_ends_now():
    told = course([piece(5, age=YEAR), piece(2, age=YEAR / 2)], until=NOW, points=5)
    assert [moment for moment, _ in told] == [NOW - YEAR + YEAR / 4 * step for step in range(5)]
    assert [one.count for _, one in told] == [1, 1, 2, 2, 2]
    assert course([], until=NOW) == []
    assert [one.count for _, one in course([piece(3)], until=NOW)] == [1]
    assert [moment for moment, _ in course([piece(3, age=-YEAR)], until=NOW)] == [NOW + YEAR]


def test_several_together():
    one, other = Estimate(mean=4, deviation=0.3, count=2), Estimate(mean=2, deviation=0.4, count=1)
    assert together([(1, one), (1, other)]) == Estimate(mean=3, deviation=pytest.approx(0.25), count=3)
    assert together([(3, one), (1, other)]).mean == pytest.approx(3.5)
    assert together([]) is None
