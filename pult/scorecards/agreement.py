"""How far raters agree: pure functions over marks, honest when there are few of them.

Marks are given as rows of raters over columns of things judged; None is a mark that was not given. Alpha is
Krippendorff's: 1 is full agreement, 0 is what chance would give, below 0 is worse than chance.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import fmean, stdev

Marks = Sequence[Sequence[float | None]]
Distance = Callable[[float, float], float]

FIRM, TENTATIVE = 0.8, 2 / 3
ENOUGH_THINGS = 10  # judged by two or more; below, no verdict on an instrument is given
ENOUGH_PANELS = 5  # shared with others; below, nothing is said about a rater
GROUPS = 40  # into which things are put for the interval of alpha
WIDE = 2.0  # points between the highest and the lowest mark from which a difference is talked about


class Level(StrEnum):
    """What a difference between two marks means."""

    NOMINAL = "nominal"  # yes and no: the same, or not
    ORDINAL = "ordinal"  # ranks: how many marks lie between
    INTERVAL = "interval"  # equal steps
    RATIO = "ratio"  # equal steps from a true zero


class Reading(StrEnum):
    """What an alpha allows people to do with the marks."""

    FIRM = "firm"
    TENTATIVE = "tentative"
    DO_NOT_USE = "do_not_use"
    TOO_FEW = "too_few"
    NO_VARIATION = "no_variation"


@dataclass(frozen=True, slots=True)
class Band:
    """Where the true value lies, at 95 %."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """An alpha with what stands behind it."""

    alpha: float | None
    things: int  # judged by two raters or more
    marks: int
    band: Band | None

    @property
    def reading(self) -> Reading:
        """What may be done with these marks."""
        if self.things < ENOUGH_THINGS:
            return Reading.TOO_FEW
        if self.alpha is None:
            return Reading.NO_VARIATION
        if self.alpha >= FIRM:
            return Reading.FIRM
        return Reading.TENTATIVE if self.alpha >= TENTATIVE else Reading.DO_NOT_USE


def krippendorff_alpha(marks: Marks, level: Level) -> float | None:
    """Agreement beyond chance; None when nothing was judged twice, or every mark is the same."""
    return _alpha(_judged_twice(marks), level)


def agreement(marks: Marks, level: Level) -> Agreement:
    """Alpha with its count, and its interval by leaving each thing out in turn."""
    units = _judged_twice(marks)
    alpha = _alpha(units, level)
    band = None if alpha is None else _jackknife(units, level, alpha)
    return Agreement(alpha=alpha, things=len(units), marks=sum(map(len, units)), band=band)


def _judged_twice(marks: Marks) -> list[list[float]]:
    units = [[float(mark) for mark in unit if mark is not None] for unit in zip(*marks, strict=True)]
    return [unit for unit in units if len(unit) >= 2]


def _alpha(units: list[list[float]], level: Level) -> float | None:
    totals = Counter(mark for unit in units for mark in unit)
    count = sum(totals.values())
    distance = _distance(level, totals)
    by_chance = _by_chance(totals, level, distance)
    if count < 2 or by_chance == 0:
        return None
    observed = sum(_within(unit, distance) / (len(unit) - 1) for unit in units)
    return 1 - (count - 1) * observed / by_chance


def _by_chance(totals: Counter[float], level: Level, distance: Distance) -> float:
    """The distances between every ordered pair of all marks."""
    if level == Level.INTERVAL and totals:  # the same sum, without pairing many different totals
        middle = fmean(totals.elements())
        return 2 * totals.total() * sum(times * (mark - middle) ** 2 for mark, times in totals.items())
    return sum(totals[a] * totals[b] * distance(a, b) for a in totals for b in totals)


def _within(unit: list[float], distance: Distance) -> float:
    """The distances between every ordered pair of marks of one thing."""
    counted = Counter(unit)
    return sum(
        times * counted[other] * distance(mark, other) for mark, times in counted.items() for other in counted
    )


def _distance(level: Level, totals: Counter[float]) -> Distance:
    match level:
        case Level.NOMINAL:
            return lambda a, b: float(a != b)
        case Level.INTERVAL:
            return lambda a, b: (a - b) ** 2
        case Level.RATIO:
            return lambda a, b: ((a - b) / (a + b)) ** 2 if a + b else 0.0
        case Level.ORDINAL:
            return _ranked(totals)


def _ranked(totals: Counter[float]) -> Distance:
    """How many marks lie between two, the two themselves counted by half."""
    middles, below = {}, 0.0
    for mark in sorted(totals):
        middles[mark] = below + totals[mark] / 2
        below += totals[mark]
    return lambda a, b: (middles[a] - middles[b]) ** 2


def _jackknife(units: list[list[float]], level: Level, alpha: float) -> Band | None:
    """The interval from alphas that each leave one thing out; with many things, one group of them."""
    count = min(len(units), GROUPS)
    without = [
        _alpha([unit for place, unit in enumerate(units) if place % count != at], level)
        for at in range(count)
    ]
    known = [one for one in without if one is not None]
    if len(known) < 3 or len(known) < count:
        return None
    middle = fmean(known)
    error = sqrt((count - 1) / count * sum((one - middle) ** 2 for one in known))
    half = student_t(count - 1) * error
    return Band(alpha - half, min(alpha + half, 1.0))


@dataclass(frozen=True, slots=True)
class Spread:
    """How far the marks of one thing lie apart."""

    lowest: float
    highest: float
    deviation: float
    marks: int

    @property
    def range(self) -> float:
        """From the lowest mark to the highest."""
        return self.highest - self.lowest

    @property
    def is_wide(self) -> bool:
        """Far enough apart to be talked about."""
        return self.range >= WIDE


def spread(marks: Sequence[float | None]) -> Spread | None:
    """How far the marks of one thing lie apart; one mark alone has no spread."""
    given = [mark for mark in marks if mark is not None]
    if len(given) < 2:
        return None
    return Spread(min(given), max(given), stdev(given), len(given))


@dataclass(frozen=True, slots=True)
class Leniency:
    """How much higher (or lower) a rater marks than the others did the same things, in points."""

    points: float | None
    things: int
    band: Band | None

    @property
    def is_told(self) -> bool:
        """Whether there is enough to say anything about a person."""
        return self.things >= ENOUGH_PANELS and self.band is not None

    @property
    def differs(self) -> bool:
        """Whether this is more than chance explains."""
        return self.is_told and self.band is not None and (self.band.low > 0 or self.band.high < 0)


def leniency(panels: Sequence[Sequence[tuple[float | None, Sequence[float | None]]]]) -> Leniency:
    """One rater's distance from the others: for each panel, pairs of the own mark and the others' marks.

    Panels are what is independent, so each counts once, however many criteria it has.
    """
    distances = [distance for panel in panels if (distance := _from_others(panel)) is not None]
    count = len(distances)
    if not count:
        return Leniency(None, 0, None)
    middle = fmean(distances)
    if count < 2:
        return Leniency(middle, count, None)
    half = student_t(count - 1) * stdev(distances) / sqrt(count)
    return Leniency(middle, count, Band(middle - half, middle + half))


def _from_others(panel: Sequence[tuple[float | None, Sequence[float | None]]]) -> float | None:
    pairs = [(own, [mark for mark in others if mark is not None]) for own, others in panel]
    distances = [own - fmean(others) for own, others in pairs if own is not None and others]
    return fmean(distances) if distances else None


# Student's t at 97.5 %, for 1 to 30 degrees of freedom.
_T975 = (
    12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157, 2.228139,
    2.200985, 2.178813, 2.160369, 2.144787, 2.131450, 2.119905, 2.109816, 2.100922, 2.093024, 2.085963,
    2.079614, 2.073873, 2.068658, 2.063899, 2.059539, 2.055529, 2.051831, 2.048407, 2.045230, 2.042272,
)  # fmt: skip
_Z975 = 1.959963984540054


def student_t(freedom: int) -> float:
    """The width of a 95 % interval in standard errors; wider the fewer there are."""
    if freedom <= len(_T975):
        return _T975[max(freedom, 1) - 1]
    z = _Z975
    first = (z**3 + z) / (4 * freedom)
    second = (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
    return z + first + second
