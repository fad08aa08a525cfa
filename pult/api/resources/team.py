"""`/departments` and `/members`."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from pult.api.acting import REFUSALS, Listing, act_once, actor_of, listing, require
from pult.api.schemas import DepartmentOut, MemberOut, show_department, show_member
from pult.workforce import operations
from pult.workforce.models import Department, Member
from pult.workforce.types import Presence, Right

router = Router(tags=["team"])


class PresenceChange(Schema):
    """Whether somebody takes work right now."""

    presence: Presence


def seen(request: HttpRequest) -> Any:
    """Members that the caller may see, with what is shown of them."""
    rows = Member.objects.visible_to(actor_of(request)).at_work()
    return rows.select_related("person").prefetch_related("departments")


@router.get("/departments", response={200: Listing[DepartmentOut], **REFUSALS}, summary="List departments")
def list_departments(request: HttpRequest, cursor: str | None = None, limit: int = 50) -> HttpResponse:
    """In the order they were opened."""
    rows = Department.objects.visible_to(require(request, Right.READ))
    return listing(rows, ["id"], show_department, cursor=cursor, limit=limit)


@router.get(
    "/departments/{department_id}", response={200: DepartmentOut, **REFUSALS}, summary="Read a department"
)
def read_department(request: HttpRequest, department_id: int) -> DepartmentOut:
    """One department by id."""
    rows = Department.objects.visible_to(require(request, Right.READ))
    return show_department(get_object_or_404(rows, pk=department_id))


@router.get("/members", response={200: Listing[MemberOut], **REFUSALS}, summary="List members")
def list_members(request: HttpRequest, cursor: str | None = None, limit: int = 50) -> HttpResponse:
    """Those who have not left."""
    return listing(seen(request), ["person_id"], show_member, cursor=cursor, limit=limit)


@router.get("/members/{member_id}", response={200: MemberOut, **REFUSALS}, summary="Read a member")
def read_member(request: HttpRequest, member_id: int) -> MemberOut:
    """One member by id."""
    return show_member(get_object_or_404(seen(request), pk=member_id))


@router.patch(
    "/members/{member_id}", response={200: MemberOut, **REFUSALS}, summary="Change a member's presence"
)
def update_member(request: HttpRequest, member_id: int, change: PresenceChange) -> HttpResponse:
    """One's own presence, or anybody's with the right to manage members."""
    actor = actor_of(request)
    member = get_object_or_404(seen(request), pk=member_id)
    if member.pk != actor.person_id:
        require(request, Right.MANAGE)

    def act() -> tuple[int, MemberOut]:
        operations.set_presence(member, change.presence, by=actor)
        return 200, show_member(member)

    return act_once(request, act)
