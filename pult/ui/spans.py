"""Lengths of time in a few letters, as the elements of the page write them too."""

from django.utils.translation import pgettext

MINUTE = 60


def span(seconds: float) -> str:
    """`18 min`, `1h 12 min`, `3d 4h`: the two largest units, never rounded up."""
    minutes = int(abs(seconds) // MINUTE)
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    parts = [_days(days), _hours(hours)] if days else [_hours(hours), _minutes(rest)]
    return " ".join(part for part in parts if part) or _minutes(0, always=True)


def _days(count: int) -> str:
    return pgettext("days in short", "%(count)dd") % {"count": count} if count else ""


def _hours(count: int) -> str:
    return pgettext("hours in short", "%(count)dh") % {"count": count} if count else ""


def _minutes(count: int, *, always: bool = False) -> str:
    return pgettext("minutes in short", "%(count)d min") % {"count": count} if count or always else ""
