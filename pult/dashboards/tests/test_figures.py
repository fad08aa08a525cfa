"""Figures in words."""

from dataclasses import replace
from datetime import date

import pytest

from pult.dashboards import figures
from pult.dashboards.types import Preset, period_of
from pult.metrics.statistics import Interval
from pult.metrics.types import Figure, Kind, Metric, Period, Unit

TODAY = date(2026, 3, 15)


def metric(unit=Unit.SECONDS, kind=Kind.DURATION, *, lower=True):
    return Metric(key="test.x", label="X", definition="X.", unit=unit, kind=kind, lower_is_better=lower)


def figure(value, *, of=None, interval=None, mean=None):
    return Figure(metric=of or metric(), value=value, count=9, interval=interval, mean=mean)


SHARE = metric(Unit.PERCENT, Kind.SHARE, lower=False)
NPS = metric(Unit.POINTS, Kind.PROMOTION, lower=False)


@pytest.mark.parametrize(
    ("measured", "value", "words"),
    [
        (metric(), 4320, "1h 12 min"),
        (metric(), None, "–"),
        (SHARE, 0.914, "91 %"),
        (NPS, 41.6, "+42"),
        (NPS, -3.2, "−3"),
        (NPS, 0.2, "0"),
        (metric(Unit.COUNT, Kind.COUNT), 1204, "1,204"),
        (metric(Unit.COUNT, Kind.DURATION), 2.04, "2.0"),
    ],
)
def test_values_in_words(measured, value, words):
    assert figures.worded(measured, value) == words


def test_a_share_moves_in_points_and_a_time_in_percent():
    assert figures.change_in_words(figure(0.9, of=SHARE), figure(0.8, of=SHARE)) == "+10 points"
    assert figures.change_in_words(figure(3600), figure(7200)) == "−50 %"
    assert figures.change_in_words(figure(-5, of=NPS), figure(10, of=NPS)) == "−15 points"
    assert figures.change_in_words(replace(figure(-5, of=NPS), is_shaky=True), figure(10, of=NPS)) == ""
    assert figures.change_in_words(figure(3600), figure(None)) == ""
    assert figures.change_in_words(figure(3600), figure(3601)) == "±0 %"


def test_only_what_chance_does_not_explain_is_good_or_bad():
    near, far = Interval(0.7, 0.9), Interval(0.1, 0.3)
    high, low = figure(0.8, of=SHARE, interval=near), figure(0.2, of=SHARE, interval=far)
    assert figures.tone_of_change(high, low) == "good"
    assert figures.tone_of_change(low, high) == "late"
    shaky = figure(0.6, of=SHARE, interval=Interval(0.2, 0.95))
    assert figures.tone_of_change(shaky, low) == "neutral"
    assert figures.tone_of_change(figure(60), figure(120)) == "neutral"


def test_a_smaller_backlog_is_good_and_a_larger_number_of_letters_is_neither():
    level, volume = metric(Unit.COUNT, Kind.LEVEL), metric(Unit.COUNT, Kind.COUNT)
    assert figures.tone_of_change(figure(5, of=level), figure(50, of=level)) == "good"
    assert figures.tone_of_change(figure(5, of=volume), figure(50, of=volume)) == "neutral"


@pytest.mark.parametrize(
    ("preset", "start", "end", "days"),
    [
        ("7", None, None, 7),
        ("90", None, None, 90),
        ("month", None, None, 15),
        ("custom", None, None, 30),
        ("custom", date(2026, 3, 1), date(2026, 3, 10), 10),
        ("custom", date(2026, 3, 10), date(2026, 3, 1), 10),
        ("custom", date(2026, 3, 10), date(2027, 3, 1), 6),
        ("custom", date(2027, 3, 10), date(2027, 4, 1), 1),
        ("custom", date(1999, 1, 1), date(2026, 3, 15), 366),
    ],
)
def test_periods(preset, start, end, days):
    period = period_of(Preset(preset), today=TODAY, start=start, end=end)
    assert (period.days, period.end <= TODAY) == (days, True)


def test_days_in_words():
    assert figures.days_in_words(Period(TODAY, TODAY)) == "03/15/2026"
    assert "–" in figures.days_in_words(Period.last(7, until=TODAY))


def test_how_sure_a_figure_is_stays_beside_it_on_the_line():
    shown = figures.interval_of(figure(60.0, interval=Interval(30.0, 90.0)))
    assert shown.endswith("\N{NO-BREAK SPACE}(95\N{NO-BREAK SPACE}%)")
