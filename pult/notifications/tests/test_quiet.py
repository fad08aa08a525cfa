"""When somebody has their quiet, and when a letter to them is due."""

from datetime import UTC, datetime, time, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from pult.calendars.types import OpeningHours
from pult.notifications.models import Wishes
from pult.notifications.quiet import Reader, letter_due, next_time
from pult.notifications.types import Rhythm

ZAGREB = "Europe/Zagreb"
OFFICE = OpeningHours.weekly(ZoneInfo(ZAGREB), {day: [(time(9), time(17))] for day in range(5)})
clocks = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
moments = st.datetimes(
    min_value=datetime(2026, 1, 1), max_value=datetime(2027, 12, 31), timezones=st.just(UTC)
)


def reader(*hours: OpeningHours, zone: str = ZAGREB, **wishes: object) -> Reader:
    return Reader(SimpleNamespace(time_zone=zone), Wishes(**wishes), hours)


@given(
    at=moments,
    rhythm=st.sampled_from(Rhythm),
    daily=clocks,
    zone=st.sampled_from(["UTC", ZAGREB, "America/New_York", "Australia/Lord_Howe"]),
)
def test_a_letter_is_due_later_and_in_the_opening_hours_of_whoever_keeps_to_them(at, rhythm, daily, zone):
    whose = reader(OFFICE, zone=zone, rhythm=rhythm, daily_at=daily)
    due = letter_due(whose, at)
    assert due > at
    assert OFFICE.is_open(due)


@given(at=moments, begin=clocks, end=clocks)
def test_quiet_hours_end(at, begin, end):
    if begin == end:
        return
    whose = reader(quiet_from=begin, quiet_until=end)
    assert not whose.is_quiet(letter_due(whose, at))


def test_the_quiet_of_a_night_ends_in_the_morning_of_whoever_sleeps():
    whose = reader(quiet_from=time(20), quiet_until=time(7))
    late = datetime(2026, 11, 19, 22, 30, tzinfo=ZoneInfo(ZAGREB))
    assert letter_due(whose, late) == datetime(2026, 11, 20, 7, tzinfo=ZoneInfo(ZAGREB))
    noon = datetime(2026, 11, 19, 12, tzinfo=ZoneInfo(ZAGREB))
    assert letter_due(whose, noon) == noon + timedelta(minutes=2)


def test_on_friday_evening_a_letter_waits_for_monday():
    whose = reader(OFFICE)
    friday = datetime(2026, 11, 20, 19, tzinfo=ZoneInfo(ZAGREB))
    assert letter_due(whose, friday) == datetime(2026, 11, 23, 9, tzinfo=ZoneInfo(ZAGREB))


def test_a_daily_letter_comes_at_its_time_on_the_night_the_clocks_change_too():
    whose = reader(rhythm=Rhythm.DAILY, daily_at=time(8))
    evening = datetime(2026, 3, 28, 20, tzinfo=ZoneInfo(ZAGREB))
    assert letter_due(whose, evening) == datetime(2026, 3, 29, 6, tzinfo=UTC)
    assert next_time(evening, time(2, 30), ZoneInfo(ZAGREB)) > evening


def test_an_hourly_letter_comes_with_the_hour():
    whose = reader(rhythm=Rhythm.HOURLY)
    at = datetime(2026, 11, 19, 12, 10, 5, tzinfo=UTC)
    assert letter_due(whose, at) == datetime(2026, 11, 19, 13, tzinfo=UTC)
