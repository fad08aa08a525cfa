"""Questions about routing."""

from .turns import (
    DepartmentRow,
    candidates,
    load_of,
    method_of,
    settings_for,
    waiting_by_department,
)
from .waiting import capacities, is_anyone_here, load_on, place_in_queue, rules_of

__all__ = [
    "DepartmentRow",
    "candidates",
    "capacities",
    "is_anyone_here",
    "load_of",
    "load_on",
    "method_of",
    "place_in_queue",
    "rules_of",
    "settings_for",
    "waiting_by_department",
]
