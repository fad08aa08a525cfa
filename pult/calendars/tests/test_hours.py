"""Stories of single days: nights, gaps, holidays, summer hours."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from pult.calendars.types import ALL_DAY, Interval, NeverOpens, OpeningHours, Span, SpecialDay, Week

ZAGREB = ZoneInfo("Europe/Zagreb")
OFFICE = OpeningHours.weekly(ZAGREB, {day: [(time(8), time(16))] for day in range(5)})
NIGHT = OpeningHours.weekly(ZAGREB, {day: [(time(22), time(6))] for day in range(7)})
HOUR = timedelta(hours=1)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZAGREB)


def with_special(hours: OpeningHours, *days: SpecialDay) -> OpeningHours:
    return OpeningHours(hours.zone, hours.weeks, days)


@pytest.mark.parametrize(
    ("evening", "expected"),
    [("2026-03-28", 7), ("2026-06-01", 8), ("2026-10-24", 9)],
    ids=["clocks forward", "usual", "clocks back"],
)
def test_a_night_shift_is_as_long_as_the_night(evening, expected):
    start = local(f"{evening}T20:00")
    assert NIGHT.between(start, start + 15 * HOUR) == expected * HOUR


@pytest.mark.parametrize(("on", "length"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-07-01", 24)])
def test_around_the_clock_a_day_is_as_long_as_the_day(on, length):
    day = date.fromisoformat(on)
    start = datetime.combine(day, time(), ZAGREB)
    end = datetime.combine(day + timedelta(days=1), time(), ZAGREB)
    assert OpeningHours.always(ZAGREB).between(start, end) == length * HOUR


def test_an_opening_in_the_gap_moves_forward_with_it():
    sunday = OpeningHours.weekly(ZAGREB, {6: [(time(2, 30), time(5))]})
    assert sunday.next_opening(local("2026-03-29T00:00")) == local("2026-03-29T03:30")


def test_an_opening_in_the_doubled_hour_means_the_first():
    sunday = OpeningHours.weekly(ZAGREB, {6: [(time(2, 30), time(5))]})
    opening = sunday.next_opening(local("2026-10-25T00:00"))
    assert opening == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert sunday.between(opening, opening + 10 * HOUR) == 3.5 * HOUR


def test_two_openings_pushed_over_each_other_by_the_gap_count_once():
    sunday = OpeningHours.weekly(ZAGREB, {6: [(time(2), time(3)), (time(3), time(4))]})
    start = local("2026-03-29T00:00")
    assert sunday.between(start, start + 12 * HOUR) == HOUR


def test_a_lunch_break_does_not_count():
    split = OpeningHours.weekly(ZAGREB, {0: [(time(8), time(12)), (time(13), time(17))]})
    assert split.add(local("2026-11-16T11:00"), 2 * HOUR) == local("2026-11-16T14:00")


def test_reversed_stretches_are_nothing():
    assert OFFICE.between(local("2026-11-18T12:00"), local("2026-11-17T12:00")) == timedelta(0)


def test_nothing_later_is_the_first_open_moment():
    assert OFFICE.add(local("2026-11-20T18:00"), timedelta(0)) == local("2026-11-23T08:00")
    assert OFFICE.add(local("2026-11-20T12:00"), timedelta(0)) == local("2026-11-20T12:00")
    assert OFFICE.subtract(local("2026-11-23T07:00"), timedelta(0)) == local("2026-11-20T16:00")


def test_a_target_reached_at_closing_is_due_at_closing():
    assert OFFICE.add(local("2026-11-20T15:00"), HOUR) == local("2026-11-20T16:00")
    assert OFFICE.add(local("2026-11-20T15:00"), HOUR + timedelta(seconds=1)) > local("2026-11-23T08:00")


def test_a_holiday_is_closed_from_midnight_to_midnight():
    christmas = SpecialDay(on=date(2026, 12, 25), name="Christmas Day")
    always = with_special(OpeningHours.always(ZAGREB), christmas)
    start = local("2026-12-24T12:00")
    assert list(always.spans(start, start + 48 * HOUR)) == [
        Span(start=start, end=local("2026-12-25T00:00")),
        Span(start=local("2026-12-26T00:00"), end=start + 48 * HOUR),
    ]


def test_a_holiday_cuts_the_night_before_and_keeps_the_morning_after():
    hours = with_special(NIGHT, SpecialDay(on=date(2026, 12, 25), name="Christmas Day"))
    assert hours.next_closing(local("2026-12-24T23:00")) == local("2026-12-25T00:00")
    assert hours.next_opening(local("2026-12-25T00:00")) == local("2026-12-26T00:00")


def test_a_half_day_has_its_own_hours():
    eve = SpecialDay(on=date(2026, 12, 24), name="Christmas Eve", openings=(Interval(opens=480, closes=720),))
    hours = with_special(OFFICE, eve)
    assert hours.openings_on(date(2026, 12, 24)) == eve.openings
    assert hours.between(local("2026-12-24T00:00"), local("2026-12-25T00:00")) == 4 * HOUR


def test_a_special_night_goes_on_after_midnight():
    party = SpecialDay(on=date(2026, 12, 31), name="Open late", openings=(Interval(opens=1200, closes=1560),))
    hours = with_special(OFFICE, party)
    assert hours.next_closing(local("2026-12-31T21:00")) == local("2027-01-01T02:00")


def test_the_last_word_on_a_date_counts():
    holiday = SpecialDay(on=date(2026, 5, 1), name="Labour Day")
    open_after_all = SpecialDay(on=date(2026, 5, 1), name="Open", openings=(ALL_DAY,))
    assert not with_special(OFFICE, open_after_all, holiday).is_open(local("2026-05-01T12:00"))
    assert with_special(OFFICE, holiday, open_after_all).is_open(local("2026-05-01T12:00"))


def test_summer_hours_go_before_the_usual_ones():
    short = ((Interval.of(time(7), time(13)),),) * 5 + ((), ())
    summer = Week(days=short, valid_from=date(2026, 7, 1), valid_until=date(2026, 8, 31))
    hours = OpeningHours(ZAGREB, (summer, *OFFICE.weeks))
    assert not hours.is_open(local("2026-07-01T15:00"))
    assert hours.is_open(local("2026-09-01T15:00"))
    assert hours.between(local("2026-08-31T00:00"), local("2026-09-02T00:00")) == 14 * HOUR


def test_hours_that_have_run_out_never_open_again():
    gone = OpeningHours(ZAGREB, (Week(days=OFFICE.weeks[0].days, valid_until=date(2020, 12, 31)),))
    assert gone.next_opening(local("2021-01-01T00:00")) is None
    assert gone.next_closing(local("2021-01-01T00:00")) is None
    assert gone.between(local("2021-01-01T00:00"), local("2030-01-01T00:00")) == timedelta(0)
    with pytest.raises(NeverOpens):
        gone.add(local("2020-12-31T12:00"), 8 * HOUR)


def test_no_hours_at_all():
    closed = OpeningHours(ZAGREB)
    with pytest.raises(NeverOpens):
        closed.add(local("2026-01-01T00:00"), HOUR)
    with pytest.raises(NeverOpens):
        closed.subtract(local("2026-01-01T00:00"), HOUR)
    assert list(closed.spans(local("2026-01-01T00:00"), local("2027-01-01T00:00"))) == []


def test_around_the_clock_never_closes():
    assert OpeningHours.always(ZAGREB).next_closing(local("2026-01-01T00:00")) is None


def test_a_date_that_the_island_skipped_is_not_counted_twice():
    apia = OpeningHours.weekly(ZoneInfo("Pacific/Apia"), {day: [(time(9), time(17))] for day in range(7)})
    start = datetime(2011, 12, 29, 10, tzinfo=UTC)  # midnight of the 29th there; the 30th never came
    assert apia.between(start, start + timedelta(days=2)) == 16 * HOUR


@pytest.mark.parametrize(("opens", "closes"), [(-1, 60), (1440, 1500), (60, 60), (60, 30), (0, 1441)])
def test_nonsense_openings_are_refused(opens, closes):
    with pytest.raises(ValueError, match="not an opening"):
        Interval(opens=opens, closes=closes)


def test_a_week_has_seven_days_and_durations_go_forward():
    with pytest.raises(ValueError, match="seven"):
        Week(days=((),) * 6)
    with pytest.raises(ValueError, match="negative"):
        OFFICE.add(local("2026-01-01T00:00"), -HOUR)
    with pytest.raises(ValueError, match="negative"):
        OFFICE.subtract(local("2026-01-01T00:00"), -HOUR)
