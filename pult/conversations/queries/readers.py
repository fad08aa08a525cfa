"""Who asks, as kept questions need it: what of a reader decides their text, and what is filled in."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pult.conversations.types import Right
from pult.foundation.actors import Actor


def scope(actor: Actor) -> tuple[bool, bool]:
    """What of a reader decides the text of a question: whether they read everything, and whether they read at all."""
    return actor.has(Right.READ_ALL), actor.is_person and actor.has(Right.READ)


def stand_in(actor: Actor, slots: Mapping[str, Any]) -> Actor:
    """The same reader with a mark in place of the number, to build a question that others ask too."""
    return replace(actor, id=slots["person"])
