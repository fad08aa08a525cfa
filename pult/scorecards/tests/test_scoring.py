"""The arithmetic of marks: examples, and laws that hold for every scorecard."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pult.scorecards.scoring import Item, by_skill, result
from pult.scorecards.types import Critical, Kind, Mark

NA = Mark(is_na=True)


def scale(key, section="talk", **how):
    return Item(key=key, section=section, kind=Kind.SCALE, **how)


def check(key, section="talk", **how):
    return Item(key=key, section=section, kind=Kind.CHECK, **how)


ANY = st.sampled_from(Critical)
HARMLESS = st.just(Critical.NONE)


@st.composite
def sheets(draw, critical=ANY):
    """A scorecard of some criteria, and what a rater gave."""
    items, marks = [], {}
    for at in range(draw(st.integers(1, 8))):
        kind = draw(st.sampled_from(Kind))
        low = draw(st.integers(0, 3))
        item = Item(
            key=f"c{at}",
            section=draw(st.sampled_from(["one", "two"])),
            kind=kind,
            weight=float(draw(st.integers(1, 500))) / 100,
            lowest=low,
            highest=low + draw(st.integers(1, 9)),
            low_until=low,
            critical=draw(critical),
            skill_id=draw(st.sampled_from([None, 1, 2])),
        )
        top = 1 if kind == Kind.CHECK else item.highest
        bottom = 0 if kind == Kind.CHECK else item.lowest
        given_mark = st.integers(bottom, top).map(lambda value: Mark(value))
        marks[item.key] = draw(st.one_of(st.just(Mark()), st.just(NA), given_mark))
        items.append(item)
    return items, marks


def test_heavier_criteria_count_more():
    found = result([scale("a", weight=3), scale("b")], {"a": Mark(5), "b": Mark(1)})
    assert found.total.value == 4
    assert found.total.percent == 75


def test_other_scales_and_checks_are_brought_to_one_to_five():
    items = [scale("a", lowest=0, highest=10), check("b"), check("c")]
    found = result(items, {"a": Mark(5), "b": Mark(1), "c": Mark(0)})
    assert found.total.value == 3


def test_what_does_not_apply_leaves_the_denominator():
    found = result([scale("a"), scale("b")], {"a": Mark(4), "b": NA})
    assert (found.total.value, found.answered, found.of, found.is_complete) == (4, 2, 2, True)


def test_an_open_criterion_is_neither_good_nor_bad():
    found = result([scale("a"), scale("b")], {"a": Mark(4)})
    assert (found.total.value, found.answered, found.is_complete) == (4, 1, False)
    assert result([scale("a")], {}).total.value is None


def test_written_words_carry_no_points():
    words = Item(key="w", section="talk", kind=Kind.TEXT)
    found = result([words], {})
    assert (found.total.value, found.of, found.is_complete) == (None, 0, True)


def test_a_critical_failure_of_a_section_costs_the_section():
    items = [check("identity", "safety", critical=Critical.SECTION), scale("warm", "safety"), scale("kind")]
    found = result(items, {"identity": Mark(0), "warm": Mark(5), "kind": Mark(5)})
    assert found.sections["safety"].value == 1
    assert found.sections["talk"].value == 5
    assert found.total.value == pytest.approx(7 / 3)
    assert found.total.plain == pytest.approx(11 / 3)
    assert (found.total.is_failed, found.failed_by) == (True, ("identity",))


def test_a_critical_failure_of_the_whole_costs_everything_but_the_sections_stay():
    items = [scale("rude", critical=Critical.WHOLE), scale("kind", "other")]
    found = result(items, {"rude": Mark(1), "kind": Mark(5)})
    assert (found.total.value, found.sections["other"].value, found.total.plain) == (1, 5, 3)


def test_a_critical_criterion_that_does_not_apply_fails_nothing():
    found = result([check("a", critical=Critical.WHOLE), scale("b")], {"a": NA, "b": Mark(4)})
    assert (found.total.value, found.total.is_failed) == (4, False)


def test_a_skill_is_the_weighted_mean_of_its_criteria_whatever_failed():
    items = [
        scale("a", skill_id=7, weight=2, critical=Critical.WHOLE),
        check("b", skill_id=7),
        scale("c", skill_id=8),
        scale("d"),
    ]
    found = by_skill(items, {"a": Mark(1), "b": Mark(1), "c": NA, "d": Mark(5)})
    assert set(found) == {7}
    assert found[7].points == pytest.approx(7 / 3)
    assert (found[7].weight, found[7].criteria) == (3, 2)


@given(sheets())
def test_points_stay_on_the_scale(sheet):
    items, marks = sheet
    found = result(items, marks)
    for points in (found.total, *found.sections.values()):
        assert points.value is None or 1 <= points.value <= points.plain <= 5
        assert points.percent is None or 0 <= points.percent <= 100
    assert all(1 <= one.points <= 5 for one in by_skill(items, marks).values())
    assert 0 <= found.answered <= found.of


@given(sheets(), st.randoms(use_true_random=False))
def test_the_order_of_criteria_changes_nothing(sheet, dice):
    items, marks = sheet
    turned = dice.sample(items, len(items))
    before, after = result(items, marks), result(turned, marks)
    assert after.total == before.total
    assert dict(after.sections) == dict(before.sections)
    assert sorted(after.failed_by) == sorted(before.failed_by)
    assert by_skill(turned, marks) == by_skill(items, marks)


@given(sheets())
def test_what_does_not_apply_never_changes_the_mean_of_the_rest(sheet):
    items, marks = sheet
    extra = scale("extra", critical=Critical.WHOLE, skill_id=1, weight=4.0)
    assert result([*items, extra], {**marks, "extra": NA}).total == result(items, marks).total
    assert by_skill([*items, extra], {**marks, "extra": NA}) == by_skill(items, marks)


@given(sheets(critical=HARMLESS), st.integers(2, 9))
def test_only_the_proportion_of_weights_counts(sheet, times):
    items, marks = sheet
    before = result(items, marks).total.value
    after = result([replace(item, weight=item.weight * times) for item in items], marks).total.value
    assert after == (None if before is None else pytest.approx(before))


@given(sheets(critical=HARMLESS))
def test_a_better_mark_never_costs_points(sheet):
    items, marks = sheet
    before = result(items, marks).total.value
    for item in items:
        value = marks[item.key].value
        if value is not None and item.allows(value + 1):
            after = result(items, {**marks, item.key: Mark(value + 1)}).total.value
            assert after >= before - 1e-12
