"""Verbs of panels: set them up, ask, forget."""

from .asking import look_up, try_out
from .forgetting import forget_answers_about, forget_old_answers
from .keeping import Wanted, add_panel, change_panel, move_panel, remove_panel

__all__ = [
    "Wanted",
    "add_panel",
    "change_panel",
    "forget_answers_about",
    "forget_old_answers",
    "look_up",
    "move_panel",
    "remove_panel",
    "try_out",
]
