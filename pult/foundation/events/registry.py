"""Who listens to which fact."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from .facts import Event

E = TypeVar("E", bound=Event)


@dataclass(frozen=True)
class Subscriber:
    """A function that hears of a kind of fact, known by its path."""

    path: str
    event: type[Event]
    call: Callable[[Any], None]
    queue: str


_by_event: dict[str, list[Subscriber]] = {}
_by_path: dict[str, Subscriber] = {}


def subscribe(
    event: type[E], *, queue: str = "default"
) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Hear of every fact of this kind, at least once, each in a transaction with its mark of being done."""

    def register(call: Callable[[E], None]) -> Callable[[E], None]:
        path = f"{call.__module__}.{call.__qualname__}"
        if path not in _by_path:
            subscriber = Subscriber(path, event, call, queue)
            _by_path[path] = subscriber
            _by_event.setdefault(event.name, []).append(subscriber)
        return call

    return register


def subscribers_of(name: str) -> list[Subscriber]:
    """Who hears of facts with this name."""
    return _by_event.get(name, [])


def subscriber(path: str) -> Subscriber | None:
    """The subscriber at this path, if the running release still has it."""
    return _by_path.get(path)
