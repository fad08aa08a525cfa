"""Fits: what a profile asks for beside what is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pult.skills.types import Estimate, Wanted, fit

EMPATHY = Wanted(skill="empathy", weight=3, is_must_have=True)
PATIENCE = Wanted(skill="patience", weight=3, is_must_have=True, needed=3.5)
PRODUCT = Wanted(skill="product_knowledge", weight=2, can_be_taught=True)
DETAIL = Wanted(skill="attention_to_detail", weight=1, can_be_taught=True)
PROFILE = [EMPATHY, PATIENCE, PRODUCT, DETAIL]


def known(mean, deviation=0.3, count=4):
    return Estimate(mean=mean, deviation=deviation, count=count)


def keys(gaps):
    return [gap.wanted.skill for gap in gaps]


def test_strengths_musts_and_what_to_train_first():
    found = fit(
        PROFILE,
        {
            "empathy": known(4.4),
            "patience": known(3.2),
            "product_knowledge": known(3.4),
            "attention_to_detail": known(2.0),
        },
    )
    assert found.overall.mean == pytest.approx((3 * 4.4 + 3 * 3.2 + 2 * 3.4 + 2.0) / 9)
    assert found.coverage == 1
    assert keys(found.missed) == ["patience"]
    assert not found.missed[0].is_surely_missed
    assert keys(found.strengths) == ["empathy"]
    # Two points of weight two are more than three points of weight one.
    assert keys(found.to_train) == ["product_knowledge", "attention_to_detail"]
    assert found.open_questions == []


def test_what_nobody_looked_at_is_an_open_question_not_a_failure():
    found = fit(PROFILE, {"attention_to_detail": known(5.0)})
    assert keys(found.open_questions) == ["empathy", "patience", "product_knowledge"]
    assert found.missed == []
    assert found.coverage == pytest.approx(1 / 9)
    assert found.overall.mean == pytest.approx((8 * 3 + 5) / 9)
    nothing = fit(PROFILE, {})
    assert nothing.overall is None
    assert nothing.coverage == 0
    assert fit([], {}).coverage == 0


def test_a_must_is_surely_missed_only_when_the_whole_interval_lies_below():
    assert fit([EMPATHY], {"empathy": known(2.0, 0.3)}).missed[0].is_surely_missed
    assert not fit([EMPATHY], {"empathy": known(2.0, 0.6)}).missed[0].is_surely_missed


estimates = some.builds(known, some.floats(1, 5), some.floats(0.05, 0.9), some.integers(1, 20))
lines = some.lists(
    some.builds(
        Wanted,
        skill=some.sampled_from(["empathy", "patience", "humour", "learning", "teamwork"]),
        weight=some.floats(0.1, 5),
        is_must_have=some.booleans(),
        can_be_taught=some.booleans(),
        needed=some.floats(1, 5),
    ),
    min_size=1,
    unique_by=lambda line: line.skill,
)


@given(lines, some.dictionaries(some.sampled_from(["empathy", "patience", "humour"]), estimates))
def test_every_line_stands_somewhere_and_nothing_is_both_good_and_bad(profile, ledger):
    found = fit(profile, ledger)
    assert keys(found.gaps) == [line.skill for line in profile]
    assert 0 <= found.coverage <= 1
    assert not set(keys(found.strengths)) & set(keys(found.to_train))
    assert not set(keys(found.strengths)) & set(keys(found.missed))
    assert set(keys(found.open_questions)) == {line.skill for line in profile} - ledger.keys()
    if found.overall:
        means = [gap.estimate.mean for gap in found.gaps]
        assert min(means) - 1e-9 <= found.overall.mean <= max(means) + 1e-9


@given(lines, some.floats(1.1, 9))
def test_the_scale_of_the_weights_does_not_matter(profile, factor):
    ledger = {"empathy": known(4.5), "patience": known(2.0)}
    heavier = [Wanted(skill=line.skill, weight=line.weight * factor, needed=line.needed) for line in profile]
    one, other = fit(profile, ledger), fit(heavier, ledger)
    assert one.coverage == pytest.approx(other.coverage)
    if one.overall:
        assert one.overall.mean == pytest.approx(other.overall.mean)
        assert one.overall.deviation == pytest.approx(other.overall.deviation)
