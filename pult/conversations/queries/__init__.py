"""Questions about conversations that several screens ask."""

from pult.conversations.canned import VARIABLES

from .canned import Ready, canned_files_of, canned_for
from .readers import scope, stand_in
from .search import Found, Hit, by_subject, search

__all__ = [
    "VARIABLES",
    "Found",
    "Hit",
    "Ready",
    "by_subject",
    "canned_files_of",
    "canned_for",
    "scope",
    "search",
    "stand_in",
]
