"""The verbs of handling: keep what was seen, judge solutions, add days up."""

from .adding import add_up
from .keeping import keep
from .solving import note_change, note_solution, settle

__all__ = ["add_up", "keep", "note_change", "note_solution", "settle"]
