"""Questions about notices."""

from .listing import Line, lines_of, notices_of, unread_by, who_muted
from .pushing import browsers_of, browsers_to_tell, outcome_of, wishes_of

__all__ = [
    "Line",
    "browsers_of",
    "browsers_to_tell",
    "lines_of",
    "notices_of",
    "outcome_of",
    "unread_by",
    "who_muted",
    "wishes_of",
]
