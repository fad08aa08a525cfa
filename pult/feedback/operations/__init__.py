"""Verbs of feedback: invite, cancel, send, rate, change the settings."""

from .inviting import cancel, change_settings, invite, mark_sent, send_due
from .rating import comment, rate

__all__ = ["cancel", "change_settings", "comment", "invite", "mark_sent", "rate", "send_due"]
