"""Verbs of the chat door, cut by noun: widgets, visitors, chats, replies."""

from .chats import (
    Said,
    end_chat,
    note_contact,
    note_got,
    note_return,
    notice_leavers,
    rate,
    say,
    write_address_down,
)
from .forgetting import forget_visitors
from .offline import leave_message
from .replies import deliver, mail_transcript, mail_unread
from .visitors import (
    agree,
    block,
    describe,
    invite,
    must_not_be_blocked,
    note_gone,
    note_here,
    note_page,
    renew_key,
    unblock,
    welcome,
)
from .widgets import change_widget, open_widget, renew_secret

__all__ = [
    "Said",
    "agree",
    "block",
    "change_widget",
    "deliver",
    "describe",
    "end_chat",
    "forget_visitors",
    "invite",
    "leave_message",
    "mail_transcript",
    "mail_unread",
    "must_not_be_blocked",
    "note_contact",
    "note_gone",
    "note_got",
    "note_here",
    "note_page",
    "note_return",
    "notice_leavers",
    "open_widget",
    "rate",
    "renew_key",
    "renew_secret",
    "say",
    "unblock",
    "welcome",
    "write_address_down",
]
