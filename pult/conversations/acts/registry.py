"""Which acts there are: declared by whoever knows the verb, here and in the contexts above."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise

from pult.conversations.models import Conversation
from pult.foundation.actors import Actor

Do = Callable[[Conversation, str, Actor, datetime], None]


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act: its words, the right that it needs, and the verb that does it with a value in plain text.

    Several are done in their order, so that what ends a conversation comes last.
    """

    key: str
    label: str | Promise
    right: str
    order: int
    do: Do = field(repr=False)


_DECLARED: dict[str, Act] = {}


def declare(act: Act) -> Act:
    """Make an act known."""
    if act.key in _DECLARED:
        raise ValueError(f"there is an act {act.key} already")
    _DECLARED[act.key] = act
    return act


def act_named(key: str) -> Act | None:
    """The act with this key."""
    return _DECLARED.get(key)


def acts(actor: Actor) -> list[Act]:
    """What this actor may do, in the order in which it is done."""
    return sorted((one for one in _DECLARED.values() if actor.has(one.right)), key=lambda one: one.order)
