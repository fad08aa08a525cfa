"""How good somebody probably is at something: a mean that few pieces of evidence pull little, with its interval.

    weight of a piece    w = weight × 2 ^ (−age / 365 days)
    mean                 m = (k·m₀ + Σ w·x) / (k + Σ w)
    standard deviation   s = σ / √(k + Σ w)
    interval of 95 %     m ± 1.96·s, within the scale

with the prior m₀ = 3 (the middle of the scale) that counts like k = 1 piece, and σ = 0.9 for how far one piece of
evidence strays from what a person can do. That is the posterior of a normal mean with a normal prior.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp2, sqrt

LEAST, MOST = 1.0, 5.0
HALF_LIFE = timedelta(days=365)
QUANTILE = 1.959964


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One piece of evidence, as far as an estimate goes."""

    score: float
    weight: float = 1.0
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Prior:
    """What is believed before there is evidence: a mean that counts like so many pieces."""

    mean: float = 3.0
    worth: float = 1.0
    noise: float = 0.9


PRIOR = Prior()


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """How good somebody probably is at something. `count` is how many pieces stand behind it."""

    mean: float
    deviation: float
    count: int = 0

    @property
    def low(self) -> float:
        """The lower end of the interval of 95 %."""
        return max(LEAST, self.mean - QUANTILE * self.deviation)

    @property
    def high(self) -> float:
        """The upper end of the interval of 95 %."""
        return min(MOST, self.mean + QUANTILE * self.deviation)


def estimate(pieces: Iterable[Piece], *, at: datetime, prior: Prior = PRIOR) -> Estimate:
    """The estimate as of a moment; evidence from after it does not count, and older evidence counts less."""
    seen = [piece for piece in pieces if piece.at <= at]
    weights = [faded(piece, at=at) for piece in seen]
    worth = prior.worth + sum(weights)
    pulled = sum(weight * piece.score for weight, piece in zip(weights, seen, strict=True))
    mean = (prior.worth * prior.mean + pulled) / worth
    # Rounding may carry a mean of equal scores a hair beyond the scale.
    return Estimate(mean=min(MOST, max(LEAST, mean)), deviation=prior.noise / sqrt(worth), count=len(seen))


def faded(piece: Piece, *, at: datetime) -> float:
    """What a piece still weighs at a moment: half of it after a year."""
    return piece.weight * exp2(-((at - piece.at) / HALF_LIFE))


def course(
    pieces: Sequence[Piece], *, until: datetime, points: int = 24, prior: Prior = PRIOR
) -> list[tuple[datetime, Estimate]]:
    """How the estimate went, from the first piece of evidence until a moment, at equal steps."""
    if not pieces:
        return []
    begin = min(piece.at for piece in pieces)
    step = max(until - begin, timedelta(0)) / max(points - 1, 1)
    moments = [begin + step * place for place in range(points - 1)] if step else []
    return [(moment, estimate(pieces, at=moment, prior=prior)) for moment in [*moments, max(begin, until)]]


def together(estimates: Sequence[tuple[float, Estimate]]) -> Estimate | None:
    """The weighted mean of independent estimates, with what that does to the uncertainty; None without weight."""
    weight = sum(part for part, _ in estimates)
    if weight <= 0:
        return None
    mean = sum(part * one.mean for part, one in estimates) / weight
    deviation = sqrt(sum((part * one.deviation) ** 2 for part, one in estimates)) / weight
    return Estimate(
        mean=min(MOST, max(LEAST, mean)), deviation=deviation, count=sum(one.count for _, one in estimates)
    )
