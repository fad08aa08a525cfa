"""`/saved-views`: lists of conversations that somebody has described once, and what stands in them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from pult.api.acting import REFUSALS, Listing, act_once, listing, require
from pult.api.choosing import ConditionsBody, Reach, Reached, owners, show_conditions, show_reach
from pult.api.schemas import ConversationWithFields, fields_beside, show_conversation
from pult.conversations import operations
from pult.conversations.models import SavedView
from pult.conversations.queries import (
    ORDERS,
    Group,
    Kind,
    Looking,
    Operator,
    bounded,
    fitting,
    groups,
    read,
)
from pult.conversations.types import Right, ViewColumn, ViewOrder
from pult.fields.types import Audience

router = Router(tags=["saved views"])
USUAL = [
    ViewColumn.PREVIEW,
    ViewColumn.CHANNEL,
    ViewColumn.STATUS,
    ViewColumn.TAGS,
    ViewColumn.DUE,
    ViewColumn.ASSIGNEE,
]


class ConditionOut(Schema):
    """Something that can be asked about conversations; `options` are the values to choose from, if there are such."""

    field: str
    label: str
    group: Group
    kind: Kind
    operators: list[Operator]
    options: dict[str, str] | None


class ViewOut(Schema):
    """A saved view. `order` and `columns` are how the desk shows it."""

    id: int
    name: str
    reach: Reach
    department_id: int | None
    conditions: ConditionsBody
    order: ViewOrder
    columns: list[ViewColumn]


class NewView(Reached):
    """A new view; for oneself unless `reach` says otherwise."""

    name: str = Field(max_length=60)
    conditions: ConditionsBody
    order: ViewOrder = ViewOrder.NEWEST
    columns: list[ViewColumn] = USUAL


class ViewChange(Reached):
    """What to change; what is left out stays."""

    name: str | None = Field(default=None, max_length=60)
    conditions: ConditionsBody | None = None
    order: ViewOrder | None = None
    columns: list[ViewColumn] | None = None


def show_view(row: SavedView) -> ViewOut:
    """A view with what it asks."""
    return ViewOut(
        id=row.pk,
        name=row.name,
        **show_reach(row),
        conditions=show_conditions(read(row.conditions)),
        order=ViewOrder(row.order),
        columns=[ViewColumn(one) for one in row.columns],
    )


def found(request: HttpRequest, view_id: int) -> SavedView:
    """One view that the caller may use."""
    return get_object_or_404(SavedView.objects.visible_to(require(request, Right.READ)), pk=view_id)


def changeable(request: HttpRequest, view_id: int) -> SavedView:
    """One view that the caller may change."""
    rows = SavedView.objects.changeable_by(require(request, Right.REPLY))
    return get_object_or_404(rows.select_related("owner", "department"), pk=view_id)


@router.get(
    "/conditions", response={200: list[ConditionOut], **REFUSALS}, summary="List what views and rules can ask"
)
def list_conditions(request: HttpRequest, *, at_the_door: bool = False) -> list[ConditionOut]:
    """About conversations; with `at_the_door` about mail that has none yet, as rules of that kind ask."""
    require(request, Right.READ)
    return [
        ConditionOut(
            field=one.key,
            label=str(one.label),
            group=group,
            kind=one.kind,
            operators=list(one.operators),
            options={value: str(label) for value, label in one.options()} if one.options else None,
        )
        for group, held in groups(in_memory=at_the_door)
        for one in held
    ]


@router.get("/saved-views", response={200: Listing[ViewOut], **REFUSALS}, summary="List saved views")
def list_views(request: HttpRequest, cursor: str | None = None, limit: int = 50) -> HttpResponse:
    """One's own, those of one's departments and those for everybody, in the order of the desk."""
    rows = SavedView.objects.visible_to(require(request, Right.READ))
    return listing(rows, ["position", "name", "id"], show_view, cursor=cursor, limit=limit)


@router.post("/saved-views", response={201: ViewOut, **REFUSALS}, summary="Save a view")
def create_view(request: HttpRequest, new: NewView) -> HttpResponse:
    """For oneself, for a department or for everybody."""
    actor = require(request, Right.REPLY)
    whose = owners(request, new, shares=Right.SHARE_VIEWS)

    def act() -> tuple[int, ViewOut]:
        view = operations.save_view(
            SavedView(),
            name=new.name,
            conditions=new.conditions.filter,
            order=new.order,
            columns=new.columns,
            **whose,
            by=actor,
        )
        return 201, show_view(view)

    return act_once(request, act)


@router.get("/saved-views/{view_id}", response={200: ViewOut, **REFUSALS}, summary="Read a saved view")
def read_view(request: HttpRequest, view_id: int) -> ViewOut:
    """One view with what it asks."""
    return show_view(found(request, view_id))


@router.patch("/saved-views/{view_id}", response={200: ViewOut, **REFUSALS}, summary="Change a saved view")
def update_view(request: HttpRequest, view_id: int, change: ViewChange) -> HttpResponse:
    """What is left out stays."""
    view = changeable(request, view_id)
    values: dict[str, Any] = {
        "name": view.name if change.name is None else change.name,
        "conditions": change.conditions.filter if change.conditions else read(view.conditions),
        "order": change.order or ViewOrder(view.order),
        "columns": view.columns if change.columns is None else change.columns,
        **owners(request, change, shares=Right.SHARE_VIEWS, now=view),
    }

    def act() -> tuple[int, ViewOut]:
        return 200, show_view(operations.save_view(view, **values, by=require(request, Right.REPLY)))

    return act_once(request, act)


@router.delete("/saved-views/{view_id}", response={204: None, **REFUSALS}, summary="Remove a saved view")
def delete_view(request: HttpRequest, view_id: int) -> Status[None]:
    """The conversations in it stay as they are."""
    operations.drop_view(changeable(request, view_id), by=require(request, Right.REPLY))
    return Status(204, None)


@router.get(
    "/saved-views/{view_id}/conversations",
    response={200: Listing[ConversationWithFields], **REFUSALS},
    summary="List the conversations of a saved view",
)
def list_view_conversations(
    request: HttpRequest, view_id: int, cursor: str | None = None, limit: int = 50
) -> HttpResponse:
    """In the order of the view, as far as the caller may read them."""
    view = found(request, view_id)
    looking = Looking(actor=require(request, Right.READ), at=timezone.now())
    rows = fitting(read(view.conditions), looking, order=view.order).select_related(
        "department", "assignee__person", "customer", "own_status", "inbox"
    )
    beside = fields_beside(Audience.CONVERSATION)
    with bounded():
        return listing(rows, ORDERS[view.order], show_conversation, cursor=cursor, limit=limit, beside=beside)
