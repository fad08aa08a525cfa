"""Statistics of small numbers: pure functions, each with its count and its uncertainty.

Everything pools counts and never averages percentages: nine of ten and one of a hundred are ten of a hundred
and ten. Intervals are at 95 % unless said otherwise.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

Z95 = NormalDist().inv_cdf(0.975)
SMALL = 30  # below this count the usual interval of the NPS is not to be trusted


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the true value lies, with the confidence asked for."""

    low: float
    high: float

    def overlaps(self, other: "Interval") -> bool:
        """Whether two values may well be the same: then neither is ranked above the other."""
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, as counts, so that shares of teams can be pooled."""

    hits: int
    of: int

    @property
    def value(self) -> float | None:
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> Interval | None:
        return wilson(self.hits, self.of) if self.of else None


@dataclass(frozen=True, slots=True)
class Nps:
    """A net promoter score in points (-100 to 100) with its standard error."""

    value: float
    standard_error: float
    interval: Interval
    count: int
    is_adjusted: bool

    @property
    def is_shaky(self) -> bool:
        """Too few answers, or all of one kind: show the count, draw no trend."""
        return self.count < SMALL or self.is_adjusted


def wilson(hits: int, of: int, *, z: float = Z95) -> Interval:
    """Wilson's interval of a share; five of five is no proof of perfection."""
    _must_be_counts(hits, of)
    p, zz = hits / of, z * z
    middle = (p + zz / (2 * of)) / (1 + zz / of)
    half = z / (1 + zz / of) * sqrt(p * (1 - p) / of + zz / (4 * of * of))
    return Interval(0.0 if hits == 0 else middle - half, 1.0 if hits == of else middle + half)


def wilson_corrected(hits: int, of: int, *, z: float = Z95) -> Interval:
    """Wilson's interval with continuity correction: wider, never below its confidence."""
    _must_be_counts(hits, of)
    p, zz = hits / of, z * z
    low_root = sqrt(zz - 2 - 1 / of + 4 * p * (of * (1 - p) + 1)) if hits else 0.0
    high_root = sqrt(zz + 2 - 1 / of + 4 * p * (of * (1 - p) - 1)) if hits < of else 0.0
    low = (2 * of * p + zz - 1 - z * low_root) / (2 * (of + zz))
    high = (2 * of * p + zz + 1 + z * high_root) / (2 * (of + zz))
    return Interval(max(low, 0.0) if hits else 0.0, min(high, 1.0) if hits < of else 1.0)


def pooled(shares: Iterable[Share]) -> Share:
    """The share of several groups together, from their counts."""
    known = list(shares)
    return Share(sum(share.hits for share in known), sum(share.of for share in known))


def csat(answers: Mapping[int, int]) -> Share:
    """Satisfied answers (4 and 5) of all valid ones, from the count of each answer 1 to 5."""
    valid = {score: count for score, count in answers.items() if 1 <= score <= 5}
    return Share(valid.get(4, 0) + valid.get(5, 0), sum(valid.values()))


def nps(promoters: int, passives: int, detractors: int) -> Nps | None:
    """Promoters (9-10) minus detractors (0-6) in points, plain; no answers give no score."""
    count = promoters + passives + detractors
    return _nps(promoters, passives, detractors, count) if count else None


def nps_adjusted(promoters: int, passives: int, detractors: int) -> Nps | None:
    """The same with three pseudo-answers added, which keeps few or unanimous answers from looking certain."""
    count = promoters + passives + detractors
    if not count:
        return None
    plain = _nps(promoters, passives, detractors, count)
    steady = _nps(promoters + 0.75, passives + 1.5, detractors + 0.75, count + 3)
    return Nps(plain.value, steady.standard_error, steady.interval, count, is_adjusted=True)


def nps_honest(promoters: int, passives: int, detractors: int) -> Nps | None:
    """The plain score; with the adjusted interval where the plain one would mislead."""
    plain = nps(promoters, passives, detractors)
    if plain is None or (plain.count >= SMALL and plain.standard_error > 0):
        return plain
    return nps_adjusted(promoters, passives, detractors)


def nps_differs(one: Nps, other: Nps) -> bool:
    """Whether two periods differ by more than chance explains."""
    return abs(one.value - other.value) > Z95 * sqrt(one.standard_error**2 + other.standard_error**2)


def ces_mean(answers: Mapping[int, int]) -> float | None:
    """The mean of answers 1 to 7 to "made it easy"; high is good."""
    return mean({score: count for score, count in answers.items() if 1 <= score <= 7})


def ces_share(answers: Mapping[int, int]) -> Share:
    """Answers that agree (5 to 7) of all valid ones."""
    valid = {score: count for score, count in answers.items() if 1 <= score <= 7}
    return Share(sum(count for score, count in valid.items() if score >= 5), sum(valid.values()))


def ces_index(answers: Mapping[int, int]) -> float | None:
    """The share of 6 and 7 minus the share of 1 to 3, in points."""
    valid = {score: count for score, count in answers.items() if 1 <= score <= 7}
    count = sum(valid.values())
    if not count:
        return None
    easy = valid.get(6, 0) + valid.get(7, 0)
    return 100 * (easy - sum(valid.get(score, 0) for score in (1, 2, 3))) / count


def mean(answers: Mapping[int, int]) -> float | None:
    """The mean of a count of answers."""
    count = sum(answers.values())
    return sum(score * times for score, times in answers.items()) / count if count else None


def mean_interval(count: int, total: float, squares: float, *, z: float = Z95) -> Interval | None:
    """The interval of a mean from sums; one value alone tells nothing of the spread."""
    if count < 2:
        return None
    middle = total / count
    variance = max(squares - count * middle * middle, 0.0) / (count - 1)
    half = z * sqrt(variance / count)
    return Interval(middle - half, middle + half)


def beta_binomial_mean(hits: int, of: int, prior_hits: float, prior_misses: float) -> float:
    """A share drawn towards the department's, the more the fewer cases stand behind it."""
    return (hits + prior_hits) / (of + prior_hits + prior_misses)


def weighted_rating(value: float, count: int, prior: float, prior_weight: float) -> float:
    """A mean drawn towards the department's, as if that many ratings of its kind had come in already."""
    return (count * value + prior_weight * prior) / (count + prior_weight)


def _nps(promoters: float, passives: float, detractors: float, count: float) -> Nps:
    p, d = promoters / count, detractors / count
    value, error = 100 * (p - d), 100 * sqrt(max(p + d - (p - d) ** 2, 0.0) / count)
    interval = Interval(value - Z95 * error, value + Z95 * error)
    return Nps(value, error, interval, int(promoters + passives + detractors), is_adjusted=False)


def _must_be_counts(hits: int, of: int) -> None:
    if of <= 0 or not 0 <= hits <= of:
        raise ValueError(f"no share: {hits} of {of}")
