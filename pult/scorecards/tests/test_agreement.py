"""Agreement of raters against reference values, textbooks and their own laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pult.scorecards.agreement import (
    Agreement,
    Level,
    Reading,
    agreement,
    krippendorff_alpha,
    leniency,
    spread,
    student_t,
)
from pult.scorecards.reliability import icc, raters_needed, spearman_brown
from tests.reference import entries, needs_reference

NAMES = {"krippendorff_alpha", "icc_all", "spearman_brown"}
ENTRIES = entries("agreement", names=NAMES)


# Krippendorff (2011), four observers, with marks missing: .743 nominal, .815 ordinal, .849 interval, .797 ratio.
FOUR_OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
# Shrout and Fleiss (1979): six things by four raters.
SIX_THINGS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]

marks = st.lists(
    st.lists(st.one_of(st.none(), st.integers(1, 5)), min_size=8, max_size=8), min_size=2, max_size=4
)


def by_rater(given):
    """The marks of each rater, whichever way they are written down."""
    if "ratings_by_coder" in given:
        return given["ratings_by_coder"]
    raters = sorted({rater for rater, _, _ in given["triples"]})
    things = sorted({thing for _, thing, _ in given["triples"]})
    known = {(rater, thing): float(mark == "YES") for rater, thing, mark in given["triples"]}
    return [[known.get((rater, thing)) for thing in things] for rater in raters]


def computed(entry):
    given = entry["inputs"]
    match entry["name"]:
        case "krippendorff_alpha":
            return [krippendorff_alpha(by_rater(given), Level(given["level"]))]
        case "spearman_brown":
            return [spearman_brown(given["single"], given["k"])]
    found = icc(given["targets_by_raters"])
    return [
        found.one_way,
        found.one_way_mean,
        found.agreement,
        found.agreement_mean,
        found.consistency,
        found.consistency_mean,
    ]


@needs_reference
@pytest.mark.parametrize("name", sorted(ENTRIES) or ["none"])
def test_reference_values(name):
    entry = ENTRIES[name]
    wanted = entry["expected"]
    wanted = [wanted[key] for key in sorted(wanted)] if isinstance(wanted, dict) else [wanted]
    assert computed(entry) == pytest.approx(wanted, abs=entry["tolerance"])


@pytest.mark.parametrize(
    ("level", "alpha"),
    [(Level.NOMINAL, 0.743421), (Level.ORDINAL, 0.815), (Level.INTERVAL, 0.849107), (Level.RATIO, 0.797403)],
)
def test_krippendorffs_own_example_at_every_level(level, alpha):
    assert krippendorff_alpha(FOUR_OBSERVERS, level) == pytest.approx(alpha, abs=6e-4)


def test_alpha_is_one_when_all_agree_and_below_nothing_when_they_contradict_each_other():
    agree, against = [[1, 2, 5, 4], [1, 2, 5, 4]], [[1, 5, 1, 5], [5, 1, 5, 1]]
    assert krippendorff_alpha(agree, Level.INTERVAL) == 1
    assert krippendorff_alpha(against, Level.INTERVAL) < 0


@pytest.mark.parametrize(
    "given",
    [[[None, None], [1, 2]], [[3, 3, 3], [3, 3, 3]], [[], []]],
    ids=["nothing judged twice", "always the same mark", "nothing judged"],
)
def test_where_there_is_nothing_to_compare_nothing_is_said(given):
    assert krippendorff_alpha(given, Level.ORDINAL) is None


@pytest.mark.parametrize(
    ("alpha", "things", "reading"),
    [
        (0.95, 9, Reading.TOO_FEW),
        (0.8, 10, Reading.FIRM),
        (0.79, 40, Reading.TENTATIVE),
        (0.66, 40, Reading.DO_NOT_USE),
        (None, 40, Reading.NO_VARIATION),
        (None, 3, Reading.TOO_FEW),
    ],
)
def test_what_an_alpha_allows(alpha, things, reading):
    assert Agreement(alpha=alpha, things=things, marks=2 * things, band=None).reading == reading


def test_the_interval_of_alpha_lies_around_it_and_never_above_one():
    found = agreement([row[:9] for row in FOUR_OBSERVERS], Level.INTERVAL)
    assert found.band.low < found.alpha < found.band.high <= 1
    assert (found.things, found.marks) == (9, 35)


@given(marks, st.sampled_from(Level), st.randoms(use_true_random=False))
def test_neither_the_order_of_raters_nor_of_things_matters(given_marks, level, dice):
    alpha = krippendorff_alpha(given_marks, level)
    columns = list(zip(*given_marks, strict=True))
    dice.shuffle(columns)
    turned = [list(row) for row in zip(*columns, strict=True)]
    dice.shuffle(turned)
    again = krippendorff_alpha(turned, level)
    assert again == (alpha if alpha is None else pytest.approx(alpha, abs=1e-9))
    assert alpha is None or alpha <= 1 + 1e-12


@given(marks)
def test_a_thing_judged_once_tells_nothing(given_marks):
    lonely = [[*row, 5 if at == 0 else None] for at, row in enumerate(given_marks)]
    before = krippendorff_alpha(given_marks, Level.ORDINAL)
    assert krippendorff_alpha(lonely, Level.ORDINAL) == before


def test_with_many_things_the_interval_narrows():
    few = [[1 + at % 5, 3, 5, 2, 4] * 4 for at in range(2)]
    widths = []
    for times in (1, 6):
        marks_of_two = [row * times for row in few]
        marks_of_two[1][0] = 5
        found = agreement(marks_of_two, Level.INTERVAL)
        widths.append(found.band.high - found.band.low)
    assert widths[1] < widths[0]


def test_the_six_correlations_of_shrout_and_fleiss():
    found = icc(SIX_THINGS)
    assert (found.one_way, found.agreement, found.consistency) == pytest.approx(
        (0.166, 0.290, 0.715), abs=1e-3
    )
    assert (found.one_way_mean, found.agreement_mean) == pytest.approx((0.443, 0.620), abs=1e-3)
    assert icc([*SIX_THINGS, [9, None, 1, 1]]) == found
    assert icc(SIX_THINGS[:1]) is None
    assert icc([[3, 3], [3, 3]]) is None


def test_more_raters_make_a_mean_more_reliable():
    assert spearman_brown(0.5, 2) == pytest.approx(2 / 3)
    assert raters_needed(0.5, 0.8) == 4
    assert spearman_brown(0.5, 4) == pytest.approx(0.8)
    assert raters_needed(-0.1, 0.8) is None


def test_the_spread_of_marks():
    found = spread([2, None, 5, 4])
    assert (found.lowest, found.highest, found.range, found.marks, found.is_wide) == (2, 5, 3, 3, True)
    assert spread([3, None]) is None


def test_a_rater_is_told_nothing_from_too_few_panels():
    strict = leniency([[(2, [3, 4]), (3, [4])], [(None, [4])], [(4, [])]])
    assert strict.points == pytest.approx(-1.25)
    assert (strict.things, strict.is_told) == (1, False)
    nobody = leniency([])
    assert (nobody.points, nobody.is_told, nobody.differs) == (None, False, False)


def test_a_strict_rater_is_told_from_a_noisy_one():
    strict = leniency([[(2 + at % 2, [3.2 + at % 2])] for at in range(8)])
    noisy = leniency([[(3, [1 + 4 * (at % 2)])] for at in range(8)])
    assert strict.differs
    assert strict.points == pytest.approx(-1.2)
    assert noisy.is_told
    assert not noisy.differs


def test_students_t_is_that_of_the_tables():
    assert student_t(1) == pytest.approx(12.706, abs=1e-3)
    assert student_t(40) == pytest.approx(2.0211, abs=1e-4)
    assert student_t(1000) == pytest.approx(1.9623, abs=1e-4)
