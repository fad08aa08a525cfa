"""From marks to points: pure arithmetic, the same for a draft, a submitted assessment and a calibrated one.

Every mark is brought to the scale 1 to 5. Points are the weighted mean over what was answered: a criterion that does
not apply leaves the sum and the weight alike. A low mark on a critical criterion fails its section, which then counts
1 for each of its answered criteria, or the whole, which then has 1 point. The mean without failures is kept beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from .types import HIGHEST, LOWEST, Critical, Kind, Mark

OPEN = Mark()


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """What the arithmetic needs to know of a criterion."""

    key: str
    section: str
    kind: Kind
    weight: float = 1.0
    lowest: int = LOWEST
    highest: int = HIGHEST
    low_until: int = 2
    critical: Critical = Critical.NONE
    skill_id: int | None = None

    def is_low(self, mark: Mark) -> bool:
        """Whether a mark is one that asks for a root cause, and fails what is critical."""
        if self.kind == Kind.TEXT or mark.value is None:
            return False
        return mark.value == 0 if self.kind == Kind.CHECK else mark.value <= self.low_until

    def points(self, mark: Mark) -> float | None:
        """A mark on the scale 1 to 5; None for words, for what does not apply and for what is open."""
        if self.kind == Kind.TEXT or mark.is_na or mark.value is None:
            return None
        low, high = (0, 1) if self.kind == Kind.CHECK else (self.lowest, self.highest)
        return LOWEST + (HIGHEST - LOWEST) * (mark.value - low) / (high - low)

    def allows(self, value: int) -> bool:
        """Whether a number is one of this criterion's marks."""
        match self.kind:
            case Kind.SCALE:
                return self.lowest <= value <= self.highest
            case Kind.CHECK:
                return value in {0, 1}
            case Kind.TEXT:
                return False


@dataclass(frozen=True, slots=True)
class Points:
    """A mean on the scale 1 to 5: with critical failures, and as it would be without them."""

    value: float | None
    plain: float | None
    is_failed: bool
    weight: float

    @property
    def percent(self) -> int | None:
        """The same from 0 to 100."""
        return None if self.value is None else round(100 * (self.value - LOWEST) / (HIGHEST - LOWEST))


@dataclass(frozen=True, slots=True)
class Result:
    """What an assessment comes to."""

    total: Points
    sections: Mapping[str, Points]
    failed_by: tuple[str, ...]
    answered: int
    of: int

    @property
    def is_complete(self) -> bool:
        """Whether every criterion that is marked has its mark."""
        return self.answered == self.of


@dataclass(frozen=True, slots=True)
class SkillPoints:
    """What an assessment says of one skill."""

    points: float
    weight: float
    criteria: int


def result(items: Sequence[Item], marks: Mapping[str, Mark]) -> Result:
    """The points of an assessment, by section and in all."""
    marked = [item for item in items if item.kind != Kind.TEXT]
    failures = [item for item in marked if _fails(item, marks)]
    failed = {item.section for item in failures if item.critical == Critical.SECTION}
    is_lost = any(item.critical == Critical.WHOLE for item in failures)
    return Result(
        total=_points(marked, marks, failed=failed, is_lost=is_lost),
        sections={
            section: _points(
                [item for item in marked if item.section == section], marks, failed=failed, is_lost=False
            )
            for section in dict.fromkeys(item.section for item in items)
        },
        failed_by=tuple(item.key for item in failures),
        answered=sum(marks.get(item.key, OPEN).is_given for item in marked),
        of=len(marked),
    )


def by_skill(items: Iterable[Item], marks: Mapping[str, Mark]) -> dict[int, SkillPoints]:
    """The weighted mean of each skill that was judged. Critical failures do not count here: they say nothing of it."""
    found: dict[int, list[tuple[float, float]]] = {}
    for item in items:
        points = item.points(marks.get(item.key, OPEN))
        if item.skill_id is not None and points is not None and item.weight > 0:
            found.setdefault(item.skill_id, []).append((points, item.weight))
    return {
        skill: SkillPoints(_mean(pairs), fsum(weight for _, weight in pairs), len(pairs))
        for skill, pairs in found.items()
    }


def _fails(item: Item, marks: Mapping[str, Mark]) -> bool:
    return item.critical != Critical.NONE and item.is_low(marks.get(item.key, OPEN))


def _points(items: Sequence[Item], marks: Mapping[str, Mark], *, failed: set[str], is_lost: bool) -> Points:
    answered = [
        (points, item.weight, item.section in failed)
        for item in items
        if (points := item.points(marks.get(item.key, OPEN))) is not None and item.weight > 0
    ]
    weight = fsum(weight for _, weight, _ in answered)
    is_failed = is_lost or any(lost for _, _, lost in answered)
    if not answered:
        return Points(None, None, is_lost, 0.0)
    plain = _mean([(points, weight) for points, weight, _ in answered])
    counted = _mean([(LOWEST if lost else points, weight) for points, weight, lost in answered])
    return Points(float(LOWEST) if is_lost else counted, plain, is_failed, weight)


def _mean(pairs: Sequence[tuple[float, float]]) -> float:
    """The weighted mean, exact enough not to depend on the order, and never outside of what went in."""
    mean = fsum(points * weight for points, weight in pairs) / fsum(weight for _, weight in pairs)
    return min(max(mean, min(points for points, _ in pairs)), max(points for points, _ in pairs))
