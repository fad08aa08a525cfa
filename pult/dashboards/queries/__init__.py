"""The reports for others to read: what the pages show, as values instead of words."""

from pult.dashboards.desk import Part, columns_of, departments_of, figures_of, members_of
from pult.dashboards.doors import must_be_told
from pult.dashboards.floor import Queue, Seat, floor
from pult.dashboards.promises import Asked, By, Promise, Row, asked_for, behind, rows_of
from pult.dashboards.records import number_of, readable
from pult.dashboards.scope import view_asked
from pult.dashboards.times import report as times

__all__ = [
    "Asked",
    "By",
    "Part",
    "Promise",
    "Queue",
    "Row",
    "Seat",
    "asked_for",
    "behind",
    "columns_of",
    "departments_of",
    "figures_of",
    "floor",
    "members_of",
    "must_be_told",
    "number_of",
    "readable",
    "rows_of",
    "times",
    "view_asked",
]
