"""Verbs of feedback: invite, cancel, send, rate, note the answer, change the settings."""

from .inviting import (
    ask_here,
    cancel,
    change_settings,
    forget_conversation,
    forget_customer,
    invite,
    mark_sent,
    send_due,
)
from .rating import note_answer, rate

__all__ = [
    "ask_here",
    "cancel",
    "change_settings",
    "forget_conversation",
    "forget_customer",
    "invite",
    "mark_sent",
    "note_answer",
    "rate",
    "send_due",
]
