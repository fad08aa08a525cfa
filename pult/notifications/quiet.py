"""When somebody is told nothing, and when a letter to them is due: pure questions about moments."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from pult.accounts.models import Person
from pult.calendars.types import OpeningHours

from .models import Wishes
from .types import Rhythm

# Whoever is at the desk has seen it by then, and is not written to.
PATIENCE = timedelta(minutes=2)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
# Quiet hours and opening hours take turns; nobody is quiet for longer than this many of their changes.
MOST_TURNS = 30


@dataclass(frozen=True)
class Reader:
    """Somebody who may be told: their wishes, and the opening hours of where they work if they keep to them."""

    person: Person
    wishes: Wishes
    hours: tuple[OpeningHours, ...] = ()

    @cached_property
    def zone(self) -> ZoneInfo:
        """Where their clock hangs."""
        return ZoneInfo(self.person.time_zone)

    def is_quiet(self, at: datetime) -> bool:
        """Whether nothing is sent to them now."""
        return self.quiet_until(at) is not None

    def quiet_until(self, at: datetime) -> datetime | None:
        """When they may be told again; None when they may be told now."""
        end = self.wishes.quiet_until
        if end is not None and self.wishes.is_quiet(at, self.zone):
            return next_time(at, end, self.zone)
        if self.hours and not any(one.is_open(at) for one in self.hours):
            return min((moment for one in self.hours if (moment := one.next_opening(at))), default=None)
        return None


def next_time(at: datetime, clock: time, zone: ZoneInfo) -> datetime:
    """The next moment at which a clock there shows this time."""
    here = at.astimezone(zone)
    found = here.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)
    if found <= here:
        found = (found.replace(tzinfo=None) + DAY).replace(tzinfo=zone)
    # A time that the night of a change leaves out is the one after it.
    return max(found.astimezone(ZoneInfo("UTC")), at + timedelta(seconds=1))


def letter_due(reader: Reader, at: datetime) -> datetime:
    """When a letter tells somebody of what has happened now: in their rhythm, and not while they have their quiet."""
    wishes = reader.wishes
    if wishes.rhythm == Rhythm.DAILY:
        due = next_time(at, wishes.daily_at, reader.zone)
    elif wishes.rhythm == Rhythm.HOURLY:
        due = at.replace(minute=0, second=0, microsecond=0) + HOUR
    else:
        due = at + PATIENCE
    return after_quiet(reader, due)


def after_quiet(reader: Reader, at: datetime) -> datetime:
    """The first moment from here on at which somebody may be told: quiet hours may end on a closed day."""
    for _turn in range(MOST_TURNS):
        later = reader.quiet_until(at)
        if later is None:
            break
        at = later
    return at
