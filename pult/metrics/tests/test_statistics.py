"""Statistics against reference values, textbooks and their own laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pult.metrics import statistics
from pult.metrics.statistics import Share
from tests.reference import entries, needs_reference

NAMES = {
    "nps_variance_per_response",
    "nps_ci_wald",
    "ces7_mean",
    "ces7_index_6_7_minus_1_3",
    "ces7_percent_5_to_7",
    "wilson_95",
    "wilson_cc_95",
    "beta_binomial_mean",
    "weighted_rating",
}
ENTRIES = entries("nps", "ces", "stats", "shrinkage", names=NAMES)

counts = st.integers(1, 5000)


def numbers(found):
    """Whatever shape an expected value has, as a flat list of numbers."""
    if isinstance(found, dict):
        return [number for key in sorted(found) for number in numbers(found[key])]
    return [number for part in found for number in numbers(part)] if isinstance(found, list) else [found]


def computed(name, given):
    match name:
        case "nps_variance_per_response":
            thirds = statistics.nps(*(round(600 * given[f"p_{kind}"]) for kind in KINDS))
            variance = thirds.standard_error**2 / 10_000 * thirds.count
            return {"nps": thirds.value / 100, "variance": variance}
        case "nps_ci_wald":
            score = statistics.nps(given["promoters"], given["passives"], given["detractors"])
            ci = [score.interval.low, score.interval.high]
            return {"nps": score.value, "se": score.standard_error, "ci": ci}
        case "wilson_95" | "wilson_cc_95":
            function = statistics.wilson if name == "wilson_95" else statistics.wilson_corrected
            interval = function(given["successes"], given["n"])
            return [interval.low, interval.high]
        case "beta_binomial_mean":
            return statistics.beta_binomial_mean(*given.values())
        case "weighted_rating":
            return statistics.weighted_rating(*given.values())
    answers = dict(enumerate(given["counts_1_to_7"], start=1))
    if name == "ces7_percent_5_to_7":
        return 100 * statistics.ces_share(answers).value
    return statistics.ces_mean(answers) if name == "ces7_mean" else statistics.ces_index(answers)


KINDS = ["promoter", "passive", "detractor"]


@needs_reference
@pytest.mark.parametrize("key", list(ENTRIES) or ["absent"])
def test_reference_value(key):
    entry = ENTRIES[key]
    found = numbers(computed(entry["name"], entry["inputs"]))
    assert found == pytest.approx(numbers(entry["expected"]), abs=entry["tolerance"])


def test_five_of_five_is_no_proof():
    assert statistics.wilson(5, 5).low == pytest.approx(0.5655, abs=1e-4)


def test_teams_are_pooled_and_never_averaged():
    assert statistics.pooled([Share(9, 10), Share(1, 100)]).value == pytest.approx(10 / 110)


def test_satisfied_means_four_or_five_and_strange_answers_do_not_count():
    share = statistics.csat({1: 2, 2: 1, 3: 1, 4: 3, 5: 3, 9: 40, 0: 5})
    assert (share.hits, share.of) == (6, 10)


def test_without_answers_there_is_no_figure():
    assert statistics.csat({}).value is None
    assert statistics.csat({}).interval is None
    assert statistics.nps(0, 0, 0) is None
    assert statistics.nps_adjusted(0, 0, 0) is None
    assert statistics.nps_honest(0, 0, 0) is None
    assert statistics.ces_mean({}) is None
    assert statistics.ces_index({}) is None
    assert statistics.mean_interval(1, 5, 25) is None


def test_the_standard_error_of_a_known_survey():
    score = statistics.nps(162, 108, 54)
    assert score.value == pytest.approx(33.333, abs=1e-3)
    assert score.standard_error == pytest.approx(4.14, abs=5e-3)
    assert not score.is_shaky


def test_unanimous_answers_do_not_look_certain():
    score = statistics.nps_honest(0, 0, 200)
    assert score.value == -100
    assert score.is_adjusted
    assert score.is_shaky
    assert score.interval.high > -99


def test_few_answers_are_shaky_and_keep_their_count():
    score = statistics.nps_honest(5, 3, 2)
    assert (score.value, score.count, score.is_shaky) == (30, 10, True)


def test_two_periods_differ_only_beyond_chance():
    assert not statistics.nps_differs(statistics.nps(50, 30, 20), statistics.nps(45, 30, 25))
    assert statistics.nps_differs(statistics.nps(5000, 3000, 2000), statistics.nps(4500, 3000, 2500))


def test_a_mean_has_an_interval():
    interval = statistics.mean_interval(4, 10.0, 30.0)
    assert interval.low == pytest.approx(2.5 - 1.96 * (5 / 3 / 4) ** 0.5, abs=1e-3)


@pytest.mark.parametrize(("hits", "of"), [(1, 0), (-1, 5), (6, 5)])
def test_impossible_shares_are_refused(hits, of):
    with pytest.raises(ValueError, match="no share"):
        statistics.wilson(hits, of)


@given(counts.flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_an_interval_holds_its_value_and_the_corrected_one_holds_the_plain(pair):
    hits, of = pair
    plain, corrected = statistics.wilson(hits, of), statistics.wilson_corrected(hits, of)
    assert 0 <= corrected.low <= plain.low + 1e-12
    assert plain.low <= hits / of + 1e-12
    assert hits / of - 1e-12 <= plain.high
    assert plain.high - 1e-12 <= corrected.high <= 1
    assert plain.overlaps(corrected)
