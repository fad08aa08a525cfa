"""Nobody is found by adding, subtracting or crossing what is shown."""

from collections import Counter
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pult.surveys.anonymity import Earlier, Tally, atoms, blurred_cell, is_steady, publishable, together
from tests.reference import entries, needs_reference

CASES = list(entries("anonymity", names={"visible_groups"}).values())


def groups(**sizes):
    """People of one dimension, who do not answer alike."""
    return {(name,): Tally(size) for name, size in sizes.items()}


def visible(cells, *, floor):
    shown = publishable(cells, dimensions=1, floor=floor)
    return None if shown is None else {value for _place, value in shown}


@needs_reference
def test_there_are_published_cases():
    assert len(CASES) >= 3


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_published_cases_are_held(case):
    wanted = set(case["expected"]["visible"]) - {"parent"}
    cells = groups(**case["inputs"]["children"])
    assert sum(tally.count for tally in cells.values()) == case["inputs"]["parent_total"]
    assert visible(cells, floor=case["inputs"]["threshold"]) == wanted


def test_fewer_than_the_floor_show_nothing_at_all():
    assert visible(groups(Support=4), floor=5) is None
    assert visible(groups(Support=5), floor=5) == {"Support"}


def test_a_group_that_answers_with_one_voice_is_not_shown():
    cells = {("Support",): Tally(8, {"5": 8}), ("Billing",): Tally(8, {"5": 4, "1": 4})}
    assert visible(cells, floor=5) == set()
    cells = {("Support",): Tally(8, {"5": 8})}
    assert visible(cells, floor=5) is None


def test_an_option_that_everybody_chose_is_one_voice_too():
    cells = {("Support",): Tally(6, {"late": 6, "rude": 2}), ("Billing",): Tally(6, {"late": 2, "rude": 3})}
    assert visible(cells, floor=5) == set()


def test_a_crossing_that_leaves_three_people_is_seen_beforehand():
    cells = {("Support", "hr"): Tally(10), ("Billing", "hr"): Tally(3), ("Billing", "sr"): Tally(10)}
    assert publishable(cells, dimensions=2, floor=5) == ((0, "Billing"), (0, "Support"))


def test_what_is_not_known_of_somebody_is_no_group():
    assert visible({("",): Tally(9), ("Support",): Tally(9)}, floor=5) == {"Support"}


def test_one_who_left_between_two_waves_is_not_found():
    assert is_steady(6, 6, floor=5)
    assert not is_steady(5, 6, floor=5)
    assert is_steady(12, 6, floor=5)
    assert is_steady(41, 40, floor=5)
    earlier = [Earlier({("Support",): 6, ("Billing",): 30})]
    assert publishable(groups(Support=5, Billing=31), dimensions=1, floor=5, earlier=earlier) == ()
    assert publishable(groups(Support=6, Billing=31), dimensions=1, floor=5, earlier=earlier) == (
        (0, "Billing"),
        (0, "Support"),
    )


def test_what_is_kept_of_where_somebody_stands_is_shared_by_many():
    assert blurred_cell(("Support", "sr"), [(0, "Support")]) == ("Support", "")


PLACES = st.tuples(st.sampled_from(["A", "B", "C", ""]), st.sampled_from(["hr", "sr", "en"]))
ANSWERS = st.sampled_from(["1", "2", "5"])
PEOPLE = st.lists(st.tuples(PLACES, ANSWERS), min_size=1, max_size=60)


def counted(people):
    found: dict[tuple[str, str], Counter[str]] = {}
    for place, answer in people:
        found.setdefault(place, Counter())[answer] += 1
    return {place: Tally(sum(answers.values()), dict(answers)) for place, answers in found.items()}


@given(PEOPLE, st.integers(min_value=2, max_value=6))
def test_every_group_that_can_be_told_apart_is_large_and_of_many_voices(people, floor):
    cells = counted(people)
    shown = publishable(cells, dimensions=2, floor=floor)
    if shown is None:
        return
    for members in atoms(cells, shown).values():
        group = together(cells[cell] for cell in members)
        assert group.count >= floor
        assert group.is_varied


def reduced(rows):
    """Gauss' elimination with exact fractions."""
    rows, lead = [list(map(Fraction, row)) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((i for i in range(lead, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[lead], rows[pivot] = rows[pivot], rows[lead]
        rows[lead] = [value / rows[lead][column] for value in rows[lead]]
        for i, row in enumerate(rows):
            if i != lead and row[column]:
                rows[i] = [a - row[column] * b for a, b in zip(row, rows[lead], strict=True)]
        lead += 1
    return rows[:lead]


def rank(rows):
    return len(reduced(rows)) if rows else 0


SMALL = st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from(["hr", "sr"])), min_size=1, max_size=40)


@given(SMALL, st.integers(min_value=2, max_value=5), st.randoms(use_true_random=False))
def test_no_sum_of_shown_figures_is_about_fewer_people_than_the_floor(people, floor, chance):
    """Against the whole of linear algebra: any combination of any shown slices, in any order, with any factors."""
    cells = {place: Tally(count) for place, count in Counter(people).items()}
    shown = publishable(cells, dimensions=2, floor=floor)
    if shown is None:
        return
    slices = [
        (),
        *[(one,) for one in shown],
        *[pair for pair in combinations(shown, 2) if pair[0][0] != pair[1][0]],
    ]
    chance.shuffle(slices)
    names = sorted(cells)
    seen = [[int(all(cell[place] == value for place, value in one)) for cell in names] for one in slices]
    for size in range(1, len(names) + 1):
        for group in combinations(range(len(names)), size):
            if sum(cells[names[i]].count for i in group) >= floor:
                continue
            rest = [[row[i] for i in range(len(names)) if i not in group] for row in seen]
            assert rank(rest) == rank(seen), f"{[names[i] for i in group]} can be worked out"


@given(PEOPLE)
def test_what_is_shown_does_not_depend_on_the_order_of_answers(people):
    one = publishable(counted(people), dimensions=2, floor=3)
    assert one == publishable(counted(list(reversed(people))), dimensions=2, floor=3)
