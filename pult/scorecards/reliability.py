"""How reliable marks are, and how many raters would make them so: intraclass correlations and Spearman-Brown."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import fmean


@dataclass(frozen=True, slots=True)
class Icc:
    """The six intraclass correlations of Shrout and Fleiss: one rater, and the mean of all of them."""

    one_way: float  # ICC(1)
    agreement: float  # ICC(A,1): the marks themselves must agree
    consistency: float  # ICC(C,1): only the order must
    one_way_mean: float  # ICC(1,k)
    agreement_mean: float  # ICC(A,k)
    consistency_mean: float  # ICC(C,k)
    things: int
    raters: int


@dataclass(frozen=True, slots=True)
class _Squares:
    """Mean squares of a table of marks: between things, within things, between raters, what is left."""

    between: float
    within: float
    raters: float
    rest: float


def icc(marks: Sequence[Sequence[float | None]]) -> Icc | None:
    """From a table of things by raters, without those where a mark is missing; None when nothing can be said."""
    table = [[float(mark) for mark in row if mark is not None] for row in marks]
    raters = max(map(len, table), default=0)
    table = [row for row in table if len(row) == raters]
    things = len(table)
    if things < 2 or raters < 2:
        return None
    squares = _mean_squares(table)
    if squares.between + squares.within == 0:
        return None
    return _correlations(squares, things, raters)


def _mean_squares(table: list[list[float]]) -> _Squares:
    things, raters = len(table), len(table[0])
    overall = fmean(mark for row in table for mark in row)
    total = sum((mark - overall) ** 2 for row in table for mark in row)
    between = raters * sum((fmean(row) - overall) ** 2 for row in table)
    by_rater = things * sum((fmean(column) - overall) ** 2 for column in zip(*table, strict=True))
    rest = total - between - by_rater
    return _Squares(
        between=between / (things - 1),
        within=(total - between) / (things * (raters - 1)),
        raters=by_rater / (raters - 1),
        rest=rest / ((things - 1) * (raters - 1)),
    )


def _correlations(squares: _Squares, n: int, k: int) -> Icc:
    between, within, raters, rest = squares.between, squares.within, squares.raters, squares.rest
    lean = k * (raters - rest) / n
    return Icc(
        one_way=_share(between - within, between + (k - 1) * within),
        agreement=_share(between - rest, between + (k - 1) * rest + lean),
        consistency=_share(between - rest, between + (k - 1) * rest),
        one_way_mean=_share(between - within, between),
        agreement_mean=_share(between - rest, between + lean / k),
        consistency_mean=_share(between - rest, between),
        things=n,
        raters=k,
    )


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def spearman_brown(single: float, raters: float) -> float:
    """The reliability of the mean of so many raters, from that of one."""
    below = 1 + (raters - 1) * single
    return raters * single / below if below else 0.0


def raters_needed(single: float, wanted: float) -> int | None:
    """How many raters the mean needs to be this reliable; None when no number is enough."""
    if not 0 < single < 1 or not 0 < wanted < 1:
        return None
    return max(1, ceil(round(wanted * (1 - single) / (single * (1 - wanted)), 9)))
