"""From which score on the bot may answer by itself: found from what visitors and agents said of its answers."""

from collections.abc import Iterable
from dataclasses import dataclass

from pult.metrics.statistics import Interval, wilson


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One answer of the past: how sure the search was, and whether it was right."""

    score: float
    is_right: bool


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A threshold with what it would have meant: of so many answers given so many were right."""

    threshold: float
    given: int
    right: int
    judged: int

    @property
    def precision(self) -> float:
        """The share of the given answers that were right."""
        return self.right / self.given

    @property
    def coverage(self) -> float:
        """The share of all judged answers that would have been given."""
        return self.given / self.judged

    @property
    def interval(self) -> Interval:
        """Between which values the true precision probably lies."""
        return wilson(self.right, self.given)


def choose(judged: Iterable[Judged], *, wanted: float, least: int) -> Choice | None:
    """The lowest threshold at which at least `wanted` of at least `least` answers were right; None if there is none."""
    ranked = sorted(judged, key=lambda one: -one.score)
    best, right = None, 0
    for given, one in enumerate(ranked, start=1):
        right += one.is_right
        # Answers of one score are given or withheld together.
        if given < len(ranked) and ranked[given].score == one.score:
            continue
        if given >= max(least, 1) and right / given >= wanted:
            best = Choice(threshold=one.score, given=given, right=right, judged=len(ranked))
    return best
