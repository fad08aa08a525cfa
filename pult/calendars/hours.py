"""Business time: pure arithmetic on opening hours.

Instants come in and go out in UTC. Openings are local: they are written per weekday, laid out per local
date and only then turned into instants, so nights on which the clocks change come out right by themselves. A
local time that does not exist (spring) moves forward by the gap; one that exists twice (autumn) means the
first.

A special day (holiday, closed day, half day) takes its local date, midnight to midnight, out of the weekly
hours and puts its own openings in. So it also cuts the end of a night shift that began on the evening before.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate, islice
from typing import Self
from zoneinfo import ZoneInfo

DAY = 24 * 60
NOTHING = timedelta(0)
FIRST_YEAR, LAST_YEAR = 2, 9998
PATIENCE = 20  # years without any opening after which there will be none


class NeverOpens(Exception):
    """These hours hold too little open time, now and for ever, to reach the moment asked for."""


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Interval:
    """One opening, in minutes after local midnight; an end beyond 24:00 lies on the next day."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not (0 <= self.opens < DAY and self.opens < self.closes <= self.opens + DAY):
            raise ValueError(f"not an opening: minute {self.opens} to minute {self.closes}")

    @classmethod
    def of(cls, opens: time, closes: time) -> Self:
        """From clock times; a closing at or before the opening lies on the next day (22:00 to 06:00)."""
        start, end = opens.hour * 60 + opens.minute, closes.hour * 60 + closes.minute
        return cls(opens=start, closes=end if end > start else end + DAY)


ALL_DAY = Interval(opens=0, closes=DAY)


@dataclass(frozen=True, kw_only=True, slots=True)
class Week:
    """The openings of an ordinary week, Monday first, and the local dates on which they hold."""

    days: tuple[tuple[Interval, ...], ...]
    valid_from: date | None = None
    valid_until: date | None = None

    def __post_init__(self) -> None:
        if len(self.days) != 7:
            raise ValueError("a week has seven days")

    def holds_on(self, on: date) -> bool:
        after = self.valid_from is None or self.valid_from <= on
        return after and (self.valid_until is None or on <= self.valid_until)


