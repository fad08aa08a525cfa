"""`/checklist-templates` and the checklists of conversations."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from pult.api.acting import REFUSALS, act_once, require
from pult.checklists.models import Template
from pult.checklists.types import LONGEST_ITEM, MOST_ITEMS
from pult.conversations import operations
from pult.conversations.models import Checklist, Conversation, Item
from pult.conversations.types import Right

from .conversations import seen

router = Router(tags=["checklists"])


class StepOut(Schema):
    """One step of a template, with its words by language."""

    words: dict[str, str]
    hints: dict[str, str]
    link: str
    is_required: bool


class TemplateOut(Schema):
    """A template: where no departments or types are named, it is for all of them."""

    id: int
    names: dict[str, str]
    steps: list[StepOut]
    department_ids: list[int]
    type_ids: list[int]
    comes_with_type: bool


class ItemOut(Schema):
    """One thing to do; with `is_required` the conversation is not solved before it is done."""

    id: int
    text: str
    is_required: bool
    is_done: bool
    done_at: datetime | None
    done_by: str


class ChecklistOut(Schema):
    """A checklist of a conversation."""

    id: int
    template_id: int | None
    name: str
    added_at: datetime
    done_at: datetime | None
    items: list[ItemOut]


class Adding(Schema):
    """A template, or a name and items of one's own."""

    template_id: int | None = None
    name: str = Field(default="", max_length=120)
    items: list[str] = Field(default=[], max_length=MOST_ITEMS)


class Ticking(Schema):
    """Done, or open again."""

    is_done: bool


class More(Schema):
    """One more thing to do."""

    text: str = Field(max_length=LONGEST_ITEM)


@router.get(
    "/checklist-templates",
    response={200: list[TemplateOut], **REFUSALS},
    summary="List the templates of checklists",
)
def list_templates(request: HttpRequest) -> list[TemplateOut]:
    """Those that are in use, in order."""
    require(request, Right.READ)
    found = Template.objects.in_use().in_order().prefetch_related("departments", "types")
    return [_template(one) for one in found]


@router.get(
    "/conversations/{conversation_id}/checklists",
    response={200: list[ChecklistOut], **REFUSALS},
    summary="List the checklists of a conversation",
)
def list_checklists(request: HttpRequest, conversation_id: int) -> list[ChecklistOut]:
    """In the order in which they were added, with their items."""
    require(request, Right.READ)
    conversation = get_object_or_404(seen(request), pk=conversation_id)
    lists = Checklist.objects.filter(conversation=conversation).prefetch_related("items").order_by("pk")
    return [_checklist(one) for one in lists]


@router.post(
    "/conversations/{conversation_id}/checklists",
    response={201: ChecklistOut, **REFUSALS},
    summary="Add a checklist",
)
def create_checklist(request: HttpRequest, conversation_id: int, adding: Adding) -> HttpResponse:
    """As a template has it, or of one's own."""
    actor = require(request, Right.REPLY)
    conversation = get_object_or_404(seen(request), pk=conversation_id)
    template = None
    if adding.template_id is not None:
        template = get_object_or_404(Template.objects.in_use(), pk=adding.template_id)

    def act() -> tuple[int, ChecklistOut]:
        made = operations.add_checklist(
            conversation, template=template, name=adding.name, items=adding.items, by=actor
        )
        return 201, _checklist(made)

    return act_once(request, act)


@router.delete(
    "/conversations/{conversation_id}/checklists/{checklist_id}",
    response={204: None, **REFUSALS},
    summary="Remove a checklist",
)
def delete_checklist(request: HttpRequest, conversation_id: int, checklist_id: int) -> tuple[int, None]:
    """Remove it with its items."""
    actor = require(request, Right.REPLY)
    operations.remove_checklist(_found(request, conversation_id, checklist_id), by=actor)
    return 204, None


@router.post(
    "/conversations/{conversation_id}/checklists/{checklist_id}/items",
    response={201: ItemOut, **REFUSALS},
    summary="Add an item",
)
def create_item(request: HttpRequest, conversation_id: int, checklist_id: int, more: More) -> HttpResponse:
    """One more thing to do, at the end."""
    actor = require(request, Right.REPLY)
    checklist = _found(request, conversation_id, checklist_id)

    def act() -> tuple[int, ItemOut]:
        return 201, _item(operations.add_item(checklist, more.text, by=actor))

    return act_once(request, act)


@router.patch(
    "/conversations/{conversation_id}/checklists/{checklist_id}/items/{item_id}",
    response={200: ItemOut, **REFUSALS},
    summary="Tick an item",
)
def update_item(
    request: HttpRequest, conversation_id: int, checklist_id: int, item_id: int, ticking: Ticking
) -> HttpResponse:
    """Say that it is done, or open again."""
    actor = require(request, Right.REPLY)
    checklist = _found(request, conversation_id, checklist_id)
    item = get_object_or_404(
        Item.objects.select_related("checklist__conversation"), pk=item_id, checklist=checklist
    )

    def act() -> tuple[int, ItemOut]:
        operations.tick_item(item, is_done=ticking.is_done, by=actor)
        item.refresh_from_db()
        return 200, _item(item)

    return act_once(request, act)


def _found(request: HttpRequest, conversation_id: int, checklist_id: int) -> Checklist:
    conversation: Conversation = get_object_or_404(seen(request), pk=conversation_id)
    lists = Checklist.objects.select_related("conversation")
    return get_object_or_404(lists, pk=checklist_id, conversation=conversation)


def _template(one: Template) -> TemplateOut:
    return TemplateOut(
        id=one.pk,
        names=one.names,
        steps=[StepOut(**step.plain) for step in one.items],
        department_ids=[each.pk for each in one.departments.all()],
        type_ids=[each.pk for each in one.types.all()],
        comes_with_type=one.comes_with_type,
    )


def _checklist(one: Checklist) -> ChecklistOut:
    items = sorted(one.items.all(), key=lambda item: (item.position, item.pk))
    return ChecklistOut(
        id=one.pk,
        template_id=one.template_id,
        name=str(one),
        added_at=one.added_at,
        done_at=one.done_at,
        items=[_item(each) for each in items],
    )


def _item(one: Item) -> ItemOut:
    return ItemOut(
        id=one.pk,
        text=str(one),
        is_required=one.is_required,
        is_done=one.done_at is not None,
        done_at=one.done_at,
        done_by=one.done_by_name,
    )
