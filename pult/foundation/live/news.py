"""Sending news to every web process: PostgreSQL NOTIFY inside the transaction, or Redis after it."""

import hashlib
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection, transaction

if TYPE_CHECKING:
    import redis

CHANNEL = "pult_live"
# PostgreSQL carries at most 8,000 bytes in one notice.
AT_ONCE = 150


def announce(*topics: str) -> None:
    """Tell the listeners of these topics, when the transaction commits, that they should look again."""
    for start in range(0, len(topics), AT_ONCE):
        _send({"news": list(topics[start : start + AT_ONCE])})


def to_send_along(topics: tuple[str, ...]) -> str:
    """The news of these topics for a statement that notifies `CHANNEL` itself; "" where they went another way."""
    if settings.REDIS_URL or len(topics) > AT_ONCE:
        announce(*topics)
        return ""
    return _as_text({"news": list(topics)}) if topics else ""


def say(topic: str, kind: str, person: dict[str, Any], *, sender: str) -> None:
    """Pass on what somebody does right now (looking, typing, gone) to the other listeners of the topic."""
    _send({"said": {"topic": topic, "kind": kind, "person": person}, "sender": sender})


def hang_up(*, person: int | None = None, session: str = "") -> None:
    """Close the connections of a person, or of one session. Pages of somebody who is still signed in call again."""
    _send({"hang_up": {"person": person, "session": mark_of(session)}})


def mark_of(session: str) -> str:
    """A session as the wire may name it: its key opens the door and travels nowhere."""
    return hashlib.sha256(session.encode()).hexdigest()[:32] if session else ""


def _send(message: dict[str, Any]) -> None:
    payload = _as_text(message)
    if settings.REDIS_URL:
        transaction.on_commit(lambda: _redis().publish(CHANNEL, payload))
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])


def _as_text(message: dict[str, Any]) -> str:
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"))


@cache
def _redis() -> "redis.Redis":
    # Most installations have none, and it is large.
    import redis

    return redis.Redis.from_url(settings.REDIS_URL)
