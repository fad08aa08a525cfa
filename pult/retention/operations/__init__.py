"""Verbs of retention: write rules, switch them, hold, and carry them out."""

from .holding import ask_erasure, end_hold, hold_conversation, hold_customer
from .ruling import add_rule, change_rule, drop_rule, switch_off, switch_on
from .running import run_all, run_rule

__all__ = [
    "add_rule",
    "ask_erasure",
    "change_rule",
    "drop_rule",
    "end_hold",
    "hold_conversation",
    "hold_customer",
    "run_all",
    "run_rule",
    "switch_off",
    "switch_on",
]
