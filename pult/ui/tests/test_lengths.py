"""Lengths of time in forms."""

from datetime import timedelta

import pytest

from pult.foundation.errors import Invalid
from pult.ui.lengths import in_hours, parse_length


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("4", 240),
        ("4 h", 240),
        ("30 min", 30),
        ("90m", 90),
        ("1:30", 90),
        ("1 h 30 min", 90),
        ("1h 30", 90),
        ("2,5 h", 150),
        ("8 sati", 480),
        ("30 мин", 30),
        ("40 h", 2400),
    ],
)
def test_lengths_of_time_are_written_in_many_ways(text, minutes):
    length = timedelta(minutes=minutes)
    assert parse_length(text) == length
    assert parse_length(in_hours(length)) == length


def test_nothing_and_nonsense():
    assert parse_length(" ") is None
    for text in ("soon", "1:75", "-4 h", "4 weeks"):
        with pytest.raises(Invalid):
            parse_length(text)


def test_short_and_long_ones_read_well():
    lengths = [
        timedelta(seconds=20),
        timedelta(minutes=48),
        timedelta(hours=1),
        timedelta(hours=26, minutes=5),
    ]
    assert [in_hours(length) for length in lengths] == ["20 s", "48 min", "1 h", "26 h 5 min"]
