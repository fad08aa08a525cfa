"""Questions about routing."""

from .turns import (
    DepartmentRow,
    candidates,
    levels_of,
    load_of,
    method_of,
    needs_of,
    nobodys,
    routing_of,
    settings_for,
    waited_seconds,
    waiting_by_department,
    waiting_in,
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
    "levels_of",
    "load_of",
    "load_on",
    "method_of",
    "needs_of",
    "nobodys",
    "place_in_queue",
    "routing_of",
    "rules_of",
    "settings_for",
    "waited_seconds",
    "waiting_by_department",
    "waiting_in",
]
