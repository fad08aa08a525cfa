"""Adding facts up: pure sums with their distribution, which can be added again."""

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
    buckets: dict[str, int] = field(default_factory=dict)

    def add(self, value: float, weight: int, kind: Kind) -> None:
        """Count one value, or take it back where the weight is -1."""
        self.count += weight
        self.total += weight * value
        self.squares += weight * value * value
        bucket = _bucket(value, kind)
        if bucket is not None:
            self.buckets[str(bucket)] = self.buckets.get(str(bucket), 0) + weight

    def add_sum(self, count: int, total: float, squares: float, buckets: Mapping[str, int]) -> None:
        """Count what was added up before."""
        self.count += count
        self.total += total
        self.squares += squares
        mine = self.buckets
        for bucket, times in buckets.items():
            mine[bucket] = mine.get(bucket, 0) + times

    def add_stored(
        self, count: int, total: float, squares: float, buckets: Mapping[str, int] | None, kind: Kind
    ) -> None:
        """Count what was stored, or one fact: without buckets it is values that are all alike."""
        if buckets is None:
            self.add(total / count if count else 0.0, count, kind)
        else:
            self.add_sum(count, total, squares, buckets)

    @property
    def distribution(self) -> dict[int, int]:
        """How many values lie in each bucket, empty ones left out."""
        return {
            bucket: times for bucket, times in sorted((int(b), n) for b, n in self.buckets.items()) if times
        }

    def as_json(self, kind: Kind) -> dict[str, int] | None:
        """The distribution as it is stored: nothing where the total says it all."""
        kept = {bucket: times for bucket, times in self.buckets.items() if times}
        if (
            self.count == 1
            and len(kept) == 1
            and self.total >= 0
            and kept == {str(_bucket(self.total, kind)): 1}
        ):
            return None
        return kept


def _bucket(value: float, kind: Kind) -> int | None:
    match kind:
        case Kind.DURATION:
            return histogram.bucket_of(value)
        case Kind.SHARE | Kind.RATING | Kind.PROMOTION:
            return round(value)
        case Kind.COUNT | Kind.LEVEL | Kind.AVERAGE:
            return None
