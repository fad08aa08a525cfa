"""Questions about routing."""

from .turns import (
    DepartmentRow,
    candidates,
    load_of,
    method_of,
    settings_for,
    waiting_by_department,
)
from .waiting import capacities, is_anyone_here, is_waiting, load_on, place_in_queue, rules_of
from .watching import Floor, floor

__all__ = [
    "DepartmentRow",
    "Floor",
    "candidates",
    "capacities",
    "floor",
    "is_anyone_here",
    "is_waiting",
    "load_of",
    "load_on",
    "method_of",
    "place_in_queue",
    "rules_of",
    "settings_for",
    "waiting_by_department",
]
