"""Verbs about tables of customers and companies."""

from .forgetting import forget_old, forget_tables_with
from .runs import begin, carry_on, choose, go, preview, start, stop

__all__ = [
    "begin",
    "carry_on",
    "choose",
    "forget_old",
    "forget_tables_with",
    "go",
    "preview",
    "start",
    "stop",
]
