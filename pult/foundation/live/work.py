"""Signs of work: a page says that somebody did something on it just now.

They are heard in the process that the page is connected to, cost no statement, and are told to nobody else.
"""

from datetime import datetime, timedelta
from typing import Protocol

from django.utils import timezone

from pult.foundation.actors import Actor

# What a page says of longer ago is no news.
OLDEST_SECONDS = 60.0


class Hearer(Protocol):
    """Somebody did something at `at` on the page of a thing, or has it no longer in front."""

    def __call__(self, actor: Actor, key: int, at: datetime, *, left: bool) -> None: ...


_hearers: dict[str, Hearer] = {}


def hear_work(kind: str, hearer: Hearer) -> None:
    """Have signs of work on one kind of topic heard. Called in the event loop, so it must not wait for anything."""
    _hearers[kind] = hearer


def tell_work(actor: Actor, topic: str, *, ago: float, left: bool) -> None:
    """Pass a sign on to whoever hears of this kind."""
    kind, _, key = topic.partition(":")
    if kind in _hearers and key.isdigit() and ago <= OLDEST_SECONDS:
        _hearers[kind](actor, int(key), timezone.now() - timedelta(seconds=ago), left=left)
