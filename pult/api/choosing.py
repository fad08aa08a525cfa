"""What saved views, macros and rules share: for whom one is, which conversations it means, what it does."""

from enum import StrEnum
from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Schema
from pydantic import Field

from pult.conversations.queries import MOST_CHOSEN, MOST_RULES, Chosen, Filter, Rule
from pult.foundation.errors import Invalid
from pult.workforce.models import Department, Member

from .acting import actor_of


class Reach(StrEnum):
    """For whom something is."""

    MINE = "mine"
    DEPARTMENT = "department"
    EVERYBODY = "everybody"


class ConditionBody(Schema):
    """One condition: what it asks about, how, and with what it compares, as `/conditions` names them."""

    field: str = Field(max_length=80)
    operator: str = Field(max_length=20)
    values: list[str] = Field(default=[], max_length=50)


class ConditionsBody(Schema):
    """All of these, and at least one of those."""

    all: list[ConditionBody] = Field(default=[], max_length=MOST_RULES)
    any: list[ConditionBody] = Field(default=[], max_length=MOST_RULES)

    @property
    def filter(self) -> Filter:
        """As it is kept."""
        return Filter(every=_rules(self.all), either=_rules(self.any))


class ActBody(Schema):
    """One act with its value in plain text, such as `priority` and `high`."""

    act: str = Field(max_length=40)
    value: str = Field(default="", max_length=10_000)


class Place(Schema):
    """Where to move something in its order: by one place."""

    to: Literal["earlier", "later"]

    @property
    def is_earlier(self) -> bool:
        """Whether it comes before its neighbour."""
        return self.to == "earlier"


class Reached(Schema):
    """For whom something shall be; only who may share makes anything for others."""

    reach: Reach | None = None
    department_id: int | None = None


Acts = list[ActBody]
MOST_ACTS = MOST_CHOSEN


def owners(request: HttpRequest, given: Reached, *, shares: str, now: Any = None) -> dict[str, Any]:
    """Whose it is from now on, in the words of the verbs; what is left out stays as it is with `now`."""
    if given.reach is None and given.department_id is None and now is not None:
        return {"owner": now.owner, "department": now.department}
    actor, reach = actor_of(request), given.reach or (Reach.DEPARTMENT if given.department_id else Reach.MINE)
    if (reach == Reach.DEPARTMENT) != (given.department_id is not None):
        raise Invalid("A department is named where it is for one, and only there.")
    if reach == Reach.MINE:
        member = Member.objects.visible_to(actor).at_work().filter(person_id=actor.person_id).first()
        if member is None:
            raise PermissionDenied
        return {"owner": member, "department": None}
    if not actor.has(shares):
        raise PermissionDenied
    departments = Department.objects.visible_to(actor)
    is_one = reach == Reach.DEPARTMENT
    return {
        "owner": None,
        "department": get_object_or_404(departments, pk=given.department_id) if is_one else None,
    }


def show_reach(row: Any) -> dict[str, Any]:
    """For whom it is."""
    reach = Reach.MINE if row.owner_id else Reach.DEPARTMENT if row.department_id else Reach.EVERYBODY
    return {"reach": reach, "department_id": row.department_id}


def show_conditions(kept: Filter) -> ConditionsBody:
    """Conditions as they were given."""
    return ConditionsBody(all=[_body(rule) for rule in kept.every], any=[_body(rule) for rule in kept.either])


def chosen(acts: Acts) -> tuple[Chosen, ...]:
    """Acts as they are kept."""
    return tuple(Chosen(one.act, one.value.strip()) for one in acts)


def show_acts(acts: tuple[Chosen, ...]) -> Acts:
    """Acts as they were given."""
    return [ActBody(act=one.key, value=one.value) for one in acts]


def _rules(bodies: list[ConditionBody]) -> tuple[Rule, ...]:
    return tuple(
        Rule(field=one.field, operator=one.operator, values=tuple(value[:200] for value in one.values))
        for one in bodies
    )


def _body(rule: Rule) -> ConditionBody:
    return ConditionBody(field=rule.field, operator=rule.operator, values=list(rule.values))
