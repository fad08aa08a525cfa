"""The verbs of the workforce: departments and members, absences; days that are over are added up."""

from .absences import drop_absence, plan_absence, standing_in_for
from .adding import add_up
from .members import (
    change_department,
    change_member,
    come_back,
    is_below,
    join,
    leave,
    open_department,
    set_presence,
)

__all__ = [
    "add_up",
    "change_department",
    "change_member",
    "come_back",
    "drop_absence",
    "is_below",
    "join",
    "leave",
    "open_department",
    "plan_absence",
    "set_presence",
    "standing_in_for",
]
