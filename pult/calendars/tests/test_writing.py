"""Openings as people write them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.formats import date_format
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from pult.calendars.types import Interval, moment_in_words
from pult.calendars.writing import openings_in_words, parse_openings
from pult.foundation.errors import Invalid


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("08:00–16:00", [(480, 960)]),
        ("8-12, 13:30-17", [(480, 720), (810, 1020)]),
        ("13-17; 8.00 do 12.00", [(480, 720), (780, 1020)]),
        ("22-06", [(1320, 1800)]),
        ("0-24", [(0, 1440)]),
        ("00:00-00:00", [(0, 1440)]),
        ("", []),
        (" – ", []),
    ],
)
def test_people_write_openings_in_many_ways(text, expected):
    assert [(it.opens, it.closes) for it in parse_openings(text)] == expected


@pytest.mark.parametrize("text", ["nine to five", "8", "25-26", "8:75-9", "24-25", "8-9-10"])
def test_what_is_no_opening_is_refused(text):
    with pytest.raises(Invalid):
        parse_openings(text)


openings = st.tuples(st.integers(0, 1439), st.integers(1, 1440)).map(
    lambda pair: Interval(opens=pair[0], closes=pair[0] + pair[1])
)


@given(st.lists(openings, max_size=3, unique=True).map(sorted).map(tuple))
def test_what_is_shown_can_be_written_again(day):
    assert parse_openings(openings_in_words(day)) == day


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Monday, November 23, 08:00"),
        ("hr", "ponedjeljak, 23. studenoga, 08:00"),
        ("sr-latn", "ponedeljak, 23. novembra, 08:00"),
        ("sr", "понедељак, 23. новембра, 08:00"),
    ],
)
def test_moments_are_written_as_each_language_writes_them(language, expected):
    zone = ZoneInfo("Europe/Zagreb")
    with override(language):
        assert moment_in_words(datetime(2026, 11, 23, 7, tzinfo=UTC), zone) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Oct. 13, 2026"),
        ("hr", "13. listopada 2026."),
        ("sr-latn", "13. oktobra 2026."),
        ("sr", "13. октобра 2026."),
    ],
)
def test_dates_put_the_month_where_the_language_wants_it(language, expected):
    with override(language):
        assert date_format(date(2026, 10, 13)) == expected
