"""Questions about notices."""

from .listing import Line, lines_of, notices_of, unread_by, who_muted
from .pushing import (
    asked_for,
    browsers_of,
    browsers_to_tell,
    has_chosen,
    held_for,
    is_away,
    outcome_of,
    reach_of_usual,
    reader_of,
    readers,
    usual_wishes,
    wishes_of,
)

__all__ = [
    "Line",
    "asked_for",
    "browsers_of",
    "browsers_to_tell",
    "has_chosen",
    "held_for",
    "is_away",
    "lines_of",
    "notices_of",
    "outcome_of",
    "reach_of_usual",
    "reader_of",
    "readers",
    "unread_by",
    "usual_wishes",
    "who_muted",
    "wishes_of",
]
