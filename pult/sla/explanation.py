"""Why a deadline is when it is: the account of one clock, step by step, as plain values.

The words are in `words`; here is only what happened, what was counted and what was not.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from pult.calendars.types import OpeningHours
from pult.sla.stopwatch import Stopwatch

LONGEST = 7  # openings of one stretch told one by one; more are told as a sum


class Happening(StrEnum):
    """What can happen to a clock."""

    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    RETARGETED = "retargeted"
    RESCHEDULED = "rescheduled"
    STOPPED = "stopped"


class Kind(StrEnum):
    """What a line of the account tells: a happening, or what passed between two."""

    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    RETARGETED = "retargeted"
    RESCHEDULED = "rescheduled"
    STOPPED = "stopped"
    COUNTED = "counted"
    SUMMED = "summed"
    CLOSED = "closed"
    DUE = "due"


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """Something that happened to the clock, with the target and the hours in force from then on.

    `policy` is the name of the one that holds since, where another one did before.
    """

    happening: Happening
    at: datetime
    target: timedelta
    hours: OpeningHours
    policy: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of the account."""

    kind: Kind
    at: datetime
    until: datetime | None = None
    counted: timedelta = timedelta(0)
    total: timedelta = timedelta(0)
    openings: int = 0
    names: tuple[str, ...] = ()
    is_weekend: bool = False
    hours: OpeningHours = field(repr=False)
    target: timedelta = timedelta(0)
    policy: str = ""

    @property
    def left(self) -> timedelta:
        """What remains of the target after this line."""
        return max(self.target - self.total, timedelta(0))


@dataclass(frozen=True, kw_only=True, slots=True)
class Explanation:
    """The whole account of one clock."""

    lines: tuple[Line, ...]
    target: timedelta
    counted: timedelta
    due_at: datetime | None


def explain(steps: Sequence[Step], *, now: datetime) -> Explanation:
    """Tell a clock's story up to its due moment, and where it stands now."""
    lines: list[Line] = []
    clock = Stopwatch(target=steps[0].target)
    due: datetime | None = None
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        clock = _after(step, clock)
        happened = _line(Kind(step.happening), step.at, step, clock.counted)
        lines.append(replace(happened, policy=step.policy))
        if due is None:
            end = _stretch_end(clock, step, following)
            lines += _passed(clock, step, end)
            due = _due_within(clock, step, following)
            if due:
                lines.append(_line(Kind.DUE, due, step, clock.target))
        if following:
            clock = clock.settled(step.hours, at=following.at)
    counted = clock.elapsed(steps[-1].hours, at=max(now, steps[-1].at))
    return Explanation(lines=tuple(lines), target=clock.target, counted=counted, due_at=due)


def _after(step: Step, clock: Stopwatch) -> Stopwatch:
    """The clock once a step has happened; what passed before it is settled already."""
    match step.happening:
        case Happening.STARTED | Happening.RESUMED:
            return replace(clock.resumed(at=step.at), target=step.target)
        case Happening.PAUSED | Happening.STOPPED:
            return replace(clock, running_since=None)
        case Happening.RETARGETED | Happening.RESCHEDULED:
            return replace(clock, target=step.target)


def _due_within(clock: Stopwatch, step: Step, following: Step | None) -> datetime | None:
    due = clock.due_at(step.hours)
    return due if due and (following is None or due <= following.at) else None


def _stretch_end(clock: Stopwatch, step: Step, following: Step | None) -> datetime | None:
    """Until when a stretch is told: its due moment, else the next happening."""
    if not clock.is_running:
        return None
    return _due_within(clock, step, following) or (following.at if following else None)


def _passed(clock: Stopwatch, step: Step, end: datetime | None) -> Iterator[Line]:
    """What was open and what was closed from a step until the end of its stretch."""
    if end is None:
        return
    told = list(_open_and_closed(clock, step, end))
    openings = [line for line in told if line.kind == Kind.COUNTED]
    if len(openings) <= LONGEST:
        yield from told
        return
    first, last = told.index(openings[2]) + 1, told.index(openings[-2])
    middle = [line for line in told[first:last] if line.kind == Kind.COUNTED]
    yield from told[:first]
    yield _sum_of(middle, told[first:last])
    yield from told[last:]


def _open_and_closed(clock: Stopwatch, step: Step, end: datetime) -> Iterator[Line]:
    reached, total = step.at, clock.counted
    for span in step.hours.spans(step.at, end):
        if span.start > reached:
            yield _closed(reached, span.start, step, total)
        total += span.length
        counted = _line(Kind.COUNTED, span.start, step, total)
        yield replace(counted, until=span.end, counted=span.length, openings=1)
        reached = span.end
    if end > reached:
        yield _closed(reached, end, step, total)


def _closed(start: datetime, end: datetime, step: Step, total: timedelta) -> Line:
    """A closed stretch, with the names of the special days and whether whole weekend days lie in it."""
    zone = step.hours.zone
    days = [start.astimezone(zone).date()]
    while days[-1] < (end - timedelta(microseconds=1)).astimezone(zone).date():
        days.append(days[-1] + timedelta(days=1))
    special = (step.hours.special_day(day) for day in days)
    names = tuple(dict.fromkeys(day.name for day in special if day))
    weekend = any(day.weekday() >= 5 and not step.hours.openings_on(day) for day in days)
    return replace(_line(Kind.CLOSED, start, step, total), until=end, names=names, is_weekend=weekend)


def _sum_of(openings: Iterable[Line], stretch: Sequence[Line]) -> Line:
    known = list(openings)
    return replace(
        known[-1],
        kind=Kind.SUMMED,
        at=stretch[0].at,
        until=stretch[-1].until,
        counted=sum((line.counted for line in known), timedelta(0)),
        openings=len(known),
        names=tuple(dict.fromkeys(name for line in stretch for name in line.names)),
    )


def _line(kind: Kind, at: datetime, step: Step, total: timedelta) -> Line:
    return Line(kind=kind, at=at, total=total, hours=step.hours, target=step.target)
