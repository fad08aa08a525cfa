"""The rules that facts set off, kept in memory and read again as soon as their edition has changed.

Every fact about a conversation asks for them, in every process. So each reads the edition, which is one number, and
what it has in memory counts as long as that number does. The number is changed in the transaction that changes a rule,
and none comes back: what was read in a transaction that is undone is never asked for again.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When
from django.utils import timezone

from pult.automation.models import Rule
from pult.automation.types import RuleKind
from pult.conversations.models import Conversation
from pult.conversations.queries import Looking, there_among
from pult.foundation.actors import Actor, Kind
from pult.foundation.database.kept import Kept, run

RULES = Actor(kind=Kind.RULE)
MOST_KEPT = 2
MOST_TEXTS = 100
ASK = "SELECT number FROM automation_edition"
_KEPT: "OrderedDict[int, Ready]" = OrderedDict()


@dataclass(frozen=True)
class Upon:
    """The rules that one fact sets off, in their order, and which conditions they ask."""

    rules: tuple[Rule, ...] = ()
    keys: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Ready:
    """The rules of one edition, by the facts that set them off, and their questions as they were compiled."""

    by_fact: Mapping[str, Upon]
    asked: Kept[tuple[Any, ...]] = field(default_factory=lambda: Kept(tuple))

    def upon(self, fact: str) -> tuple[Rule, ...]:
        """Those that a fact sets off, in their order."""
        return self.by_fact.get(fact, NONE).rules

    def holding(self, fact: str, conversation_id: int, *, at: datetime) -> set[int]:
        """Those of them whose conditions a conversation meets: one question, compiled once."""
        upon = self.by_fact.get(fact, NONE)
        if len(self.asked.texts) >= MOST_TEXTS:
            self.asked.texts.clear()
        # A day begins where the clock of whoever asks stands; and what cannot be asked any more fits nothing.
        form = (fact, timezone.get_current_timezone_name(), there_among(upon.keys))
        found = self.asked.ask(
            form,
            lambda slots: meeting(upon.rules, slots["conversation"], at=slots["at"]),
            {"conversation": conversation_id, "at": at},
        )
        told = found[0][1:] if found else ()
        return {rule.pk for rule, holds in zip(upon.rules, told, strict=False) if holds}


NONE: Final = Upon()
NOTHING: Final = Ready({})


def meeting(rules: tuple[Rule, ...], conversation_id: int, *, at: datetime) -> "QuerySet[Any, Any]":
    """One conversation, unless it is none of those that rules act upon, and beside it for each rule whether it fits."""
    looking = Looking(actor=RULES, at=at)
    fits = {f"rule_{rule.pk}": _holds(rule.filter.q(looking)) for rule in rules}
    seen = Conversation.objects.genuine().filter(pk=conversation_id, merged_into=None)
    return seen.annotate(**fits).values_list("pk", *fits)


def _holds(asked: Q) -> Case | Value:
    always = Value(value=True, output_field=BooleanField())
    return (
        Case(When(asked, then=always), default=Value(value=False), output_field=BooleanField())
        if asked
        else always
    )


def holds(rule: Rule, conversation_id: int, *, at: datetime) -> bool:
    """Whether a conversation meets one rule."""
    row = meeting((rule,), conversation_id, at=at).first()
    return bool(row and row[1])


def ready() -> Ready:
    """The rules as they are now; one small statement while nothing about them changes."""
    rows = run(ASK, [])
    if not rows:
        # There has never been a rule.
        return NOTHING
    number = rows[0][0]
    found = _KEPT.get(number)
    if found is None:
        active = Rule.objects.active().filter(kind=RuleKind.TRIGGER)
        found = _KEPT[number] = sorted_by_fact(active.in_order())
        while len(_KEPT) > MOST_KEPT:
            _KEPT.popitem(last=False)
    return found


def sorted_by_fact(rules: Iterable[Rule]) -> Ready:
    """These rules in this order, for each fact those that it sets off."""
    by_fact: dict[str, list[Rule]] = {}
    for rule in rules:
        for name in rule.facts:
            by_fact.setdefault(name, []).append(rule)
    return Ready({name: Upon(tuple(found), _keys_of(found)) for name, found in by_fact.items()})


def _keys_of(rules: Iterable[Rule]) -> frozenset[str]:
    return frozenset(asked.field for rule in rules for asked in rule.filter)
