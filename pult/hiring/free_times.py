"""Pure arithmetic: at which times within opening hours nobody is busy."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

# Where a department never closes, nobody is interviewed at night.
EARLIEST, LATEST = time(8), time(19)
STEP = timedelta(minutes=30)


class Busy(NamedTuple):
    """A stretch of time that is taken."""

    start: datetime
    end: datetime


def free_times(
    spans: Iterable[tuple[datetime, datetime]], busy: Sequence[Busy], *, minutes: int, zone: ZoneInfo
) -> list[datetime]:
    """Starts at full and half hours such that the whole talk lies in one span, by day, and overlaps with nothing."""
    length, found = timedelta(minutes=minutes), []
    for start, end in spans:
        moment = _rounded(start)
        while moment + length <= end:
            if _by_day(moment, length, zone) and not _taken(moment, moment + length, busy):
                found.append(moment)
            moment += STEP
    return found


def _rounded(moment: datetime) -> datetime:
    """The next full or half hour."""
    past = timedelta(minutes=moment.minute % 30, seconds=moment.second, microseconds=moment.microsecond)
    return moment + (STEP - past) if past else moment


def _by_day(moment: datetime, length: timedelta, zone: ZoneInfo) -> bool:
    begins, ends = moment.astimezone(zone), (moment + length).astimezone(zone)
    return begins.date() == ends.date() and begins.time() >= EARLIEST and ends.time() <= LATEST


def _taken(start: datetime, end: datetime, busy: Sequence[Busy]) -> bool:
    return any(one.start < end and start < one.end for one in busy)
