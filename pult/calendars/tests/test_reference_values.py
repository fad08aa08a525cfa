"""Business time against the reference values, where they are at hand."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from pult.calendars.types import Interval, OpeningHours, Week
from tests.reference import VALUES, entries, needs_reference

ENTRIES = entries("business_time")
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
SUNDAY = datetime(2026, 11, 15, tzinfo=UTC)


def schedule(name: str, zone: str) -> OpeningHours:
    if name == "24x7":
        return OpeningHours.always(ZoneInfo(zone))
    if name == "Mon-Fri 9-17":
        return OpeningHours.weekly(ZoneInfo(zone), {day: [(time(9), time(17))] for day in range(5)})
    if name == "night 22-06":
        return OpeningHours.weekly(ZoneInfo(zone), {day: [(time(22), time(6))] for day in range(7)})
    week = VALUES["schedules"][name]
    hours = {
        number: [(time.fromisoformat(week[day][0]), time.fromisoformat(week[day][1]))]
        for number, day in enumerate(WEEKDAYS)
        if day in week
    }
    return OpeningHours.weekly(ZoneInfo(week["tz"]), hours)


def minutes_of_a_week(stretches: list[list[int]]) -> OpeningHours:
    """Stretches of minutes since Sunday midnight in UTC."""
    days: list[list[Interval]] = [[] for _ in range(7)]
    for start, end in stretches:
        sunday_first, minute = divmod(start, 1440)
        days[(sunday_first - 1) % 7].append(Interval(opens=minute, closes=minute + end - start))
    return OpeningHours(ZoneInfo("UTC"), (Week(days=tuple(map(tuple, days))),))


def counted(stretches: list[list[int]], start: float, end: float) -> float:
    hours = minutes_of_a_week(stretches)
    length = hours.between(SUNDAY + timedelta(minutes=start), SUNDAY + timedelta(minutes=end))
    return length / timedelta(minutes=1)


def computed(entry):
    given = entry["inputs"]
    match entry["name"]:
        case "multi_schedule_business_minutes":
            return sum(
                counted(s["week_minutes_utc"], s["from_minute"], s["to_minute"]) for s in given["schedules"]
            )
        case "last_schedule_business_minutes":
            return counted(given["schedule"], given["from_minute"], given["to_minute"])
        case "ambiguous_local_time":
            local = datetime.fromisoformat(given["local"])
            hours = OpeningHours.weekly(ZoneInfo(given["tz"]), {6: [(local.time(), time(3))]})
            opening = hours.next_opening(local.replace(hour=0, minute=0, tzinfo=hours.zone))
            return f"first (DST) occurrence = {opening:%H:%M}Z"
    hours = schedule(given["schedule"], given.get("tz", "UTC"))
    if entry["name"] == "business_seconds_within":
        start, end = (datetime.fromisoformat(given[key]) for key in ("start", "end"))
        return hours.between(start, end).total_seconds()
    amount, at = timedelta(seconds=given["amount"]), datetime.fromisoformat(given["at"])
    moved = hours.add(at, amount) if entry["name"] == "business_after_seconds" else hours.subtract(at, amount)
    return moved.isoformat().replace("+00:00", "Z")


@needs_reference
@pytest.mark.parametrize("key", list(ENTRIES) or ["absent"])
def test_reference_value(key):
    entry = ENTRIES[key]
    if isinstance(entry["expected"], str):
        assert computed(entry) == entry["expected"]
    else:
        assert computed(entry) == pytest.approx(entry["expected"], abs=max(entry["tolerance"], 1e-9))
