"""Facts: frozen, stored with the change that caused them, delivered at least once."""

from .delivery import deliver, held, noticed, publish, publish_all, replay
from .facts import Event, known_events
from .registry import subscribe, subscribers_of
from .waiting import Waiting, tell_all, waiting

__all__ = [
    "Event",
    "Waiting",
    "deliver",
    "held",
    "known_events",
    "noticed",
    "publish",
    "publish_all",
    "replay",
    "subscribe",
    "subscribers_of",
    "tell_all",
    "waiting",
]
