"""Questions about notices."""

from .listing import Line, lines_of, notices_of, unread_by, who_muted
from .pushing import (
    asked_for,
    browsers_of,
    browsers_to_tell,
    held_for,
    is_away,
    outcome_of,
    reader_of,
    readers,
    wishes_of,
)

__all__ = [
    "Line",
    "asked_for",
    "browsers_of",
    "browsers_to_tell",
    "held_for",
    "is_away",
    "lines_of",
    "notices_of",
    "outcome_of",
    "reader_of",
    "readers",
    "unread_by",
    "who_muted",
    "wishes_of",
]
