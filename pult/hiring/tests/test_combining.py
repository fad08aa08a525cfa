"""The mechanical combination and what counts as going against it: pure arithmetic."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pult.hiring.types import Outcome, Proposal, Reason, Weighing, combine, is_override, tiers
from pult.skills.types import Estimate, Wanted


def known(mean: float, deviation: float = 0.3) -> Estimate:
    return Estimate(mean=mean, deviation=deviation, count=2)


PROFILE = [
    Wanted(skill="empathy", weight=3, is_must_have=True),
    Wanted(skill="patience", weight=1),
    Wanted(skill="humour", weight=1, can_be_taught=True),
]


def test_every_skill_counts_the_same_unless_the_opening_says_otherwise():
    estimates = {"empathy": known(5), "patience": known(3), "humour": known(3)}
    unit = combine(PROFILE, estimates, bar=3.5)
    assert unit.overall.mean == pytest.approx(11 / 3)
    assert unit.other.mean == pytest.approx(21 / 5)
    weighed = combine(PROFILE, estimates, bar=3.5, weighing=Weighing.PROFILE)
    assert (weighed.overall, weighed.other) == (unit.other, unit.overall)


def test_without_enough_evidence_there_is_no_figure():
    nothing = combine(PROFILE, {}, bar=3.5)
    assert (nothing.proposal, nothing.overall) == (Proposal.UNCLEAR, None)
    no_must = combine(PROFILE, {"patience": known(5), "humour": known(5)}, bar=3.5)
    assert (no_must.proposal, no_must.overall) == (Proposal.UNCLEAR, None)
    assert [gap.wanted.skill for gap in no_must.missing_musts] == ["empathy"]
    few = combine(PROFILE, {"empathy": known(5)}, bar=3.5)
    assert (few.proposal, few.overall) == (Proposal.UNCLEAR, None)
    assert combine([], {}, bar=3.5).proposal == Proposal.UNCLEAR


def test_a_missed_must_have_is_not_made_good_by_the_rest():
    estimates = {"empathy": known(2.5), "patience": known(5), "humour": known(5)}
    found = combine(PROFILE, estimates, bar=3.5)
    assert found.overall.mean > 3.5
    assert found.proposal == Proposal.NOT


def test_the_bar_within_the_interval_is_said():
    close = combine(PROFILE, {"empathy": known(3.6), "patience": known(3.6)}, bar=3.3)
    assert close.proposal == Proposal.HIRE
    assert close.is_close
    clear = combine(PROFILE, {skill.skill: known(4.8, 0.1) for skill in PROFILE}, bar=3.5)
    assert not clear.is_close


@pytest.mark.parametrize(
    ("outcome", "proposal", "reason", "goes_against"),
    [
        (Outcome.HIRE, Proposal.HIRE, "", False),
        (Outcome.HIRE, Proposal.NOT, "", True),
        (Outcome.HIRE, Proposal.UNCLEAR, "", True),
        (Outcome.REJECT, Proposal.NOT, "", False),
        (Outcome.REJECT, Proposal.UNCLEAR, "", False),
        (Outcome.REJECT, Proposal.HIRE, Reason.INTERVIEW, True),
        (Outcome.REJECT, Proposal.HIRE, Reason.FILLED, False),
        (Outcome.POOL, Proposal.HIRE, "", True),
        (Outcome.HOLD, Proposal.HIRE, "", False),
    ],
)
def test_what_goes_against_the_evidence(outcome, proposal, reason, goes_against):
    assert is_override(outcome, proposal, reason) is goes_against


def test_only_intervals_that_lie_apart_put_somebody_first():
    high, low = known(4.5, 0.1), known(2.0, 0.1)
    assert tiers([low, high]) == [[1], [0]]
    assert tiers([known(4.0), known(3.8), known(3.6)]) == [[0, 1, 2]]
    between = known(3.3, 0.8)
    assert tiers([low, between, high]) == [[0, 1, 2]]
    assert tiers([]) == []


@given(st.lists(st.tuples(st.floats(1, 5), st.floats(0.01, 1)), max_size=12))
def test_whoever_stands_in_a_better_group_is_surely_better(pairs):
    estimates = [known(mean, deviation) for mean, deviation in pairs]
    groups = tiers(estimates)
    assert sorted(place for group in groups for place in group) == list(range(len(pairs)))
    for better, worse in pairwise(groups):
        assert min(estimates[one].low for one in better) > max(estimates[one].high for one in worse)


@given(st.floats(1, 5), st.floats(1, 5), st.floats(1, 5), st.floats(1, 5))
def test_better_evidence_never_turns_a_hire_into_a_no(one, other, third, better):
    before = {"empathy": known(one), "patience": known(other), "humour": known(third)}
    after = {**before, "patience": known(max(other, better))}
    if combine(PROFILE, before, bar=3.5).proposal == Proposal.HIRE:
        assert combine(PROFILE, after, bar=3.5).proposal == Proposal.HIRE
