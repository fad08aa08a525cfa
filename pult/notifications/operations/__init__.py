"""What can be done with notices: somebody is told, reads it, wants others; a browser allows them."""

from .browsers import MOST_BROWSERS, add_browser, remove_browser, renew_browser
from .holding import forget_held
from .keeping import (
    finish,
    forget_old,
    mark_all_read,
    mark_read,
    mark_thing_read,
    mark_unread,
    mute,
    take_up,
    unmute,
)
from .pushing import push, send_test
from .releasing import release_held
from .telling import tell
from .trying import send_test_by
from .wishes import change_usual, change_wishes, follow_usual, stop_mail
from .writing import write_due

__all__ = [
    "MOST_BROWSERS",
    "add_browser",
    "change_usual",
    "change_wishes",
    "finish",
    "follow_usual",
    "forget_held",
    "forget_old",
    "mark_all_read",
    "mark_read",
    "mark_thing_read",
    "mark_unread",
    "mute",
    "push",
    "release_held",
    "remove_browser",
    "renew_browser",
    "send_test",
    "send_test_by",
    "stop_mail",
    "take_up",
    "tell",
    "unmute",
    "write_due",
]
