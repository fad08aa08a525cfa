"""One clock: pure arithmetic on a target in business time.

A clock remembers how much business time it has counted and since when it runs; everything else follows. It is
touched only when something happens to the conversation, never polled.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self

from pult.calendars.types import NeverOpens, OpeningHours


@dataclass(frozen=True, kw_only=True, slots=True)
class Stopwatch:
    """A target, the business time counted towards it, and since when it is counting."""

    target: timedelta
    counted: timedelta = timedelta(0)
    running_since: datetime | None = None

    @classmethod
    def started(cls, target: timedelta, *, at: datetime) -> Self:
        """A clock that begins to count at a moment."""
        return cls(target=target, running_since=at)

    @property
    def is_running(self) -> bool:
        return self.running_since is not None

    def elapsed(self, hours: OpeningHours, *, at: datetime) -> timedelta:
        """Business time counted up to a moment."""
        if self.running_since is None:
            return self.counted
        return self.counted + hours.between(self.running_since, at)

    def due_at(self, hours: OpeningHours) -> datetime | None:
        """When the target is reached if nothing happens; None while paused or where hours never suffice."""
        if self.running_since is None:
            return None
        left = self.target - self.counted
        if left <= timedelta(0):
            return self.running_since
        try:
            return hours.add(self.running_since, left)
        except NeverOpens:
            return None

    def settled(self, hours: OpeningHours, *, at: datetime) -> Self:
        """The same clock with everything counted up to a moment, ready for other hours or another target.

        So time under each calendar is summed, and a new target counts from its moment on, never backwards.
        """
        return replace(self, counted=self.elapsed(hours, at=at), running_since=self._not_before(at))

    def paused(self, hours: OpeningHours, *, at: datetime) -> Self:
        """The clock standing still from a moment on."""
        return replace(self, counted=self.elapsed(hours, at=at), running_since=None)

    def resumed(self, *, at: datetime) -> Self:
        """The clock going on from a moment; a running clock just runs on."""
        return self if self.is_running else replace(self, running_since=at)

    def retargeted(self, target: timedelta, hours: OpeningHours, *, at: datetime) -> Self:
        """Another target from a moment on, with what was counted so far."""
        return replace(self.settled(hours, at=at), target=target)

    def is_kept(self, hours: OpeningHours, *, at: datetime) -> bool:
        """Whether stopping at this moment keeps the promise: the due moment itself still does."""
        due = self.due_at(hours)
        return self.counted <= self.target if due is None else at <= due

    def _not_before(self, at: datetime) -> datetime | None:
        return None if self.running_since is None else max(self.running_since, at)
