"""`/closures`: when the house is not there as usual, and in which words customers are told."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import AwareDatetime, Field

from pult.accounts.types import Language
from pult.api.acting import REFUSALS, Listing, act_once, listing, require
from pult.knowledge import operations
from pult.knowledge.models import Closure
from pult.knowledge.types import Right
from pult.knowledge.types.closures import PLACES, ClosureKind, ClosureState, Phase
from pult.workforce.models import Department

router = Router(tags=["closures"])


class ClosureOut(Schema):
    """A closure. `texts` is what is said at each place (`banner`, `reply`, `chat`, `call`) in each language.

    `department_ids` is empty when the whole house is meant.
    """

    id: int
    kind: ClosureKind
    state: ClosureState
    phase: Phase
    reason: str
    alternative: str
    begins_at: datetime
    ends_at: datetime | None
    shown_from: datetime
    department_ids: list[int]
    texts: dict[Language, dict[str, str]]


class NewClosure(Schema):
    """A closure to be announced; its texts are made in four languages."""

    kind: ClosureKind
    reason: str = Field(min_length=1, max_length=120)
    alternative: str = Field(default="", max_length=300)
    begins_at: AwareDatetime
    ends_at: AwareDatetime | None = None
    shown_from: AwareDatetime | None = None
    department_ids: list[int] = Field(default=[], max_length=200)


def show_closure(one: Closure) -> ClosureOut:
    """A closure with its words in every language."""
    return ClosureOut(
        id=one.pk,
        kind=ClosureKind(one.kind),
        state=ClosureState(one.state),
        phase=one.phase(timezone.now()),
        reason=one.reason,
        alternative=one.alternative,
        begins_at=one.begins_at,
        ends_at=one.ends_at,
        shown_from=one.shown_from,
        department_ids=sorted(department.pk for department in one.departments.all()),
        texts={code: {place: one.text_in(code, place) for place in PLACES} for code in Language},
    )


def found(request: HttpRequest, closure_id: int, right: Right) -> Closure:
    """One that the caller may see."""
    rows = Closure.objects.visible_to(require(request, right))
    return get_object_or_404(rows, pk=closure_id)


@router.get("/closures", response={200: Listing[ClosureOut], **REFUSALS}, summary="List closures")
def list_closures(
    request: HttpRequest,
    told_at: AwareDatetime | None = None,
    department_id: int | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> HttpResponse:
    """What comes last, first. `told_at` leaves only what customers hear of at that moment."""
    actor = require(request, Right.READ)
    rows = Closure.objects.visible_to(actor).prefetch_related("departments")
    if told_at is not None:
        rows = rows.told_at(told_at)
    if department_id is not None:
        departments = Department.objects.visible_to(actor)
        rows = rows.concerning(get_object_or_404(departments, pk=department_id))
    return listing(rows, ["-begins_at", "-id"], show_closure, cursor=cursor, limit=limit)


@router.post("/closures", response={201: ClosureOut, **REFUSALS}, summary="Prepare a closure")
def create_closure(request: HttpRequest, given: NewClosure) -> HttpResponse:
    """A draft: nobody hears of it before it is announced."""
    actor = require(request, Right.PUBLISH)
    departments = list(Department.objects.visible_to(actor).filter(pk__in=given.department_ids))
    values = given.model_dump(exclude={"department_ids"})

    def act() -> tuple[int, ClosureOut]:
        return 201, show_closure(operations.draft_closure(**values, departments=departments, by=actor))

    return act_once(request, act)


@router.get("/closures/{closure_id}", response={200: ClosureOut, **REFUSALS}, summary="Read a closure")
def read_closure(request: HttpRequest, closure_id: int) -> ClosureOut:
    """One closure."""
    return show_closure(found(request, closure_id, Right.READ))


@router.post(
    "/closures/{closure_id}/announcement",
    response={200: ClosureOut, **REFUSALS},
    summary="Announce a closure",
)
def create_announcement(request: HttpRequest, closure_id: int) -> HttpResponse:
    """Told everywhere, in time; opening hours follow."""
    closure = found(request, closure_id, Right.PUBLISH)

    def act() -> tuple[int, ClosureOut]:
        operations.announce_closure(closure, by=require(request, Right.PUBLISH))
        return 200, show_closure(closure)

    return act_once(request, act)


@router.delete(
    "/closures/{closure_id}/announcement",
    response={200: ClosureOut, **REFUSALS},
    summary="Withdraw a closure",
)
def delete_announcement(request: HttpRequest, closure_id: int) -> ClosureOut:
    """The house is there after all."""
    closure = found(request, closure_id, Right.PUBLISH)
    operations.withdraw_closure(closure, by=require(request, Right.PUBLISH))
    return show_closure(closure)
