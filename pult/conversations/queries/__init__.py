"""Questions about conversations that several screens ask."""

from .readers import scope, stand_in
from .search import Found, Hit, by_subject, search

__all__ = ["Found", "Hit", "by_subject", "scope", "search", "stand_in"]
