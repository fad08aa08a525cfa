"""Facts: frozen, stored with the change that caused them, delivered at least once."""

from .delivery import deliver, held, publish, replay
from .facts import Event, known_events
from .registry import subscribe, subscribers_of

__all__ = ["Event", "deliver", "held", "known_events", "publish", "replay", "subscribe", "subscribers_of"]
