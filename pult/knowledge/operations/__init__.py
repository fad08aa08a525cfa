"""Verbs about what the department knows."""

from .files import add_file
from .publishing import confirm_current, publish, restore, withdraw
from .writing import discard_draft, save_draft, translate, write

__all__ = [
    "add_file",
    "confirm_current",
    "discard_draft",
    "publish",
    "restore",
    "save_draft",
    "translate",
    "withdraw",
    "write",
]
