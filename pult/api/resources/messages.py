"""`/conversations/{id}/messages` and `/messages/{id}`: read what was said, reply, note, pass on a customer's words."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from pult.api.acting import REFUSALS, Listing, act_once, actor_of, listing, require
from pult.api.schemas import MessageOut, show_message
from pult.api.verbs import write_as_customer
from pult.conversations import operations
from pult.conversations.models import Conversation, Message
from pult.conversations.types import Right, Status

router = Router(tags=["messages"])


class Writing(Schema):
    """What to write: a reply to the customer, an internal note, or words of the customer from elsewhere."""

    kind: Literal["reply", "note", "customer"] = "reply"
    text: str = Field(max_length=1_000_000)
    then: Status | None = None
    seen_message_id: int | None = None


def seen(request: HttpRequest) -> Any:
    """Messages that the caller may read, with their files."""
    return Message.objects.visible_to(actor_of(request)).prefetch_related("attachments__file")


@router.get(
    "/conversations/{conversation_id}/messages",
    response={200: Listing[MessageOut], **REFUSALS},
    summary="List the messages of a conversation",
)
def list_messages(
    request: HttpRequest, conversation_id: int, cursor: str | None = None, limit: int = 50
) -> HttpResponse:
    """Oldest first, a page at a time."""
    conversation = get_object_or_404(Conversation.objects.visible_to(actor_of(request)), pk=conversation_id)
    rows = seen(request).filter(conversation=conversation)
    return listing(rows, ["id"], show_message, cursor=cursor, limit=limit)


@router.post(
    "/conversations/{conversation_id}/messages",
    response={201: MessageOut, **REFUSALS},
    summary="Write a message",
)
def create_message(request: HttpRequest, conversation_id: int, writing: Writing) -> HttpResponse:
    """Reply, note, or pass on what the customer said elsewhere."""
    actor = require(request, Right.REPLY)
    conversation = get_object_or_404(Conversation.objects.visible_to(actor), pk=conversation_id)

    def act() -> tuple[int, MessageOut]:
        if writing.kind == "customer":
            key = write_as_customer(conversation, writing.text).last_message_id
        elif writing.kind == "note":
            key = operations.note(conversation, by=actor, text=writing.text).pk
        else:
            key = operations.reply(
                conversation,
                by=actor,
                text=writing.text,
                then=writing.then,
                seen_message_id=writing.seen_message_id,
            ).pk
        return 201, show_message(seen(request).get(pk=key))

    return act_once(request, act)


@router.get("/messages/{message_id}", response={200: MessageOut, **REFUSALS}, summary="Read a message")
def read_message(request: HttpRequest, message_id: int) -> MessageOut:
    """One message by its id."""
    return show_message(get_object_or_404(seen(request), pk=message_id))
