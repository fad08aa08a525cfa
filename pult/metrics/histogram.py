"""Quantiles that can be added up: counts in buckets that grow by a fixed ratio.

A bucket holds values that differ by at most 4 %, so a quantile read from it is right within 2 % of itself.
Two days, two teams or two channels are added bucket by bucket, and the median of the sum is as exact as that
of a part.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import ceil, exp, log, sqrt

from pult.metrics.statistics import Z95, Interval

PRECISION = 0.02
RATIO = (1 + PRECISION) / (1 - PRECISION)
LOG_RATIO = log(RATIO)
SMALLEST = 0.5  # seconds; whatever is shorter counts as nothing
ZERO = -1_000_000  # the bucket of nothing at all

Buckets = Mapping[int, int]


def bucket_of(value: float) -> int:
    """The bucket of a length of time (never negative)."""
    if value < 0:
        raise ValueError("a length of time cannot be negative")
    return ZERO if value < SMALLEST else ceil(log(value) / LOG_RATIO)


def value_of(bucket: int) -> float:
    """The value that stands for a bucket: within 2 % of everything in it."""
    return 0.0 if bucket == ZERO else 2 * exp(bucket * LOG_RATIO) / (1 + RATIO)


def added(parts: Iterable[Buckets]) -> dict[int, int]:
    """Several histograms as one."""
    total: Counter[int] = Counter()
    for part in parts:
        total.update(part)
    return {bucket: count for bucket, count in sorted(total.items()) if count}


def quantile(buckets: Buckets, share: float) -> float | None:
    """The value below which this share lies, such as 0.5 for the median; within 2 % of the exact one."""
    count = sum(buckets.values())
    return value_of(_at_rank(buckets, max(ceil(share * count), 1))) if count else None


def quantile_interval(buckets: Buckets, share: float, *, z: float = Z95) -> Interval | None:
    """Where the true quantile lies, from the ranks around it: no assumption about the shape."""
    count = sum(buckets.values())
    if count < 2:
        return None
    spread = z * sqrt(count * share * (1 - share))
    low, high = round(count * share - spread), round(count * share + spread) + 1
    if low < 1 or high > count:
        return None
    return Interval(value_of(_at_rank(buckets, low)), value_of(_at_rank(buckets, high)))


def _at_rank(buckets: Buckets, rank: int) -> int:
    seen = 0
    for bucket, count in sorted(buckets.items()):
        seen += count
        if seen >= rank:
            return bucket
    raise ValueError("there are fewer values than that")
