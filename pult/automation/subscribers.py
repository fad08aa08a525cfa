"""Rules hear of facts. A new conversation is told of in the flow, before its clocks start."""

from collections.abc import Callable

from pult.conversations.events import ConversationOpened
from pult.foundation.events import Event, subscribe

from . import operations
from .facts import facts


def _hearing(name: str) -> Callable[[Event], None]:
    def hear(event: Event) -> None:
        operations.run(event)

    # Each is known by a path of its own.
    hear.__qualname__ = f"hear_{name.replace('.', '_')}"
    return hear


for _fact in facts():
    if _fact.event is not ConversationOpened:
        subscribe(_fact.event)(_hearing(_fact.key))
