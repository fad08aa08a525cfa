"""`/automation-rules`: what is done by itself, what a rule would have done, and what it did."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from pult.api.acting import REFUSALS, Listing, act_once, listing, require
from pult.api.choosing import MOST_ACTS, Acts, ConditionsBody, Place, chosen, show_acts, show_conditions
from pult.automation import operations, queries
from pult.automation.models import Firing, Rule
from pult.automation.operations import Wording
from pult.automation.types import Right, RuleKind, Since
from pult.conversations.queries import LONGEST_AMOUNT, Unit

router = Router(tags=["automation"])


class RuleFact(Schema):
    """Something that can set a rule off."""

    name: str
    description: str


class RuleWords(Schema):
    """What a rule says. `facts` set off a rule of the kind `trigger`; `since`, `amount` and `unit` one of `time`."""

    name: str = Field(max_length=80)
    facts: list[str] = Field(default=[], max_length=100)
    conditions: ConditionsBody = ConditionsBody()
    acts: Acts = Field(max_length=MOST_ACTS)
    stops: bool = False
    is_active: bool = True
    since: Since = Since.ACTIVITY
    amount: int = Field(default=1, ge=1, le=LONGEST_AMOUNT)
    unit: Unit = Unit.DAYS
    in_opening_hours: bool = False

    @property
    def wording(self) -> Wording:
        """As it is kept."""
        return Wording(
            name=self.name,
            facts=tuple(self.facts),
            conditions=self.conditions.filter,
            acts=chosen(self.acts),
            stops=self.stops,
            is_active=self.is_active,
            since=self.since,
            amount=self.amount,
            unit=self.unit,
            in_opening_hours=self.in_opening_hours,
        )


class NewRule(RuleWords):
    """A new rule; its kind never changes."""

    kind: RuleKind


class RuleOut(NewRule):
    """A rule. Those of one kind are tried in their order."""

    id: int
    changed_at: datetime


class RuleChange(Schema):
    """What to change; what is left out stays."""

    name: str | None = Field(default=None, max_length=80)
    facts: list[str] | None = Field(default=None, max_length=100)
    conditions: ConditionsBody | None = None
    acts: Acts | None = Field(default=None, max_length=MOST_ACTS)
    stops: bool | None = None
    is_active: bool | None = None
    since: Since | None = None
    amount: int | None = Field(default=None, ge=1, le=LONGEST_AMOUNT)
    unit: Unit | None = None
    in_opening_hours: bool | None = None


class NewTrial(NewRule):
    """A rule that is not kept, and how many of the past days are looked through: 7 or 30."""

    name: str = Field(default="?", max_length=80)
    days: int = queries.DAYS[0]


class TrialOut(Schema):
    """On how many conversations a rule would have acted, and which of them the caller may read, fifty at most.

    `is_cut` when there was more to look at than was looked at.
    """

    days: int
    count: int
    conversation_ids: list[int]
    does: list[str]
    is_cut: bool


class StepOut(Schema):
    """One act; `refused` says why it was not done."""

    act: str
    value: str
    refused: str


class FiringOut(Schema):
    """A rule that has acted: upon which fact, set off by whom, and what it did."""

    id: int
    at: datetime
    conversation_id: int
    fact: str
    by: str
    steps: list[StepOut]
    is_refused: bool


def show_rule(row: Rule) -> RuleOut:
    """A rule with what it says."""
    return RuleOut(
        id=row.pk,
        changed_at=row.changed_at,
        kind=RuleKind(row.kind),
        name=row.name,
        facts=row.facts,
        conditions=show_conditions(row.filter),
        acts=show_acts(row.chosen),
        stops=row.stops,
        is_active=row.is_active,
        since=Since(row.since),
        amount=row.amount,
        unit=Unit(row.unit),
        in_opening_hours=row.in_opening_hours,
    )


def show_firing(row: Firing) -> FiringOut:
    """One line of the log."""
    return FiringOut(
        id=row.pk,
        at=row.at,
        conversation_id=row.conversation_id,
        fact=row.fact,
        by=row.by,
        steps=[StepOut(act=key, value=value, refused=why) for key, value, why in row.steps],
        is_refused=row.is_refused,
    )


def found(request: HttpRequest, rule_id: int) -> Rule:
    """One rule, for those who manage them."""
    return get_object_or_404(Rule.objects.visible_to(require(request, Right.MANAGE)), pk=rule_id)


def tried(request: HttpRequest, rule: Rule, wording: Wording, days: int) -> TrialOut:
    """What it would have done; nothing is written."""
    actor = require(request, Right.MANAGE)
    operations.check(RuleKind(rule.kind), wording)
    shown = queries.trial(
        operations.fill(Rule(pk=rule.pk, kind=rule.kind), wording),
        actor,
        days=queries.DAYS[1] if days == queries.DAYS[1] else queries.DAYS[0],
        at=timezone.now(),
    )
    return TrialOut(
        days=shown.days,
        count=shown.count,
        conversation_ids=[row.pk for row in shown.rows],
        does=shown.does,
        is_cut=shown.is_cut,
    )


@router.get(
    "/automation-facts", response={200: list[RuleFact], **REFUSALS}, summary="List what sets rules off"
)
def list_rule_facts(request: HttpRequest) -> list[RuleFact]:
    """The facts that rules of the kind `trigger` can name."""
    require(request, Right.MANAGE)
    return [RuleFact(name=one.key, description=str(one.label)) for one in queries.facts()]


@router.get(
    "/automation-rules", response={200: Listing[RuleOut], **REFUSALS}, summary="List automation rules"
)
def list_rules(
    request: HttpRequest, kind: RuleKind | None = None, cursor: str | None = None, limit: int = 50
) -> HttpResponse:
    """By kind, in the order in which they are tried."""
    rows = Rule.objects.visible_to(require(request, Right.MANAGE))
    rows = rows if kind is None else rows.filter(kind=kind)
    return listing(rows, ["kind", "position", "id"], show_rule, cursor=cursor, limit=limit)


@router.post("/automation-rules", response={201: RuleOut, **REFUSALS}, summary="Write an automation rule")
def create_rule(request: HttpRequest, new: NewRule) -> HttpResponse:
    """It acts at once unless `is_active` is false, and is tried after those of its kind."""
    actor = require(request, Right.MANAGE)

    def act() -> tuple[int, RuleOut]:
        return 201, show_rule(operations.save_rule(Rule(kind=new.kind), new.wording, by=actor))

    return act_once(request, act)


@router.post(
    "/automation-rule-trials", response={200: TrialOut, **REFUSALS}, summary="Try a rule that is not kept"
)
def create_trial(request: HttpRequest, given: NewTrial) -> TrialOut:
    """On which conversations it would have acted; nothing is written."""
    return tried(request, Rule(kind=given.kind), given.wording, given.days)


@router.get(
    "/automation-rules/{rule_id}", response={200: RuleOut, **REFUSALS}, summary="Read an automation rule"
)
def read_rule(request: HttpRequest, rule_id: int) -> RuleOut:
    """One rule with what it says."""
    return show_rule(found(request, rule_id))


@router.patch(
    "/automation-rules/{rule_id}", response={200: RuleOut, **REFUSALS}, summary="Change an automation rule"
)
def update_rule(request: HttpRequest, rule_id: int, change: RuleChange) -> HttpResponse:
    """What is left out stays. `is_active` alone switches it on or off."""
    rule = found(request, rule_id)
    given: dict[str, Any] = change.model_dump(exclude_none=True)
    is_switch = set(given) == {"is_active"}

    def act() -> tuple[int, RuleOut]:
        by = require(request, Right.MANAGE)
        if is_switch:
            operations.switch_rule(rule, on=given["is_active"], by=by)
        else:
            now = show_rule(rule).model_dump(exclude={"id", "changed_at", "kind"})
            operations.save_rule(rule, RuleWords(**{**now, **given}).wording, by=by)
        return 200, show_rule(found(request, rule_id))

    return act_once(request, act)


@router.post(
    "/automation-rules/{rule_id}/place",
    response={200: RuleOut, **REFUSALS},
    summary="Move an automation rule",
)
def create_rule_place(request: HttpRequest, rule_id: int, place: Place) -> HttpResponse:
    """Have it tried one place earlier, or later, among those of its kind."""
    rule = found(request, rule_id)

    def act() -> tuple[int, RuleOut]:
        operations.move_rule(rule, earlier=place.is_earlier, by=require(request, Right.MANAGE))
        return 200, show_rule(found(request, rule_id))

    return act_once(request, act)


@router.delete(
    "/automation-rules/{rule_id}", response={204: None, **REFUSALS}, summary="Remove an automation rule"
)
def delete_rule(request: HttpRequest, rule_id: int) -> Status[None]:
    """With its log; what it did stays as it is."""
    operations.drop_rule(found(request, rule_id), by=require(request, Right.MANAGE))
    return Status(204, None)


@router.get(
    "/automation-rules/{rule_id}/trial",
    response={200: TrialOut, **REFUSALS},
    summary="Try an automation rule",
)
def read_trial(request: HttpRequest, rule_id: int, days: int = queries.DAYS[0]) -> TrialOut:
    """On which conversations of the past 7 or 30 days it would have acted; nothing is written."""
    rule = found(request, rule_id)
    return tried(request, rule, operations.wording_of(rule), days)


@router.get(
    "/automation-rules/{rule_id}/firings",
    response={200: Listing[FiringOut], **REFUSALS},
    summary="List what an automation rule did",
)
def list_firings(
    request: HttpRequest, rule_id: int, cursor: str | None = None, limit: int = 50
) -> HttpResponse:
    """Newest first, as far as the caller may read the conversations; kept for ninety days."""
    rows = Firing.objects.visible_to(require(request, Right.MANAGE)).filter(rule=found(request, rule_id))
    return listing(rows, ["-id"], show_firing, cursor=cursor, limit=limit)
