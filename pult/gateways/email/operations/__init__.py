"""Verbs about mail: take in, try again, queue, send."""

from .auto_reply import answer_by_itself, set_auto_reply
from .guests import take_for_others
from .history import is_history, kept_from_sending
from .intake import Settled, forget_originals, retry, settle, take_in
from .outbox import forget_own_mail, queue_mail, queue_reply, send, send_again, send_due

__all__ = [
    "Settled",
    "answer_by_itself",
    "forget_originals",
    "forget_own_mail",
    "is_history",
    "kept_from_sending",
    "queue_mail",
    "queue_reply",
    "retry",
    "send",
    "send_again",
    "send_due",
    "set_auto_reply",
    "settle",
    "take_for_others",
    "take_in",
]
