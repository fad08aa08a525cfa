"""Verbs about mail: take in, try again, queue, send."""

from .accounts import (
    Consent,
    connect_mailbox,
    count_again,
    disconnect_mailbox,
    pause_mailbox,
    resume_mailbox,
)
from .auto_reply import answer_by_itself, answers_by_itself, set_auto_reply
from .cleaning import cleaned
from .fetching import watch_mailboxes
from .guests import take_for_others
from .history import is_history, kept_from_sending
from .intake import Settled, forget_mail_from, forget_originals, retry, settle, take_in
from .outbox import forget_answers, forget_own_mail, queue_mail, queue_reply, send, send_again, send_due
from .providers import remove_provider, set_provider

__all__ = [
    "Consent",
    "Settled",
    "answer_by_itself",
    "answers_by_itself",
    "cleaned",
    "connect_mailbox",
    "count_again",
    "disconnect_mailbox",
    "forget_answers",
    "forget_mail_from",
    "forget_originals",
    "forget_own_mail",
    "is_history",
    "kept_from_sending",
    "pause_mailbox",
    "queue_mail",
    "queue_reply",
    "remove_provider",
    "resume_mailbox",
    "retry",
    "send",
    "send_again",
    "send_due",
    "set_auto_reply",
    "set_provider",
    "settle",
    "take_for_others",
    "take_in",
    "watch_mailboxes",
]
