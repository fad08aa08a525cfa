"""The service level of a stretch of time: pure, from the waits that ended in it."""

from collections.abc import Iterable
from dataclasses import dataclass

from .types import Left


@dataclass(frozen=True, kw_only=True, slots=True)
class Ended:
    """One wait that is over: how it ended and how long it was."""

    outcome: Left
    seconds: float


@dataclass(frozen=True, kw_only=True)
class Level:
    """What became of those who waited. `percent` is None where nobody counts yet."""

    offered: int
    answered: int
    abandoned: int
    percent: float | None
    mean_seconds: float | None


def level_of(waits: Iterable[Ended], *, within: int) -> Level:
    """Answered within T ÷ (offered − abandoned within T), as the reports count; and the mean wait of the answered."""
    counted = [one for one in waits if one.outcome != Left.ENDED]
    answered = [one.seconds for one in counted if one.outcome == Left.ANSWERED]
    abandoned = [one.seconds for one in counted if one.outcome == Left.ABANDONED]
    base = len(counted) - sum(seconds <= within for seconds in abandoned)
    in_time = sum(seconds <= within for seconds in answered)
    return Level(
        offered=len(counted),
        answered=len(answered),
        abandoned=len(abandoned),
        percent=100 * in_time / base if base else None,
        mean_seconds=sum(answered) / len(answered) if answered else None,
    )
