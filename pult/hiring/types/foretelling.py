"""How well what was foretold went with what came later: Pearson's r with its interval. Pure arithmetic on pairs."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atanh, sqrt, tanh
from statistics import correlation

# Below so many hires with a later result nothing is said about what foresaw it.
ENOUGH_HIRES = 30
WIDTH = 1.96
NEARLY_ONE = 0.999999


@dataclass(frozen=True, kw_only=True)
class Validity:
    """A correlation, with the interval in which it probably lies, and how many pairs stand behind it."""

    r: float
    low: float
    high: float
    count: int


def validity(pairs: Sequence[tuple[float, float]]) -> Validity | None:
    """Pearson's r and its interval of 95 % (Fisher's z). None with too few pairs, or where one side never differs."""
    count = len(pairs)
    if count < ENOUGH_HIRES:
        return None
    first, second = [one for one, _other in pairs], [other for _one, other in pairs]
    if len(set(first)) == 1 or len(set(second)) == 1:
        return None
    r = correlation(first, second)
    middle, half = atanh(max(-NEARLY_ONE, min(NEARLY_ONE, r))), WIDTH / sqrt(count - 3)
    return Validity(r=r, low=tanh(middle - half), high=tanh(middle + half), count=count)
