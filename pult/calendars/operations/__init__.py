"""Verbs about opening hours, cut by noun: calendars, timetables, holidays and closed days."""

from .calendars import change_calendar, drop_calendar, open_calendar
from .days import add_closed_days, drop_closed_days, import_holidays, keep_holiday
from .timetables import add_timetable, drop_timetable, set_week

__all__ = [
    "add_closed_days",
    "add_timetable",
    "change_calendar",
    "drop_calendar",
    "drop_closed_days",
    "drop_timetable",
    "import_holidays",
    "keep_holiday",
    "open_calendar",
    "set_week",
]
