"""Clocks: pauses, other targets, other hours, and the laws they keep."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from pult.calendars.types import OpeningHours
from pult.sla.stopwatch import Stopwatch

ZAGREB = ZoneInfo("Europe/Zagreb")
OFFICE = OpeningHours.weekly(ZAGREB, {day: [(time(8), time(16))] for day in range(5)})
NIGHTS = OpeningHours.weekly(ZAGREB, {day: [(time(22), time(6))] for day in range(7)})
ALWAYS = OpeningHours.always(ZAGREB)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZAGREB)


def test_a_question_on_friday_afternoon_is_due_on_monday():
    clock = Stopwatch.started(4 * HOUR, at=at("2026-11-20T15:12"))
    assert clock.due_at(OFFICE) == at("2026-11-23T11:12")


def test_the_weekend_does_not_count_even_when_the_clocks_change():
    clock = Stopwatch.started(2 * HOUR, at=at("2026-03-27T15:00"))
    assert clock.due_at(OFFICE) == at("2026-03-30T09:00")


def test_a_pause_moves_the_deadline_by_its_business_time():
    clock = Stopwatch.started(8 * HOUR, at=at("2026-11-16T08:00"))
    waiting = clock.paused(OFFICE, at=at("2026-11-16T10:00"))
    assert waiting.due_at(OFFICE) is None
    assert waiting.elapsed(OFFICE, at=at("2026-11-18T12:00")) == 2 * HOUR
    again = waiting.resumed(at=at("2026-11-17T12:00"))
    assert again.due_at(OFFICE) == at("2026-11-18T10:00")


def test_a_higher_priority_counts_from_its_moment_and_never_backwards():
    clock = Stopwatch.started(16 * HOUR, at=at("2026-11-16T08:00"))
    urgent = clock.retargeted(2 * HOUR, OFFICE, at=at("2026-11-16T13:00"))
    assert urgent.due_at(OFFICE) == at("2026-11-16T13:00")
    calm = urgent.retargeted(16 * HOUR, OFFICE, at=at("2026-11-16T14:00"))
    assert calm.due_at(OFFICE) == clock.due_at(OFFICE)


def test_time_under_two_calendars_is_summed():
    clock = Stopwatch.started(10 * HOUR, at=at("2026-11-16T12:00")).settled(OFFICE, at=at("2026-11-16T20:00"))
    assert clock.counted == 4 * HOUR
    assert clock.due_at(NIGHTS) == at("2026-11-17T04:00")


def test_the_due_moment_itself_still_keeps_the_promise():
    clock = Stopwatch.started(8 * HOUR, at=at("2026-11-16T08:00"))
    assert clock.is_kept(OFFICE, at=at("2026-11-16T16:00"))
    assert not clock.is_kept(OFFICE, at=at("2026-11-16T16:00:01"))


def test_a_promise_cannot_be_broken_while_the_clock_stands_still():
    clock = Stopwatch.started(8 * HOUR, at=at("2026-11-16T08:00")).paused(OFFICE, at=at("2026-11-16T09:00"))
    assert clock.is_kept(OFFICE, at=at("2027-11-16T09:00"))


def test_hours_that_never_open_never_make_anything_due():
    clock = Stopwatch.started(HOUR, at=at("2026-11-16T08:00"))
    assert clock.due_at(OpeningHours(ZAGREB)) is None
    assert clock.is_kept(OpeningHours(ZAGREB), at=at("2027-11-16T08:00"))


def test_the_waits_of_a_known_ticket_add_up():
    """Thirty days in work, twenty on hold, twenty-eight with the customer: 30, 50 and 78 by definition."""
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    hold, ask, solve = begin + 30 * DAY, begin + 50 * DAY, begin + 78 * DAY
    work = Stopwatch.started(DAY, at=begin).paused(ALWAYS, at=hold)
    requester = Stopwatch.started(DAY, at=begin).paused(ALWAYS, at=ask)
    whole = Stopwatch.started(DAY, at=begin).paused(ALWAYS, at=solve)
    assert [clock.counted / DAY for clock in (work, requester, whole)] == [30, 50, 78]


moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))
targets = st.timedeltas(timedelta(minutes=1), timedelta(hours=60))


@given(targets, st.lists(moments, min_size=3, max_size=12).map(sorted))
def test_settling_never_changes_a_deadline(target, events):
    clock = settled = Stopwatch.started(target, at=events[0])
    due = clock.due_at(OFFICE)
    for event in events[1:]:
        if event < due:
            settled = settled.settled(OFFICE, at=event)
    assert settled.due_at(OFFICE) == due
    assert settled.elapsed(OFFICE, at=events[-1]) == clock.elapsed(OFFICE, at=events[-1])


@given(targets, st.lists(moments, min_size=3, max_size=13).map(sorted))
def test_what_was_counted_is_the_time_between_pauses(target, events):
    clock = Stopwatch.started(target, at=events[0])
    expected = timedelta(0)
    for number, (one, following) in enumerate(pairwise(events)):
        if number % 2 == 0:
            expected += OFFICE.between(one, following)
            clock = clock.paused(OFFICE, at=following)
        else:
            clock = clock.resumed(at=following)
    assert clock.elapsed(OFFICE, at=events[-1]) == expected


@given(targets, st.lists(moments, min_size=3, max_size=3).map(sorted))
def test_a_pause_never_brings_a_deadline_forward(target, three):
    start, pause, resume = three
    clock = Stopwatch.started(target, at=start)
    if clock.is_kept(OFFICE, at=pause):
        paused = clock.paused(OFFICE, at=pause).resumed(at=resume)
        assert paused.due_at(OFFICE) >= clock.due_at(OFFICE)
