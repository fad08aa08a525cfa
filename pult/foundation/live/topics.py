"""The kinds of things that pages can listen to, each guarded when subscribed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from pult.foundation.actors import Actor

_topics: dict[str, "Topic"] = {}


@dataclass(frozen=True)
class Topic:
    """A kind of live topic. `may_listen` gets the actor and the ids asked for and answers those allowed."""

    kind: str
    may_listen: Callable[[Actor, set[int]], set[int]] = field(repr=False)

    def __post_init__(self) -> None:
        _topics[self.kind] = self

    def of(self, key: int) -> str:
        """The topic of one thing, such as `conversation:12`."""
        return f"{self.kind}:{key}"


def allowed(actor: Actor, asked: Iterable[str]) -> set[str]:
    """Those of the topics asked for that this actor may listen to; unknown ones are left out."""
    by_kind: dict[str, set[int]] = {}
    for topic in asked:
        kind, _, key = topic.partition(":")
        if kind in _topics and key.isdigit():
            by_kind.setdefault(kind, set()).add(int(key))
    return {
        f"{kind}:{key}" for kind, keys in by_kind.items() for key in _topics[kind].may_listen(actor, keys)
    }
