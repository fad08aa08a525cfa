"""Figures in words: pure, in the reader's language."""

from datetime import timedelta

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from pult.foundation.sheets import Cell, Share
from pult.metrics.types import Figure, Kind, Metric, Period, Unit
from pult.ui.lengths import SHORT, in_short
from pult.ui.spans import span

NOTHING = "–"
BEYOND_COMPARISON = 10  # times as much: there was hardly anything before, and a percentage would say nothing


def worded(metric: Metric, value: float | None) -> str:
    """A value as people write it: `1h 12 min`, `91 %`, `1,204`."""
    if value is None:
        return NOTHING
    if metric.unit == Unit.SECONDS:
        return in_short(timedelta(seconds=int(value))) if value < SHORT.total_seconds() else span(value)
    if metric.unit == Unit.PERCENT:
        return percent(value)
    if metric.unit == Unit.POINTS:
        return points(value)
    places = 0 if metric.kind in {Kind.COUNT, Kind.LEVEL} else 1
    return number_format(round(value, places), places)


def percent(share: float) -> str:
    """A part of one."""
    return _("%(number)s %%") % {"number": number_format(round(100 * share), 0)}


def measured(metric: Metric, value: float | None) -> Cell:
    """A value for a spreadsheet: a length as a length, a part as percent, a number as a number."""
    if value is None:
        return None
    if metric.unit == Unit.SECONDS:
        return timedelta(seconds=round(value))
    if metric.unit == Unit.PERCENT:
        return Share(value)
    return round(value) if metric.kind in {Kind.COUNT, Kind.LEVEL} else round(value, 2)


def points(value: float) -> str:
    """Points of a score, with their sign."""
    sign = "+" if round(value) > 0 else "−" if round(value) < 0 else ""
    return f"{sign}{number_format(abs(round(value)), 0)}"


def interval_of(figure: Figure) -> str:
    """Where the true value lies, or nothing where that cannot be said."""
    if figure.interval is None or figure.metric.kind in {Kind.COUNT, Kind.LEVEL}:
        return ""
    low, high = worded(figure.metric, figure.interval.low), worded(figure.metric, figure.interval.high)
    return between(low, high)


def between(low: str, high: str) -> str:
    """An interval of 95 %."""
    words = _("%(low)s to %(high)s (95 %%)") % {"low": low, "high": high}
    return words.replace(" (95 %)", "\N{NO-BREAK SPACE}(95\N{NO-BREAK SPACE}%)")


def mean_of(figure: Figure) -> str:
    """The mean beside the median: long waits that a median hides show here."""
    if figure.metric.kind not in {Kind.DURATION, Kind.RATING} or figure.mean is None:
        return ""
    if figure.metric.kind == Kind.RATING:
        return _("Mean %(mean)s of 5") % {"mean": number_format(round(figure.mean, 2), 2)}
    return _("Mean %(mean)s") % {"mean": worded(figure.metric, figure.mean)}


def change(now: Figure, before: Figure) -> float | None:
    """How much a figure moved: relative for amounts and times, in hundredths for shares and scores in points."""
    if now.value is None or before.value is None:
        return None
    if now.metric.unit == Unit.PERCENT:
        return now.value - before.value
    if now.metric.unit == Unit.POINTS:
        # A few answers, or all of one kind, show no trend.
        return None if now.is_shaky or before.is_shaky else (now.value - before.value) / 100
    moved = (now.value - before.value) / before.value if before.value else None
    return moved if moved is not None and moved < BEYOND_COMPARISON else None


def change_in_words(now: Figure, before: Figure) -> str:
    """`+12 %`, `−3 points`."""
    moved = change(now, before)
    if moved is None:
        return ""
    number = number_format(abs(round(100 * moved)), 0)
    sign = "±" if round(100 * moved) == 0 else "+" if moved > 0 else "−"
    if now.metric.unit in {Unit.PERCENT, Unit.POINTS}:
        return _("%(sign)s%(number)s points") % {"sign": sign, "number": number}
    return _("%(sign)s%(number)s %%") % {"sign": sign, "number": number}


def tone_of_change(now: Figure, before: Figure) -> str:
    """Good, late, or neutral: what chance alone may explain is neither good nor bad."""
    moved = change(now, before)
    if moved is None or round(100 * moved) == 0 or is_volume(now.metric):
        return "neutral"
    if now.metric.kind != Kind.LEVEL and _may_be_chance(now, before):
        return "neutral"
    return "good" if (moved < 0) == now.metric.lower_is_better else "late"


def is_amount(metric: Metric) -> bool:
    """The figure is the count itself."""
    return metric.kind in {Kind.COUNT, Kind.LEVEL}


def is_volume(metric: Metric) -> bool:
    """More of it is neither better nor worse."""
    return metric.kind == Kind.COUNT or metric.is_neutral


def icon_of_change(now: Figure, before: Figure) -> str:
    """An arrow, or none."""
    moved = change(now, before)
    if moved is None or round(100 * moved) == 0:
        return ""
    return "trending-up" if moved > 0 else "trending-down"


def days_in_words(period: Period) -> str:
    """The days of a period."""
    start, end = date_format(period.start, "SHORT_DATE_FORMAT"), date_format(period.end, "SHORT_DATE_FORMAT")
    return start if period.days == 1 else f"{start} – {end}"


def _may_be_chance(now: Figure, before: Figure) -> bool:
    if now.interval is None or before.interval is None:
        return True
    return now.interval.overlaps(before.interval)
