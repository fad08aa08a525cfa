"""The form of a saved view: its name and reach, and the conditions row by row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pult.conversations.models import SavedView
from pult.conversations.queries import (
    WITHOUT_VALUE,
    Condition,
    Filter,
    Kind,
    Rule,
    Unit,
    condition_named,
    read,
)
from pult.conversations.types import Right, ViewColumn, ViewOrder
from pult.foundation.actors import Actor
from pult.workforce.models import Department, Member

MINE, EVERYBODY = "mine", "everybody"
ROW = re.compile(r"(all|any)-(\d{1,3})-field")
USUAL = ["preview", "channel", "status", "tags", "due", "assignee"]
FIRST_RULES = Filter(every=(Rule(field="status", operator="any_of", values=("new", "open", "pending")),))
MANY = 12
FIRST_VALUES = {Kind.AGO: ("2", "days"), Kind.AHEAD: ("4", "hours"), Kind.NUMBER: ("1",)}


class ViewForm(forms.Form):
    """A name, for whom, in which order, and what its rows show."""

    name = forms.CharField(label=_("Name"), max_length=60)
    reach = forms.ChoiceField(label=_("For whom"))
    order = forms.ChoiceField(label=_("Sorted by"), choices=ViewOrder.choices)
    columns = forms.MultipleChoiceField(
        label=_("Rows show"),
        choices=ViewColumn.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, actor: Actor, member: Member | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        self.fields["reach"].choices = reaches(actor, member)  # type: ignore[attr-defined]

    @property
    def given(self) -> dict[str, Any]:
        """What the verb is called with, besides the conditions."""
        given, reach = self.cleaned_data, self.cleaned_data["reach"]
        is_shared = reach in {MINE, EVERYBODY}
        return {
            "name": given["name"],
            "order": ViewOrder(given["order"]),
            "columns": given["columns"],
            "owner": self.member if reach == MINE else None,
            "department": None if is_shared else Department.objects.filter(pk=int(reach)).first(),
        }


def reaches(actor: Actor, member: Member | None) -> list[tuple[str, Any]]:
    """For whom somebody may make what can be shared."""
    own: list[tuple[str, Any]] = [(MINE, _("Only for me"))] if member else []
    if not actor.has(Right.SHARE_VIEWS):
        return own
    departments = Department.objects.visible_to(actor).order_by("name")
    return [*own, *((str(one.pk), one.name) for one in departments), (EVERYBODY, _("For everybody"))]


def initial_of(view: SavedView) -> dict[str, Any]:
    """The form's values for a view that stands."""
    reach = MINE if view.owner_id else str(view.department_id or EVERYBODY)
    return {
        "name": view.name,
        "reach": reach,
        "order": view.order,
        "columns": view.columns or USUAL,
    }


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
