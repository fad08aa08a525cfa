"""Conditions as a form shows them, row by row, and as it sends them: for whatever is put together from conditions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import QueryDict

from .filters import Filter, Rule, read
from .kinds import WITHOUT_VALUE, Condition, Kind, Unit
from .registry import condition_named

ROW = re.compile(r"(all|any)-(\d{1,3})-field")
MANY = 12
FIRST_VALUES = {Kind.AGO: ("2", "days"), Kind.AHEAD: ("4", "hours"), Kind.NUMBER: ("1",)}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One condition in the builder, with everything that its controls show."""

    prefix: str
    rule: Rule
    complaint: str = ""
    condition: Condition | None = field(default=None, repr=False)

    @property
    def kind(self) -> str:
        """Which control it has."""
        return str(self.condition.kind) if self.condition else ""

    @property
    def operators(self) -> list[tuple[str, Any, bool]]:
        """What can be asked, with what is asked."""
        asked = self.condition.operators if self.condition else ()
        return [(str(one), one.label, one == self.rule.operator) for one in asked]

    @cached_property
    def options(self) -> list[tuple[str, Any, bool]]:
        """What can be chosen, with what is."""
        if self.condition is None or self.condition.options is None:
            return []
        return [(value, label, value in self.rule.values) for value, label in self.condition.options()]

    @property
    def is_long(self) -> bool:
        """Whether there is too much to be shown at once."""
        return len(self.options) > MANY

    @property
    def text(self) -> str:
        """What was typed."""
        return self.rule.values[0] if self.rule.values else ""

    @property
    def unit(self) -> str:
        """What an amount is counted in."""
        return self.rule.values[1] if len(self.rule.values) > 1 else ""

    @property
    def units(self) -> list[tuple[str, Any]]:
        """What an amount can be counted in."""
        return list(Unit.choices)


def rows_of(conditions: Filter, *, checked: bool = False) -> dict[str, list[Row]]:
    """The rows for conditions: with what is wrong where they were sent, else with what has gone."""
    return {
        name: [_row(f"{name}-{number}", rule, checked=checked) for number, rule in enumerate(rules)]
        for name, rules in (("all", conditions.every), ("any", conditions.either))
    }


def _row(prefix: str, rule: Rule, *, checked: bool) -> Row:
    complaint = (rule.wrong() if checked else "") or rule.gone()
    return Row(prefix=prefix, rule=rule, complaint=complaint, condition=rule.condition)


def sent(given: QueryDict) -> Filter:
    """The conditions as the form sends them, one more or one less where a button asks for it."""
    step = given.get("step", "")
    rules: dict[str, list[Rule]] = {"all": [], "any": []}
    for name, prefix in _prefixes(given):
        if step != f"remove-{prefix}":
            rules[name].append(_rule(given, prefix))
    for name in rules:
        if step == f"add-{name}" and (condition := condition_named(given.get(f"new-{name}", ""))):
            first = FIRST_VALUES.get(condition.kind, ())
            rules[name].append(Rule(field=condition.key, operator=condition.operators[0], values=first))
    return Filter(every=tuple(rules["all"]), either=tuple(rules["any"]))


def _prefixes(given: QueryDict) -> Iterator[tuple[str, str]]:
    found = [(one[1], int(one[2])) for key in given if (one := ROW.fullmatch(key))]
    return ((name, f"{name}-{number}") for name, number in sorted(found)[:100])


def _rule(given: QueryDict, prefix: str) -> Rule:
    key, operator = given.get(f"{prefix}-field", ""), given.get(f"{prefix}-operator", "")
    condition = condition_named(key)
    values = [value.strip() for value in given.getlist(f"{prefix}-value")]
    if condition is not None and condition.kind in {Kind.AGO, Kind.AHEAD}:
        values = [*(values or [""]), given.get(f"{prefix}-unit", "")]
    if operator in {str(one) for one in WITHOUT_VALUE}:
        values = []
    rule = {"field": key, "operator": operator, "values": values}
    return read({"all": [rule]}).every[0]
