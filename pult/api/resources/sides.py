"""`/conversations/{id}/sides`: what is asked of others beside a conversation."""

from datetime import datetime
from typing import Literal

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from pult.api.acting import REFUSALS, act_once, actor_of, require
from pult.api.schemas import MessageOut, show_message
from pult.conversations import operations
from pult.conversations.models import Message, Participant, SideConversation
from pult.conversations.operations import Asked
from pult.conversations.types import Right, SideState

from .conversations import seen

router = Router(tags=["conversations"])


class AskedOut(Schema):
    """Somebody who is written to."""

    address: str
    name: str = ""


class SideOut(Schema):
    """A side conversation: `waiting` for them, `answered`, or `done`."""

    id: int
    conversation_id: int
    subject: str
    state: SideState
    to: list[AskedOut]
    opens_conversation: bool
    opened_at: datetime
    activity_at: datetime


class Asking(Schema):
    """Whom to ask, and what; nothing of the customer's conversation goes along."""

    to: list[AskedOut]
    subject: str = Field(max_length=250)
    text: str = Field(max_length=1_000_000)
    opens_conversation: bool = True


class SideWriting(Schema):
    """What to write to them."""

    text: str = Field(max_length=1_000_000)


class SideChange(Schema):
    """Whether it is done, and whether an answer opens the conversation."""

    state: Literal["done", "open"] | None = None
    opens_conversation: bool | None = None


def sides(request: HttpRequest, conversation_id: int) -> "QuerySet[SideConversation]":
    """Those beside a conversation that the caller may read."""
    mine = SideConversation.objects.visible_to(actor_of(request)).filter(parent=conversation_id)
    people = Prefetch("conversation__participants", Participant.objects.order_by("pk"))
    return mine.select_related("conversation", "parent").prefetch_related(people).order_by("pk")


def show_side(side: SideConversation) -> SideOut:
    """One of them."""
    conversation = side.conversation
    return SideOut(
        id=side.pk,
        conversation_id=side.parent_id,
        subject=conversation.subject,
        state=side.state,
        to=[AskedOut(address=one.value, name=one.name) for one in conversation.participants.all()],
        opens_conversation=side.opens_parent,
        opened_at=conversation.opened_at,
        activity_at=conversation.activity_at,
    )


@router.get(
    "/{conversation_id}/sides",
    response={200: list[SideOut], **REFUSALS},
    summary="List the side conversations of a conversation",
)
def list_sides(request: HttpRequest, conversation_id: int) -> list[SideOut]:
    """What was asked of others beside it, the oldest first."""
    require(request, Right.READ)
    get_object_or_404(seen(request), pk=conversation_id)
    return [show_side(one) for one in sides(request, conversation_id)]


@router.post(
    "/{conversation_id}/sides", response={201: SideOut, **REFUSALS}, summary="Open a side conversation"
)
def create_side(request: HttpRequest, conversation_id: int, asking: Asking) -> HttpResponse:
    """Write to others about a conversation, without their reading it."""
    actor = require(request, Right.REPLY)
    parent = get_object_or_404(seen(request), pk=conversation_id)

    def act() -> tuple[int, SideOut]:
        made = operations.open_side(
            parent,
            to=[Asked(address=one.address, name=one.name) for one in asking.to],
            subject=asking.subject,
            text=asking.text,
            opens_parent=asking.opens_conversation,
            by=actor,
        )
        return 201, show_side(sides(request, conversation_id).get(pk=made.pk))

    return act_once(request, act)


@router.get(
    "/{conversation_id}/sides/{side_id}/messages",
    response={200: list[MessageOut], **REFUSALS},
    summary="List the messages of a side conversation",
)
def list_side_messages(request: HttpRequest, conversation_id: int, side_id: int) -> list[MessageOut]:
    """What was written and answered there, the oldest first."""
    require(request, Right.READ)
    side = get_object_or_404(sides(request, conversation_id), pk=side_id)
    return [show_message(one) for one in _said(side)]


@router.post(
    "/{conversation_id}/sides/{side_id}/messages",
    response={201: MessageOut, **REFUSALS},
    summary="Write in a side conversation",
)
def create_side_message(
    request: HttpRequest, conversation_id: int, side_id: int, writing: SideWriting
) -> HttpResponse:
    """Write to them again."""
    actor = require(request, Right.REPLY)
    side = get_object_or_404(sides(request, conversation_id), pk=side_id)

    def act() -> tuple[int, MessageOut]:
        made = operations.write_in_side(side, text=writing.text, by=actor)
        return 201, show_message(_said(side).get(pk=made.pk))

    return act_once(request, act)


@router.patch(
    "/{conversation_id}/sides/{side_id}",
    response={200: SideOut, **REFUSALS},
    summary="Change a side conversation",
)
def update_side(request: HttpRequest, conversation_id: int, side_id: int, change: SideChange) -> SideOut:
    """Say that it is done, or go on with it."""
    actor = require(request, Right.REPLY)
    side = get_object_or_404(sides(request, conversation_id), pk=side_id)
    if change.opens_conversation is not None:
        operations.set_opens_parent(side, change.opens_conversation, by=actor)
    if change.state == "done":
        operations.close_side(side, by=actor)
    elif change.state == "open":
        operations.reopen_side(side, by=actor)
    return show_side(sides(request, conversation_id).get(pk=side_id))


def _said(side: SideConversation) -> "QuerySet[Message]":
    said = Message.objects.filter(conversation=side.pk).prefetch_related("attachments__file")
    return said.order_by("pk")
