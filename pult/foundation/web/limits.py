"""How often one visitor may do something. Nobody's address is kept, only a trace of it for a while."""

import hashlib
import time

from django.core.cache import cache
from django.http import HttpRequest

from .requests import client_address

HOUR = 3600
# Who is over the limit is refused from memory, without asking anybody, until their time is over.
MOST_REMEMBERED = 10_000
_shut: dict[str, float] = {}


def may(what: str, request: HttpRequest, *, most: int, seconds: int = HOUR) -> bool:
    """Count one more of something for this visitor's address; false when there were too many."""
    trace = hashlib.blake2b(client_address(request).encode(), digest_size=12).hexdigest()
    slot = int(time.time()) // seconds
    key = f"limit.{what}.{slot}.{trace}"
    if key in _shut:
        return False
    cache.add(key, 0, seconds)
    try:
        is_fine = cache.incr(key) <= most
    except ValueError:
        return True  # the time ended between the two calls
    if not is_fine:
        _remember(key, (slot + 1) * seconds)
    return is_fine


def forget() -> None:
    """Let everybody begin anew."""
    _shut.clear()


def _remember(key: str, until: float) -> None:
    if len(_shut) >= MOST_REMEMBERED:
        now = time.time()
        for old in [one for one, end in _shut.items() if end <= now] or list(_shut)[: MOST_REMEMBERED // 2]:
            del _shut[old]
    _shut[key] = until
