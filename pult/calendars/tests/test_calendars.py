"""Calendars as an administrator keeps them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from pult.calendars import operations, queries
from pult.calendars.countries import COUNTRIES, holidays_of
from pult.calendars.models import Calendar, Holiday, HoursVersion
from pult.calendars.types import Interval, OpeningHours
from pult.foundation.actors import NOBODY, SYSTEM
from pult.foundation.errors import Invalid
from pult.foundation.eventlog.models import EventRecord

pytestmark = pytest.mark.django_db

ZAGREB = ZoneInfo("Europe/Zagreb")
OFFICE = {day: [Interval.of(time(8), time(16))] for day in range(5)}


@pytest.fixture
def calendar() -> Calendar:
    return operations.open_calendar("Zagreb office", zone="Europe/Zagreb", week=OFFICE, by=SYSTEM)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZAGREB)


def test_what_was_written_down_is_in_force(calendar):
    expected = OpeningHours.weekly(ZAGREB, {day: [(time(8), time(16))] for day in range(5)})
    assert queries.hours(calendar) == expected
    assert queries.hours(Calendar.objects.get()) is queries.hours(calendar)


def test_without_a_calendar_time_counts_around_the_clock():
    assert queries.hours(None) == OpeningHours.always(ZAGREB)


def test_croatia_keeps_its_holidays_and_each_can_be_left_out(calendar):
    assert operations.import_holidays(calendar, country="HR", year=2026, by=SYSTEM, language="hr") == 14
    assert operations.import_holidays(calendar, country="HR", year=2026, by=SYSTEM) == 0
    assert not queries.hours(calendar).is_open(at("2026-12-25T10:00"))
    corpus_christi = Holiday.objects.get(on=date(2026, 6, 4))
    assert corpus_christi.name == "Tijelovo"
    operations.keep_holiday(corpus_christi, kept=False, by=SYSTEM)
    calendar.refresh_from_db()
    assert queries.hours(calendar).is_open(at("2026-06-04T10:00"))
    operations.keep_holiday(corpus_christi, kept=True, openings=Interval.of(time(8), time(12)), by=SYSTEM)
    calendar.refresh_from_db()
    hours = queries.hours(calendar)
    assert hours.between(at("2026-06-04T00:00"), at("2026-06-05T00:00")) == timedelta(hours=4)


def test_a_closed_day_has_the_last_word(calendar):
    operations.import_holidays(calendar, country="RS", year=2026, by=SYSTEM)
    operations.add_closed_days(
        calendar,
        first_on=date(2026, 12, 24),
        last_on=date(2026, 12, 31),
        reason="Stock-taking",
        by=SYSTEM,
    )
    hours = queries.hours(calendar)
    assert hours.special_day(date(2026, 12, 24)).name == "Stock-taking"
    assert hours.next_opening(at("2026-12-23T20:00")) > at("2027-01-01T00:00")
    operations.drop_closed_days(calendar.closed_days.get(), by=SYSTEM)
    calendar.refresh_from_db()
    assert queries.hours(calendar).is_open(at("2026-12-24T10:00"))


def test_holidays_are_called_as_the_reader_calls_them():
    names = {
        language: dict(holidays_of("RS", 2026, language=language)) for language in ("en", "sr", "sr-latn")
    }
    on = date(2026, 2, 15)
    assert [names[one][on] for one in names] == [
        "Statehood Day",
        "Дан државности Србије",
        "Dan državnosti Srbije",
    ]
    assert dict(holidays_of("DE", 2026, language="hr"))[date(2026, 10, 3)] == "German Unity Day"
    assert all(holidays_of(country, 2026) for country in COUNTRIES)


def test_unknown_countries_and_years_are_refused(calendar):
    for country, year in [("XX", 2026), ("HR", 1900)]:
        with pytest.raises(Invalid):
            operations.import_holidays(calendar, country=country, year=year, by=SYSTEM)


def test_every_change_makes_a_version_and_earlier_ones_stay(calendar):
    before = calendar.version_id
    summer = operations.add_timetable(
        calendar,
        name="Summer",
        week={0: [Interval.of(time(7), time(13))]},
        valid_from=date(2026, 7, 1),
        valid_until=date(2026, 8, 31),
        by=SYSTEM,
    )
    assert queries.hours_in(before).is_open(at("2026-07-07T10:00"))
    assert not queries.hours(calendar).is_open(at("2026-07-07T10:00"))
    operations.set_week(summer, week={0: [Interval.of(time(7), time(13))]}, by=SYSTEM)
    assert HoursVersion.objects.count() == 2  # one with summer, one without
    operations.drop_timetable(summer, by=SYSTEM)
    names = EventRecord.objects.values_list("name", flat=True)
    assert set(names) == {"calendar.hours_changed"}
    with pytest.raises(Invalid):
        operations.drop_timetable(calendar.timetables.get(), by=SYSTEM)


def test_two_timetables_cannot_begin_on_one_day_or_end_before_they_begin(calendar):
    for dates in [(None, None), (date(2026, 7, 1), date(2026, 6, 1))]:
        with pytest.raises(Invalid):
            operations.add_timetable(
                calendar, name="x", week={}, valid_from=dates[0], valid_until=dates[1], by=SYSTEM
            )


@pytest.mark.parametrize(
    "week",
    [
        {0: [Interval.of(time(8), time(12)), Interval.of(time(11), time(16))]},
        {0: [Interval.of(time(22), time(6))], 1: [Interval.of(time(5), time(9))]},
        {6: [Interval.of(time(22), time(6))], 0: [Interval.of(time(5), time(9))]},
    ],
    ids=["one day", "over midnight", "Sunday to Monday"],
)
def test_openings_do_not_lie_over_each_other(calendar, week):
    with pytest.raises(Invalid, match="over each other"):
        operations.set_week(calendar.timetables.get(), week=week, by=SYSTEM)


def test_a_night_shift_all_week_is_fine(calendar):
    night = {day: [Interval.of(time(22), time(6))] for day in range(7)}
    operations.set_week(calendar.timetables.get(), week=night, by=SYSTEM)
    calendar.refresh_from_db()
    assert queries.hours(calendar).is_open(datetime(2026, 11, 22, 2, tzinfo=UTC))


def test_another_zone_is_another_version(calendar):
    before = calendar.version_id
    operations.change_calendar(calendar, name="Lisbon office", zone="Europe/Lisbon", by=SYSTEM)
    assert calendar.version_id != before
    assert queries.hours(calendar).zone == ZoneInfo("Europe/Lisbon")


def test_names_are_needed_once_and_zones_must_exist(calendar):
    for name, zone in [(" ", "Europe/Zagreb"), ("New", "Europe/Atlantis"), ("Zagreb office", "UTC")]:
        with pytest.raises(Invalid):
            operations.open_calendar(name, zone=zone, by=SYSTEM)


@pytest.mark.parametrize(
    ("days", "reason"), [(-1, "Picnic"), (400, "Picnic"), (0, " ")], ids=["reversed", "too long", "no reason"]
)
def test_strange_closures_are_refused(calendar, days, reason):
    first = date(2026, 12, 24)
    with pytest.raises(Invalid):
        operations.add_closed_days(
            calendar, first_on=first, last_on=first + timedelta(days=days), reason=reason, by=SYSTEM
        )


def test_a_calendar_that_nobody_keeps_to_can_go(calendar):
    operations.drop_calendar(calendar, by=SYSTEM)
    assert not Calendar.objects.exists()


def test_only_those_who_manage_hours_see_them(calendar, kettle):
    seen = {
        name: Calendar.objects.visible_to(getattr(kettle, name).actor).count()
        for name in ("ana", "lea", "mila", "omar")
    }
    assert seen == {"ana": 0, "lea": 0, "mila": 1, "omar": 1}
    assert not Calendar.objects.visible_to(NOBODY).exists()
