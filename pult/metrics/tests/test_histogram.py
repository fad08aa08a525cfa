"""Quantiles from buckets against exact ones."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pult.metrics import histogram

lengths = st.floats(histogram.SMALLEST, 1e8)
samples = st.lists(lengths, min_size=1, max_size=60)


def buckets(values):
    return histogram.added({histogram.bucket_of(value): 1} for value in values)


def exact(values, share):
    return sorted(values)[max(math.ceil(share * len(values)), 1) - 1]


@given(samples, st.sampled_from([0.1, 0.5, 0.9, 0.95, 1.0]))
def test_a_quantile_is_right_within_two_percent(values, share):
    assert histogram.quantile(buckets(values), share) == pytest.approx(exact(values, share), rel=0.0201)


@given(samples, samples)
def test_days_add_up(monday, tuesday):
    together = histogram.added([buckets(monday), buckets(tuesday)])
    assert together == buckets(monday + tuesday)


def test_what_was_taken_back_leaves_nothing():
    assert histogram.added([{7: 2}, {7: -2, 8: 1}]) == {8: 1}


def test_instant_answers_are_nothing_and_negative_ones_are_refused():
    assert histogram.quantile({histogram.bucket_of(0.1): 3}, 0.5) == 0
    with pytest.raises(ValueError, match="negative"):
        histogram.bucket_of(-1)


def test_without_values_there_is_no_median():
    assert histogram.quantile({}, 0.5) is None
    assert histogram.quantile_interval({}, 0.5) is None


def test_five_values_are_too_few_for_an_interval_of_the_median():
    assert histogram.quantile_interval(buckets([1, 2, 3, 4, 5]), 0.5) is None


@given(st.lists(lengths, min_size=10, max_size=80))
def test_the_interval_holds_the_median(values):
    interval = histogram.quantile_interval(buckets(values), 0.5)
    assert interval.low <= histogram.quantile(buckets(values), 0.5) <= interval.high
