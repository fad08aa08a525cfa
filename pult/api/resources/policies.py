"""`/sla-policies`: what is promised to whom, and in which order policies are tried."""

from datetime import timedelta
from typing import Annotated, Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from pult.api.acting import REFUSALS, Listing, act_once, listing, require
from pult.api.choosing import ConditionsBody, Place, show_conditions
from pult.calendars.models import Calendar
from pult.conversations.queries import Filter
from pult.conversations.types import Priority
from pult.foundation.errors import Invalid
from pult.inboxes.types import Channel
from pult.sla import operations
from pult.sla.models import Policy
from pult.sla.types import Right, Target
from pult.workforce.models import Department

router = Router(tags=["service levels"])
Seconds = Annotated[int, Field(ge=1, le=366 * 86_400)]
Promises = dict[Target, dict[Priority, Seconds]]
FOR_WHOM = ("department_id", "channels", "conditions")


class PolicyOut(Schema):
    """A policy: `promises` are seconds of opening time by target and priority; what is missing is not promised.

    The first that matches counts, the default last. `calendar_id` null counts in the hours of the department.
    """

    id: int
    name: str
    is_default: bool
    department_id: int | None
    channels: list[Channel]
    conditions: ConditionsBody
    calendar_id: int | None
    promises: Promises


class NewPolicy(Schema):
    """A new policy. Without department, channels and conditions it matches nothing."""

    name: str = Field(max_length=80)
    department_id: int | None = None
    channels: list[Channel] = []
    conditions: ConditionsBody = ConditionsBody()
    calendar_id: int | None = None
    promises: Promises = {}


class PolicyChange(Schema):
    """What to change; what is left out stays. `promises` are all of them; running clocks keep the target they have."""

    name: str | None = Field(default=None, max_length=80)
    department_id: int | None = None
    channels: list[Channel] | None = None
    conditions: ConditionsBody | None = None
    calendar_id: int | None = None
    promises: Promises | None = None


def show_policy(row: Policy) -> PolicyOut:
    """A policy with its promises fetched."""
    promises: dict[Target, dict[Priority, int]] = {}
    for one in row.promises.all():
        kept = promises.setdefault(Target(one.target), {})
        kept[Priority(one.priority)] = round(one.within.total_seconds())
    return PolicyOut(
        id=row.pk,
        name=row.name,
        is_default=row.is_default,
        department_id=row.department_id,
        channels=[Channel(one) for one in row.channels],
        conditions=show_conditions(row.filter or Filter()),
        calendar_id=row.calendar_id,
        promises=promises,
    )


def seen(request: HttpRequest) -> Any:
    """Every policy, for those who manage service levels."""
    return Policy.objects.visible_to(require(request, Right.MANAGE)).prefetch_related("promises")


def found(request: HttpRequest, policy_id: int) -> Policy:
    """One policy."""
    policy: Policy = get_object_or_404(seen(request), pk=policy_id)
    return policy


def fetched(request: HttpRequest, given: dict[str, Any]) -> dict[str, Any]:
    """What was named by number, in the words of the verbs."""
    departments = Department.objects.visible_to(require(request, Right.MANAGE))
    for key, rows in (("department", departments), ("calendar", Calendar.objects.all())):
        number = given.pop(f"{key}_id")
        given[key] = None if number is None else get_object_or_404(rows, pk=number)
    return given


def may_be(name: str, value: Any) -> bool:
    """Only the department and the calendar can be taken away."""
    return value is not None or name.endswith("_id")


def within(promises: Promises) -> dict[tuple[Target, Priority], timedelta | None]:
    """Promises as they are kept."""
    return {
        (target, priority): timedelta(seconds=seconds)
        for target, by_priority in promises.items()
        for priority, seconds in by_priority.items()
    }


@router.get("/sla-policies", response={200: Listing[PolicyOut], **REFUSALS}, summary="List SLA policies")
def list_policies(request: HttpRequest, cursor: str | None = None, limit: int = 50) -> HttpResponse:
    """In the order in which they are tried."""
    return listing(seen(request), ["is_default", "position", "id"], show_policy, cursor=cursor, limit=limit)


@router.post("/sla-policies", response={201: PolicyOut, **REFUSALS}, summary="Open an SLA policy")
def create_policy(request: HttpRequest, new: NewPolicy) -> HttpResponse:
    """It is tried after those that there are."""
    given = new.model_dump(include={"name", "department_id", "channels", "calendar_id"})
    values = fetched(request, given)

    def act() -> tuple[int, PolicyOut]:
        policy = operations.open_policy(
            **values,
            conditions=new.conditions.filter,
            promises=within(new.promises),
            by=require(request, Right.MANAGE),
        )
        return 201, show_policy(policy)

    return act_once(request, act)


@router.get("/sla-policies/{policy_id}", response={200: PolicyOut, **REFUSALS}, summary="Read an SLA policy")
def read_policy(request: HttpRequest, policy_id: int) -> PolicyOut:
    """One policy with what it promises."""
    return show_policy(found(request, policy_id))


@router.patch(
    "/sla-policies/{policy_id}", response={200: PolicyOut, **REFUSALS}, summary="Change an SLA policy"
)
def update_policy(request: HttpRequest, policy_id: int, change: PolicyChange) -> HttpResponse:
    """What is left out stays; null takes the department or the calendar away."""
    policy, sent = found(request, policy_id), change.model_dump(exclude_unset=True)
    if policy.is_default and any(sent.get(name) for name in FOR_WHOM):
        raise Invalid("The default policy holds for everybody.")
    named = {name: getattr(policy, name) for name in ("name", "department_id", "channels", "calendar_id")}
    values = fetched(
        request, named | {key: value for key, value in sent.items() if key in named and may_be(key, value)}
    )
    conditions = policy.filter if change.conditions is None else change.conditions.filter

    def act() -> tuple[int, PolicyOut]:
        actor = require(request, Right.MANAGE)
        with transaction.atomic():
            operations.change_policy(policy, **values, conditions=conditions, by=actor)
            if change.promises is not None:
                operations.set_promises(policy, promises=within(change.promises), by=actor)
        return 200, show_policy(found(request, policy_id))

    return act_once(request, act)


@router.post(
    "/sla-policies/{policy_id}/place", response={200: PolicyOut, **REFUSALS}, summary="Move an SLA policy"
)
def create_policy_place(request: HttpRequest, policy_id: int, place: Place) -> HttpResponse:
    """Have it tried one place earlier, or later; the default always comes last."""
    policy = found(request, policy_id)

    def act() -> tuple[int, PolicyOut]:
        operations.move_policy(policy, earlier=place.is_earlier, by=require(request, Right.MANAGE))
        return 200, show_policy(found(request, policy_id))

    return act_once(request, act)


@router.delete("/sla-policies/{policy_id}", response={204: None, **REFUSALS}, summary="Remove an SLA policy")
def delete_policy(request: HttpRequest, policy_id: int) -> Status[None]:
    """The next policy that matches counts."""
    operations.drop_policy(found(request, policy_id), by=require(request, Right.MANAGE))
    return Status(204, None)
