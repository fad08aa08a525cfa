"""Verbs of the API itself: acting once for a key, and telling other systems what happened."""

from .once import Answer, KeyUsedDifferently, forget_old_answers, once
from .reading import read_log
from .sending import forget_old_deliveries, queue_due, send_lane
from .webhooks import (
    call,
    change_webhook,
    create_webhook,
    drop_webhook,
    resend,
    resend_failed,
    rotate_secret,
    send_test,
)

__all__ = [
    "Answer",
    "KeyUsedDifferently",
    "call",
    "change_webhook",
    "create_webhook",
    "drop_webhook",
    "forget_old_answers",
    "forget_old_deliveries",
    "once",
    "queue_due",
    "read_log",
    "resend",
    "resend_failed",
    "rotate_secret",
    "send_lane",
    "send_test",
]
