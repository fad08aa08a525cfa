"""The settings pages of opening hours."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pult.calendars import operations, queries
from pult.calendars.models import Calendar, Holiday
from pult.calendars.types import Interval
from pult.foundation.actors import SYSTEM

pytestmark = pytest.mark.django_db
OFFICE = {day: [Interval.of(time(8), time(16))] for day in range(5)}


@pytest.fixture
def calendar() -> Calendar:
    return operations.open_calendar("Zagreb office", zone="Europe/Zagreb", week=OFFICE, by=SYSTEM)


def week_of(calendar: Calendar, **days: str) -> dict[str, str]:
    prefix = f"t{calendar.timetables.get(valid_from=None).pk}"
    return {f"{prefix}-day_{day}": days.get(f"day_{day}", "") for day in range(7)}


@pytest.mark.parametrize("name", ["calendars", "calendar", "holidays", "closures"])
def test_who_may_see_the_pages(kettle, calendar, client, name):
    path = reverse(f"calendars:{name}", args=[] if name == "calendars" else [calendar.pk])
    seen = [
        getattr(kettle, one).client.get(path).status_code for one in ("ana", "lea", "eva", "mila", "omar")
    ]
    assert seen == [403, 403, 403, 200, 200]
    assert client.get(path).status_code == 302
    assert kettle.mila.client.get(reverse("calendars:calendar", args=[9999])).status_code == 404


def test_from_nothing_to_opening_hours_in_force(kettle):
    mila = kettle.mila.client
    assert b"around the clock" in mila.get("/app/settings/calendars").content
    answer = mila.post("/app/settings/calendars", {"name": "Zagreb", "zone": "Europe/Zagreb"})
    calendar = Calendar.objects.get()
    assert answer.url == reverse("calendars:calendar", args=[calendar.pk])
    path = reverse("calendars:timetable", args=[calendar.pk, calendar.timetables.get().pk])
    assert mila.post(path, week_of(calendar, day_0="8-12, 13-17")).status_code == 302
    calendar.refresh_from_db()
    monday = queries.hours(calendar).openings_on(date(2026, 11, 16))
    assert [(it.opens, it.closes) for it in monday] == [(480, 720), (780, 1020)]
    refused = mila.post(path, week_of(calendar, day_0="whenever"))
    assert refused.status_code == 422
    assert "“whenever” is no opening" in refused.content.decode()


def test_what_cannot_be_used_is_said_beside_the_field(kettle, calendar):
    mila = kettle.mila.client
    for path, data in [
        (reverse("calendars:calendars"), {"name": "", "zone": "Europe/Zagreb"}),
        (reverse("calendars:calendar", args=[calendar.pk]), {"name": "x", "zone": "Mars"}),
        (reverse("calendars:timetables", args=[calendar.pk]), {"name": "Summer"}),
        (reverse("calendars:holidays", args=[calendar.pk]), {"country": "XX", "year": 2026}),
        (reverse("calendars:closures", args=[calendar.pk]), {"reason": ""}),
    ]:
        answer = mila.post(path, data)
        assert answer.status_code == 422
        assert b"pult-field-error" in answer.content


def test_a_season_comes_and_goes(kettle, calendar):
    mila, pk = kettle.mila.client, calendar.pk
    season = {"name": "Summer", "valid_from": "2027-07-01", "valid_until": "2027-08-31", "hours": "7-13"}
    mila.post(reverse("calendars:timetables", args=[pk]), season)
    calendar.refresh_from_db()
    assert queries.hours(calendar).openings_on(date(2027, 7, 1)) == (Interval.of(time(7), time(13)),)
    summer = calendar.timetables.get(name="Summer")
    mila.post(reverse("calendars:timetable_removal", args=[pk, summer.pk]))
    assert calendar.timetables.count() == 1
    mila.post(reverse("calendars:calendar", args=[pk]), {"name": "Lisbon", "zone": "Europe/Lisbon"})
    assert Calendar.objects.get().zone == "Europe/Lisbon"
    mila.post(reverse("calendars:removal", args=[pk]))
    assert not Calendar.objects.exists()


def test_holidays_are_brought_in_and_looked_through(kettle, calendar):
    mila = kettle.mila.client
    path = reverse("calendars:holidays", args=[calendar.pk])
    assert b"No holidays in this year" in mila.get(path, {"year": "2026"}).content
    answer = mila.post(path, {"country": "HR", "year": 2026}, follow=True)
    assert b"14 new holidays" in answer.content
    labour_day = Holiday.objects.get(on=date(2026, 5, 1))
    one = reverse("calendars:holiday", args=[calendar.pk, labour_day.pk])
    mila.post(one, {"openings": "8-12", "kept": "on"})
    calendar.refresh_from_db()
    assert queries.hours(calendar).special_day(date(2026, 5, 1)).openings
    mila.post(one, {})
    calendar.refresh_from_db()
    assert queries.hours(calendar).special_day(date(2026, 5, 1)) is None
    assert mila.post(one, {"openings": "noon"}).status_code == 422
    assert mila.get(path, {"year": "MMXXVI"}).status_code == 200


def test_closed_days_are_written_down_and_removed(kettle, calendar):
    mila = kettle.mila.client
    path = reverse("calendars:closures", args=[calendar.pk])
    assert b"No closed days ahead" in mila.get(path).content
    mila.post(path, {"reason": "Stock-taking", "first_on": "2090-12-24", "last_on": "2090-12-31"})
    assert b"Stock-taking" in mila.get(path).content
    closed = calendar.closed_days.get()
    mila.post(reverse("calendars:closure_removal", args=[calendar.pk, closed.pk]))
    assert not calendar.closed_days.exists()


def test_the_try_tells_when_so_many_hours_have_passed(kettle, calendar):
    mila = kettle.mila.client
    path = reverse("calendars:calendar", args=[calendar.pk])
    page = mila.get(path, {"hours": "8", "start": "2026-11-20T15:00"}).content.decode()
    assert "Monday, November 23, 15:00" in page
    assert mila.get(path, {"hours": "many"}).status_code == 200
    operations.set_week(calendar.timetables.get(), week={}, by=SYSTEM)
    assert "never pass" in mila.get(path, {"hours": "8"}).content.decode()


def test_a_list_of_many_costs_what_a_list_of_few_costs(kettle, calendar):
    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert kettle.mila.client.get(reverse("calendars:calendars")).status_code == 200
        return len(seen)

    statements()  # signing in
    few = statements()
    for number in range(20):
        operations.open_calendar(f"Office {number}", zone="Europe/Belgrade", week=OFFICE, by=SYSTEM)
    assert statements() == few
