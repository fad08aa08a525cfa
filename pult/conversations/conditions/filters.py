"""Several conditions together: all of these, and at least one of those."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pult.conversations.models import Conversation
from pult.conversations.types import RESOLVED
from pult.foundation.errors import Invalid

from .kinds import LONGEST_AMOUNT, WITHOUT_VALUE, Condition, Kind, Looking, Operator, Unit
from .registry import condition_named

AMOUNT = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
MOST_RULES = 20
MOST_VALUES = 50
LONGEST_VALUE = 200


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One condition with its operator and its values, as it is kept."""

    field: str
    operator: str
    values: tuple[str, ...] = ()

    @property
    def condition(self) -> Condition | None:
        """What it asks about; None when nobody knows it any more."""
        return condition_named(self.field)

    def as_json(self) -> dict[str, Any]:
        """Plain values to be kept."""
        return {"field": self.field, "operator": self.operator, "values": list(self.values)}

    def wrong(self) -> str:
        """What cannot be asked like this, as a sentence; nothing when all is well."""
        condition = self.condition
        if condition is None:
            return _("There is no condition “%(name)s” any more. Remove it.") % {"name": self.field}
        if self.operator not in condition.operators:
            return _("“%(name)s” cannot be asked like this.") % {"name": condition.label}
        if self.operator in WITHOUT_VALUE:
            return ""
        complaint = CHECKS.get(condition.kind, _some)(self.values)
        return complaint and f"“{condition.label}”: {complaint}"

    def gone(self, known: dict[str, set[str]] | None = None) -> str:
        """What was chosen here and is no longer there, as a sentence; nothing when all of it is.

        `known` keeps what the conditions offer, so that it is asked once however many are looked at.
        """
        condition = self.condition
        if condition is None:
            return self.wrong()
        if condition.options is None or not condition.is_kept or not self.values:
            return ""
        known = {} if known is None else known
        if condition.key not in known:
            known[condition.key] = {value for value, _label in condition.options()}
        missing = sum(value not in known[condition.key] for value in self.values)
        if not missing:
            return ""
        sentence = ngettext(
            "“%(name)s” names something that is no longer there. Choose again or remove it.",
            "“%(name)s” names %(count)d things that are no longer there. Choose again or remove them.",
            missing,
        )
        return sentence % {"name": condition.label, "count": missing}

    def meets(self, thing: Any) -> bool:
        """Whether it holds for what is in memory; never where it cannot be asked."""
        condition = self.condition
        if condition is None or condition.holds is None or self.wrong():
            return False
        return condition.holds(Operator(self.operator), self.values, thing)

    def q(self, looking: Looking) -> Q:
        """The question to the database; nothing fits what cannot be asked any more."""
        condition = self.condition
        if condition is None or self.wrong():
            return Q(pk__in=[])
        return condition.q(Operator(self.operator), self.values, looking)


@dataclass(frozen=True, kw_only=True)
class Filter:
    """All of these, and, where there are any, at least one of those."""

    every: tuple[Rule, ...] = ()
    either: tuple[Rule, ...] = ()

    def __iter__(self) -> Iterator[Rule]:
        return iter((*self.every, *self.either))

    def as_json(self) -> dict[str, Any]:
        """Plain values to be kept."""
        return {
            "all": [rule.as_json() for rule in self.every],
            "any": [rule.as_json() for rule in self.either],
        }

    def q(self, looking: Looking) -> Q:
        """The question to the database."""
        asked = [rule.q(looking) for rule in self.every]
        if self.either:
            asked.append(reduce(or_, (rule.q(looking) for rule in self.either)))
        return reduce(and_, asked, Q())

    def holds(self, conversation: Conversation, looking: Looking) -> bool:
        """Whether one conversation fits: the same question, asked about it alone."""
        return Conversation.objects.filter(self.q(looking), pk=conversation.pk).exists()

    def meets(self, thing: Any) -> bool:
        """Whether all of it holds for what is in memory; no condition holds for everything."""
        every = all(rule.meets(thing) for rule in self.every)
        return every and (not self.either or any(rule.meets(thing) for rule in self.either))

    def check(self, *, in_memory: bool = False) -> None:
        """Refuse what cannot be asked, with the first thing that is wrong."""
        rules = list(self)
        if not rules:
            raise Invalid(_("Add one condition at least."))
        if len(rules) > MOST_RULES:
            raise Invalid(_("A view has at most %(count)d conditions.") % {"count": MOST_RULES})
        for rule in rules:
            if complaint := rule.wrong():
                raise Invalid(complaint)
            condition = rule.condition
            if condition is not None and (condition.holds is not None) != in_memory:
                raise Invalid(_("“%(name)s” cannot be asked here.") % {"name": condition.label})

    def gone(self, known: dict[str, set[str]] | None = None) -> list[str]:
        """What the conditions name that is no longer there."""
        known = {} if known is None else known
        return list(dict.fromkeys(sentence for rule in self if (sentence := rule.gone(known))))

    @property
    def is_unresolved(self) -> bool:
        """Whether only open work can fit: such a view can be counted cheaply."""
        return any(_leaves_out_resolved(rule) for rule in self.every)


def read(kept: Mapping[str, Any]) -> Filter:
    """A filter from what was kept of it, or came from outside; refused when it has another shape."""
    try:
        return Filter(every=_rules(kept.get("all", [])), either=_rules(kept.get("any", [])))
    except (AttributeError, KeyError, TypeError) as error:
        raise Invalid(_("These conditions cannot be read.")) from error


def _rules(kept: Sequence[Mapping[str, Any]]) -> tuple[Rule, ...]:
    return tuple(
        Rule(
            field=str(one["field"]),
            operator=str(one["operator"]),
            values=tuple(str(value)[:LONGEST_VALUE] for value in list(one.get("values", []))[:MOST_VALUES]),
        )
        for one in kept
    )


def _leaves_out_resolved(rule: Rule) -> bool:
    values = set(rule.values)
    if rule.field == "status":
        named = {str(status) for status in RESOLVED}
        return not values & named if rule.operator == Operator.ANY_OF else named <= values
    if rule.field == "category":
        return ("resolved" in values) == (rule.operator == Operator.NONE_OF)
    return False


def _some(values: Sequence[str]) -> str:
    return "" if any(value.strip() for value in values) else _("say what it is compared with.")


def _amount(values: Sequence[str]) -> str:
    if len(values) == 2 and _is_number(values[0]) and values[1] in Unit.values:
        return ""
    return _("write a whole number, from 0 to 10000, and choose a unit.")


def _number(values: Sequence[str]) -> str:
    if len(values) == 1 and _is_number(values[0]):
        return ""
    return _("write a whole number from 0 to 10000.")


def _decimal(values: Sequence[str]) -> str:
    if len(values) == 1 and AMOUNT.fullmatch(values[0]):
        return ""
    return _("write a number, such as 1234.5.")


def _day(values: Sequence[str]) -> str:
    try:
        date.fromisoformat(values[0])
    except (ValueError, IndexError):
        return _("choose a day.")
    return ""


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 5 and int(text) <= LONGEST_AMOUNT


CHECKS = {
    Kind.AGO: _amount,
    Kind.AHEAD: _amount,
    Kind.NUMBER: _number,
    Kind.AMOUNT: _decimal,
    Kind.DATE: _day,
}
