"""What other contexts may hold of a calendar: opening hours as a frozen value."""

from pult.calendars.hours import (
    ALL_DAY,
    Interval,
    NeverOpens,
    OpeningHours,
    Span,
    SpecialDay,
    Week,
)

__all__ = ["ALL_DAY", "Interval", "NeverOpens", "OpeningHours", "Span", "SpecialDay", "Week"]
