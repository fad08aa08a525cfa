"""When a report is due: pure, by the clock of whoever chose the hour, and right on the nights the clocks change."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pult.metrics.types import Period

from .types import Rhythm

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Timing:
    """Every day, on one day of each week (Monday is 0), or of each month, at an hour, in a zone."""

    rhythm: Rhythm
    hour: int
    zone: str
    weekday: int = 0
    monthday: int = 1

    def holds_on(self, day: date) -> bool:
        """Whether something is due on a day; the 31st is the last day of every month."""
        match self.rhythm:
            case Rhythm.DAILY:
                return True
            case Rhythm.WEEKLY:
                return day.weekday() == self.weekday
            case Rhythm.MONTHLY:
                return day.day == min(self.monthday, monthrange(day.year, day.month)[1])

    def moment_on(self, day: date) -> datetime:
        """The hour on a day. One that the clocks leave out is as much later, one that comes twice is the first."""
        return datetime.combine(day, time(self.hour), ZoneInfo(self.zone)).astimezone(UTC)

    def after(self, moment: datetime) -> datetime:
        """The first moment after this one at which something is due."""
        day = moment.astimezone(ZoneInfo(self.zone)).date() - ONE_DAY
        while not (self.holds_on(day) and self.moment_on(day) > moment):
            day += ONE_DAY
        return self.moment_on(day)

    def between(self, moment: datetime, until: datetime) -> Iterator[datetime]:
        """Every moment after one, up to and with another."""
        while (moment := self.after(moment)) <= until:
            yield moment


def days_told(rhythm: Rhythm, slot: datetime, zone: ZoneInfo) -> Period:
    """The whole days that a report tells of: those that are over when it comes."""
    yesterday = slot.astimezone(zone).date() - ONE_DAY
    match rhythm:
        case Rhythm.DAILY:
            return Period(yesterday, yesterday)
        case Rhythm.WEEKLY:
            return Period.last(7, until=yesterday)
        case Rhythm.MONTHLY:
            last = (yesterday + ONE_DAY).replace(day=1) - ONE_DAY
            return Period(last.replace(day=1), last)
