"""The values of handling."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Handled:
    """How many seconds somebody worked on conversations, and how many of them while they were not available."""

    seconds: float = 0.0
    aside: float = 0.0

    def __add__(self, other: "Handled") -> "Handled":
        return Handled(self.seconds + other.seconds, self.aside + other.aside)

    def occupancy(self, available: float) -> float | None:
        """Of the time in which somebody worked or could have been given work, the part in which they worked."""
        whole = available + self.aside
        return min(self.seconds / whole, 1.0) if whole > 0 else None


@dataclass(frozen=True, slots=True)
class Piece:
    """From when to when one person worked on one conversation."""

    conversation: int
    began_at: datetime
    ended_at: datetime

    @property
    def length(self) -> timedelta:
        return self.ended_at - self.began_at
