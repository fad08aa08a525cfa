"""How often somebody may do something: a bucket that fills slowly, in the memory of this process; no row is read."""

import time
from collections import OrderedDict
from dataclasses import dataclass, field
from ipaddress import ip_address
from threading import Lock

MOST_REMEMBERED = 50_000


@dataclass
class Pace:
    """`burst` at once, then `a_second` in the long run, for each key."""

    burst: float
    a_second: float
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def allows(self, key: str, *, now: float | None = None) -> bool:
        """Take one out of the bucket; false when it is empty."""
        now = time.monotonic() if now is None else now
        with self._lock:
            left, at = self._left.pop(key, (self.burst, now))
            left = min(self.burst, left + (now - at) * self.a_second)
            self._left[key] = (left - 1 if left >= 1 else left, now)
            if len(self._left) > MOST_REMEMBERED:
                self._left.popitem(last=False)
        return left >= 1


# A person types a message a second at the very most; everything else that a page says comes by itself.
MESSAGES = Pace(burst=20, a_second=1)
CALLS = Pace(burst=120, a_second=4)
# Many people may sit behind one address.
ADDRESSES = Pace(burst=600, a_second=10)


def allows_address(address: str) -> bool:
    """Whether calls from this address are still answered. This machine itself, or a proxy on it, is not counted."""
    try:
        is_own = ip_address(address).is_loopback
    except ValueError:
        is_own = False
    return is_own or ADDRESSES.allows(address)
