"""Adding facts up: pure sums with their distribution, which can be added again."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from pult.metrics import histogram
from pult.metrics.types import Kind


@dataclass(slots=True)
class Sum:
    """Count, total, squares and distribution of some values."""

    count: int = 0
    total: float = 0.0
    squares: float = 0.0
    buckets: Counter[int] = field(default_factory=Counter)

    def add(self, value: float, weight: int, kind: Kind) -> None:
        """Count one value, or take it back where the weight is -1."""
        self.count += weight
        self.total += weight * value
        self.squares += weight * value * value
        bucket = _bucket(value, kind)
        if bucket is not None:
            self.buckets[bucket] += weight

    def add_sum(self, count: int, total: float, squares: float, buckets: Mapping[str, int]) -> None:
        """Count what was added up before."""
        self.count += count
        self.total += total
        self.squares += squares
        for bucket, times in buckets.items():
            self.buckets[int(bucket)] += times

    @property
    def distribution(self) -> dict[int, int]:
        """How many values lie in each bucket, empty ones left out."""
        return {bucket: times for bucket, times in sorted(self.buckets.items()) if times}

    def as_json(self) -> dict[str, int]:
        """The distribution as it is stored."""
        return {str(bucket): times for bucket, times in self.distribution.items()}


def _bucket(value: float, kind: Kind) -> int | None:
    match kind:
        case Kind.DURATION:
            return histogram.bucket_of(value)
        case Kind.SHARE | Kind.RATING | Kind.PROMOTION:
            return round(value)
        case Kind.COUNT | Kind.LEVEL:
            return None
