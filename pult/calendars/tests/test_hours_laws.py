"""Laws that business time keeps for every calendar, found out by trying many."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from pult.calendars.types import Interval, OpeningHours, SpecialDay, Week

ZONES = ["Europe/Zagreb", "America/New_York", "Australia/Lord_Howe", "Asia/Beirut", "America/Havana", "UTC"]
MINUTE = timedelta(minutes=1)

intervals = st.tuples(st.integers(0, 1439), st.integers(1, 1440)).map(
    lambda pair: Interval(opens=pair[0], closes=pair[0] + pair[1])
)
days = st.lists(intervals, max_size=3).map(tuple)
dates = st.dates(date(2026, 1, 1), date(2027, 3, 31))
weeks = st.lists(days, min_size=7, max_size=7).map(lambda week: Week(days=tuple(week)))
special_days = st.builds(SpecialDay, on=dates, name=st.just("Special"), openings=days)
calendars = st.builds(
    OpeningHours,
    st.sampled_from(ZONES).map(ZoneInfo),
    weeks.map(lambda week: (week,)),
    st.lists(special_days, max_size=5).map(tuple),
).filter(lambda hours: any(hours.weeks[0].days))
moments = st.datetimes(datetime(2026, 2, 1), datetime(2027, 2, 1), timezones=st.just(UTC))
durations = st.timedeltas(timedelta(0), timedelta(days=60))


@given(calendars, st.lists(moments, min_size=3, max_size=3).map(sorted))
def test_parts_add_up_to_the_whole(hours, three):
    first, second, third = three
    assert hours.between(first, second) + hours.between(second, third) == hours.between(first, third)


@given(calendars, moments, moments)
def test_open_time_is_never_longer_than_time(hours, start, end):
    open_time = hours.between(start, end)
    assert timedelta(0) <= open_time <= max(end - start, timedelta(0))
    spans = list(hours.spans(start, end))
    assert sum((span.length for span in spans), timedelta(0)) == open_time
    assert all(before.end < after.start for before, after in pairwise(spans))


@given(calendars, moments, durations)
def test_what_was_added_lies_between(hours, start, duration):
    end = hours.add(start, duration)
    assert end >= start
    assert hours.between(start, end) == duration


@given(calendars, moments, durations)
def test_what_was_subtracted_lies_between(hours, end, duration):
    start = hours.subtract(end, duration)
    assert start <= end
    assert hours.between(start, end) == duration


@given(calendars, moments, durations, durations)
def test_more_work_is_never_due_earlier(hours, start, one, other):
    assert (hours.add(start, one) <= hours.add(start, other)) == (one <= other)


@given(calendars, moments, moments, durations)
def test_a_later_start_is_never_due_earlier(hours, one, other, duration):
    first, second = sorted([one, other])
    assert hours.add(first, duration) <= hours.add(second, duration)


@given(calendars, moments, durations)
def test_a_due_time_is_the_first_moment_that_reaches_it(hours, start, duration):
    end = hours.add(start, duration + MINUTE)
    assert hours.between(start, end - timedelta(microseconds=1)) < duration + MINUTE


@given(calendars, moments)
def test_the_next_opening_is_open_and_the_next_closing_is_not(hours, at):
    opening = hours.next_opening(at)
    assert opening >= at
    assert hours.is_open(opening)
    assert hours.between(at, opening) == timedelta(0)
    closing = hours.next_closing(at)
    if closing:
        assert not hours.is_open(closing)
        assert hours.between(opening, closing) == closing - opening


@given(calendars, moments, moments)
def test_an_opening_cut_at_midnight_is_the_same_opening(hours, start, end):
    week: list[list[Interval]] = [[] for _ in range(7)]
    for number, openings in enumerate(hours.weeks[0].days):
        for it in openings:
            week[number].append(Interval(opens=it.opens, closes=min(it.closes, 1440)))
            if it.closes > 1440:
                week[(number + 1) % 7].append(Interval(opens=0, closes=it.closes - 1440))
    cut = OpeningHours(hours.zone, (Week(days=tuple(map(tuple, week))),), hours.special_days)
    assert cut.between(start, end) == hours.between(start, end)


@settings(max_examples=30)
@given(calendars, moments)
def test_it_agrees_with_looking_at_the_wall_clock_every_quarter_of_an_hour(hours, at):
    """An independent count: ask the local clock at many instants, away from the nights of change."""
    at = at.replace(minute=0, second=0, microsecond=0)
    for step in range(0, 7 * 24 * 4, 5):
        moment = at + step * 15 * MINUTE + timedelta(seconds=30)
        local = moment.astimezone(hours.zone)
        offsets = {(local + timedelta(days=d)).utcoffset() for d in (-2, 2)}
        if len(offsets) == 1:
            assert hours.is_open(moment) == open_by_the_wall_clock(hours, local)


def open_by_the_wall_clock(hours, local):
    minute = local.hour * 60 + local.minute
    today, eve = local.date(), local.date() - timedelta(days=1)
    special = {day.on: day.openings for day in hours.special_days}
    weekly = hours.weeks[0].days
    begun = special.get(today, weekly[today.weekday()])
    nights = special.get(eve, ()) + (() if today in special else weekly[eve.weekday()])
    return any(it.opens <= minute < it.closes for it in begun) or any(
        minute < it.closes - 1440 for it in nights
    )


def test_ten_years_are_counted_without_walking_through_them():
    hours = OpeningHours.weekly(ZoneInfo("Europe/Zagreb"), {d: [(time(8), time(16))] for d in range(5)})
    start = datetime(2020, 1, 1, tzinfo=UTC)
    assert hours.between(start, datetime(2030, 1, 1, tzinfo=UTC)) == timedelta(hours=2609 * 8)
    assert hours.add(start, timedelta(hours=2609 * 8)) == datetime(2029, 12, 31, 15, tzinfo=UTC)