@dataclass(frozen=True, kw_only=True, slots=True)
class SpecialDay:
    """A local date with hours of its own; without openings it is closed."""

    on: date
    name: str
    openings: tuple[Interval, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Span:
    """A stretch of open time between two instants."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Year:
    """One local year laid out: its borders, its spans, and how much was open before each span began."""

    begins: datetime
    ends: datetime
    starts: list[datetime]
    stops: list[datetime]
    before: list[timedelta]

    @property
    def total(self) -> timedelta:
        return self.before[-1]

    def open_until(self, at: datetime) -> timedelta:
        """Open time from the beginning of this year to an instant."""
        place = bisect_right(self.starts, at)
        if place == 0:
            return NOTHING
        return self.before[place - 1] + (min(at, self.stops[place - 1]) - self.starts[place - 1])

    def moment_after(self, amount: timedelta) -> datetime:
        """The first instant at which this year's open time reaches an amount, at most all of it."""
        place = max(bisect_left(self.before, amount) - 1, 0)
        return self.starts[place] + (amount - self.before[place])

    def moment_before(self, amount: timedelta) -> datetime:
        """The last instant at which this year's open time is still an amount, less than all of it."""
        place = bisect_right(self.before, amount) - 1
        return self.starts[place] + (amount - self.before[place])


@dataclass(frozen=True)
class OpeningHours:
    """When somebody is there: a time zone, weeks with their validity, and special days.

    Where several weeks hold on a date, the one that began last counts (summer hours over the usual ones);
    where several special days name a date, the last one counts.
    """

    zone: ZoneInfo
    weeks: tuple[Week, ...] = ()
    special_days: tuple[SpecialDay, ...] = ()
    _special: dict[date, SpecialDay] = field(init=False, repr=False, compare=False)
    _years: dict[int, Year] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_special", {day.on: day for day in self.special_days})
        object.__setattr__(self, "_years", {})

    @classmethod
    def weekly(
        cls,
        zone: ZoneInfo,
        week: Mapping[int, Iterable[tuple[time, time]]],
        special_days: Iterable[SpecialDay] = (),
    ) -> Self:
        """The usual case: one week for ever, days numbered from Monday = 0."""
        days = tuple(tuple(Interval.of(*pair) for pair in week.get(number, ())) for number in range(7))
        return cls(zone, (Week(days=days),), tuple(special_days))

    @classmethod
    def always(cls, zone: ZoneInfo) -> Self:
        """Around the clock, every day."""
        return cls(zone, (Week(days=((ALL_DAY,),) * 7),))

    # Questions

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Open time between two instants; nothing where they stand in the wrong order."""
        # In UTC first: Python compares and subtracts two moments of one zone by the wall clock.
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        if end <= start:
            return NOTHING
        first, last = self._year_of(start), self._year_of(end)
        whole = sum((self._year(number).total for number in range(first, last)), NOTHING)
        return whole + self._year(last).open_until(end) - self._year(first).open_until(start)

    def add(self, start: datetime, duration: timedelta) -> datetime:
        """The instant at which this much open time has passed; for nothing, the first open instant."""
        if duration < NOTHING:
            raise ValueError("a duration cannot be negative; subtract instead")
        if not duration:
            return next(self._pieces(start)).start
        start = start.astimezone(UTC)
        wanted = duration + self._year(self._year_of(start)).open_until(start)
        for year in self._years_from(self._year_of(start), step=1):
            if wanted <= year.total:
                return year.moment_after(wanted)
            wanted -= year.total
        raise NeverOpens

    def subtract(self, end: datetime, duration: timedelta) -> datetime:
        """The instant from which this much open time passes until the end; for nothing, the last open."""
        if duration < NOTHING:
            raise ValueError("a duration cannot be negative; add instead")
        end = end.astimezone(UTC)
        year = self._year(self._year_of(end))
        left = year.open_until(end) - duration - year.total
        for year in self._years_from(self._year_of(end), step=-1):
            left += year.total
            if left > NOTHING or (duration and left == NOTHING and year.starts):
                return year.moment_after(left) if not duration else year.moment_before(left)
        raise NeverOpens

    def is_open(self, at: datetime) -> bool:
        """Whether somebody is there: an opening includes its first instant, not its last."""
        at = at.astimezone(UTC)
        year = self._year(self._year_of(at))
        place = bisect_right(year.starts, at)
        return place > 0 and at < year.stops[place - 1]

    def next_opening(self, at: datetime) -> datetime | None:
        """The first open instant at or after this one; None where there is none."""
        try:
            return self.add(at, NOTHING)
        except NeverOpens:
            return None

    def next_closing(self, at: datetime) -> datetime | None:
        """When the present or else the next opening ends; None where it never does, or never opens."""
        closing: datetime | None = None
        try:
            for piece in islice(self._pieces(at), 400):
                if closing and piece.start > closing:
                    return closing
                closing = piece.end
        except NeverOpens:
            return closing
        return None

    def spans(self, start: datetime, end: datetime) -> Iterator[Span]:
        """The open stretches between two instants in order, joined where they touch."""
        end = end.astimezone(UTC)
        pending: Span | None = None
        with suppress(NeverOpens):
            for piece in self._pieces(start):
                if piece.start >= end:
                    break
                piece = Span(start=piece.start, end=min(piece.end, end))
                if pending and piece.start <= pending.end:
                    pending = Span(start=pending.start, end=piece.end)
                    continue
                if pending:
                    yield pending
                pending = piece
        if pending:
            yield pending

    def special_day(self, on: date) -> SpecialDay | None:
        """What is special about a local date, if anything."""
        return self._special.get(on)

    def openings_on(self, on: date) -> tuple[Interval, ...]:
        """The openings that begin on a local date."""
        special = self._special.get(on)
        return special.openings if special else self.weekly_on(on)

    def weekly_on(self, on: date) -> tuple[Interval, ...]:
        """The openings that the weeks give a local date, special or not."""
        holding = [week for week in self.weeks if week.holds_on(on)]
        if not holding:
            return ()
        return max(holding, key=lambda week: week.valid_from or date.min).days[on.weekday()]

    # Layout

    def _pieces(self, start: datetime) -> Iterator[Span]:
        """Open stretches from an instant on, cut at midnights; at last NeverOpens."""
        start = start.astimezone(UTC)
        for year in self._years_from(self._year_of(start), step=1):
            for place in range(max(bisect_right(year.starts, start) - 1, 0), len(year.starts)):
                if year.stops[place] > start:
                    yield Span(start=max(year.starts[place], start), end=year.stops[place])
        raise NeverOpens

    def _years_from(self, number: int, *, step: int) -> Iterator[Year]:
        empty = 0
        while FIRST_YEAR <= number <= LAST_YEAR and empty < PATIENCE:
            year = self._year(number)
            empty = 0 if year.total else empty + 1
            yield year
            number += step

    def _year_of(self, at: datetime) -> int:
        return min(max(at.astimezone(self.zone).year, FIRST_YEAR), LAST_YEAR)

    def _year(self, number: int) -> Year:
        if number not in self._years:
            self._years[number] = self._lay_out(number)
        return self._years[number]

    def _lay_out(self, number: int) -> Year:
        begins, ends = self._instant(date(number, 1, 1), 0), self._instant(date(number + 1, 1, 1), 0)
        starts: list[datetime] = []
        stops: list[datetime] = []
        on = date(number, 1, 1)
        reached = begins
        while on.year == number:
            for interval in self._plan(on):
                # In a gap two openings may come to lie over each other: no minute counts twice.
                opens = max(self._instant(on, interval.opens), reached)
                closes = min(self._instant(on, interval.closes), ends)
                if closes > opens:
                    starts.append(opens)
                    stops.append(closes)
                    reached = closes
            on += timedelta(days=1)
        lengths = (stop - start for start, stop in zip(starts, stops, strict=True))
        return Year(begins, ends, starts, stops, list(accumulate(lengths, initial=NOTHING)))

    def _plan(self, on: date) -> list[Interval]:
        """What is open on one local date, the end of the night before included."""
        eve = on - timedelta(days=1)
        today, tonight = self._special.get(on), self._special.get(eve)
        begun = today.openings if today else self.weekly_on(on)
        nights = (() if today else self.weekly_on(eve)) + (tonight.openings if tonight else ())
        pieces = [(it.opens, min(it.closes, DAY)) for it in begun]
        pieces += [(0, it.closes - DAY) for it in nights if it.closes > DAY]
        joined: list[tuple[int, int]] = []
        for opens, closes in sorted(pieces):
            if joined and opens <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(joined[-1][1], closes))
            else:
                joined.append((opens, closes))
        return [Interval(opens=opens, closes=closes) for opens, closes in joined]

    def _instant(self, on: date, minute: int) -> datetime:
        """A local edge as an instant; fold=0 is our rule: forward in a gap, the first in an overlap."""
        local = datetime.combine(on, time(), tzinfo=None) + timedelta(minutes=minute)
        return local.replace(tzinfo=self.zone, fold=0).astimezone(UTC)
