"""Which acts there are: declared by whoever knows the verb, here and in the contexts above."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, StrEnum, auto

from django.utils.functional import Promise

from pult.conversations.models import Conversation
from pult.foundation.actors import Actor

Words = str | Promise
Do = Callable[[Conversation, str, Actor, datetime], None]
Options = Callable[[Actor], list[tuple[str, Words]]]


class Value(StrEnum):
    """What sort of value an act takes, which decides its control wherever it is chosen."""

    CHOICE = "choice"
    LIST = "list"
    TEXT = "text"
    MOMENT = "moment"
    SPAN = "span"


class Use(Enum):
    """Where an act can be chosen: for many at once, in a macro, in a rule, in a rule for mail at the door."""

    BULK = auto()
    MACRO = auto()
    RULE = auto()
    INTAKE = auto()


EVERYWHERE = frozenset({Use.BULK, Use.MACRO, Use.RULE})
BEFOREHAND = frozenset({Use.MACRO, Use.RULE})
AT_DOORS_TOO = EVERYWHERE | {Use.INTAKE}


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act: its words, the right that it needs, and the verb that does it with a value in plain text.

    Several that are chosen for many at once are done in their order, so that what ends a conversation comes last.
    `options` are the values that this actor can choose now; what was chosen and is no longer among them has gone.
    An act that `speaks` writes to the customer. `check` says what is wrong with a value that was typed.
    """

    key: str
    label: Words
    right: str
    order: int
    do: Do = field(repr=False)
    value: Value = Value.CHOICE
    options: Options | None = field(default=None, repr=False)
    uses: frozenset[Use] = EVERYWHERE
    speaks: bool = False
    hint: Words = ""
    check: Callable[[str], str] | None = field(default=None, repr=False)


_DECLARED: dict[str, Act] = {}
_SOURCES: list[Callable[[], Iterable[Act]]] = []


def declare(act: Act) -> Act:
    """Make an act known."""
    if act.key in _DECLARED:
        raise ValueError(f"there is an act {act.key} already")
    _DECLARED[act.key] = act
    return act


def declare_source(source: Callable[[], Iterable[Act]]) -> None:
    """Make acts known that come and go, such as one for each field that somebody has made."""
    _SOURCES.append(source)


def act_named(key: str) -> Act | None:
    """The act with this key; None when there is none, or none any more."""
    found = _DECLARED.get(key)
    if found is not None:
        return found
    return next((one for source in _SOURCES for one in source() if one.key == key), None)


def acts(actor: Actor, use: Use = Use.BULK) -> list[Act]:
    """What this actor may choose there, in the order in which it is done."""
    everything = [*_DECLARED.values(), *(one for source in _SOURCES for one in source())]
    known = [one for one in everything if use in one.uses and actor.has(one.right)]
    return sorted(known, key=lambda one: one.order)
