"""Verbs of moderation: list senders, set the door up."""

from .door import change_door, rules_changed
from .listing import block_sender_of, forget_sender, list_sender, unlist_sender, warning_about

__all__ = [
    "block_sender_of",
    "change_door",
    "forget_sender",
    "list_sender",
    "rules_changed",
    "unlist_sender",
    "warning_about",
]
