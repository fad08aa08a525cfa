"""When a report is due."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pult.dashboards.slots import Timing, days_told
from pult.dashboards.types import Rhythm
from pult.metrics.types import Period

ZAGREB = ZoneInfo("Europe/Zagreb")
ZONES = ("Europe/Zagreb", "UTC", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata")


def timing(rhythm=Rhythm.DAILY, **more):
    return Timing(rhythm=rhythm, zone="Europe/Zagreb", **{"hour": 8} | more)


@pytest.mark.parametrize(
    ("hour", "day", "due"),
    [
        (2, date(2026, 3, 29), "2026-03-29T01:00"),  # half past two does not exist: an hour later
        (2, date(2026, 10, 25), "2026-10-25T00:00"),  # twice: the first
        (8, date(2026, 3, 29), "2026-03-29T06:00"),
        (8, date(2026, 3, 28), "2026-03-28T07:00"),
    ],
)
def test_the_nights_on_which_the_clocks_change(hour, day, due):
    assert timing(hour=hour).moment_on(day) == datetime.fromisoformat(due).replace(tzinfo=UTC)


def test_the_last_day_of_every_month():
    monthly = timing(Rhythm.MONTHLY, monthday=31)
    moment, found = datetime(2026, 1, 1, tzinfo=UTC), []
    for _month in range(4):
        moment = monthly.after(moment)
        found.append(moment.date().isoformat())
    assert found == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]


@given(
    st.sampled_from(Rhythm),
    st.integers(0, 23),
    st.integers(0, 6),
    st.integers(1, 31),
    st.sampled_from(ZONES),
    st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1)),
)
def test_the_next_moment_is_the_very_next_and_never_the_same(rhythm, hour, weekday, monthday, zone, moment):
    asked = Timing(rhythm=rhythm, hour=hour, weekday=weekday, monthday=monthday, zone=zone)
    moment = moment.replace(tzinfo=UTC)
    first = asked.after(moment)
    assert first > moment
    assert asked.after(first - timedelta(seconds=1)) == first
    second = asked.after(first)
    # Once for each local day that it holds on, never twice.
    assert second.astimezone(ZoneInfo(zone)).date() > first.astimezone(ZoneInfo(zone)).date()


@pytest.mark.parametrize(
    ("rhythm", "told"),
    [
        (Rhythm.DAILY, Period(date(2026, 3, 1), date(2026, 3, 1))),
        (Rhythm.WEEKLY, Period(date(2026, 2, 23), date(2026, 3, 1))),
        (Rhythm.MONTHLY, Period(date(2026, 2, 1), date(2026, 2, 28))),
    ],
)
def test_it_tells_of_days_that_are_over(rhythm, told):
    assert days_told(rhythm, datetime(2026, 3, 2, 8, tzinfo=ZAGREB), ZAGREB) == told
