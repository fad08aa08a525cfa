"""`/conversations/{id}/spam` and `/senders`: what is spam, and who is blocked or trusted."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import AwareDatetime, Field

from pult.api.acting import REFUSALS, Listing, act_once, listing, require
from pult.api.schemas import ConversationOut, show_conversation
from pult.conversations import operations as conversations
from pult.conversations.types import Right
from pult.moderation import operations
from pult.moderation.models import ListedSender
from pult.moderation.types import Right as Door
from pult.moderation.types import SenderKind, Verdict

from .conversations import seen

router = Router(tags=["spam"])


class Marking(Schema):
    """Whether the sender is blocked as well."""

    block_sender: bool = False
    reason: str = Field(default="", max_length=200)


class SenderOut(Schema):
    """A sender, or a whole domain, that is blocked or trusted."""

    id: int
    kind: SenderKind
    value: str
    verdict: Verdict
    reason: str
    by_name: str
    at: datetime
    expires_at: datetime | None


class SenderIn(Schema):
    """Whom to block or trust. `is_meant` says that a warning (409 `needs_confirmation`) was read."""

    value: str = Field(max_length=254)
    verdict: Verdict = Verdict.BLOCKED
    reason: str = Field(default="", max_length=200)
    expires_at: AwareDatetime | None = None
    is_meant: bool = False


def show_sender(entry: ListedSender) -> SenderOut:
    """An entry of the list."""
    return SenderOut.from_orm(entry)


@router.put(
    "/conversations/{conversation_id}/spam",
    response={200: ConversationOut, **REFUSALS},
    summary="Mark a conversation as spam",
)
def mark_spam(request: HttpRequest, conversation_id: int, marking: Marking) -> HttpResponse:
    """Out of every list and figure; with `block_sender`, what its sender writes comes in as spam from now on."""
    actor = require(request, Right.REPLY)
    if marking.block_sender:
        require(request, Door.BLOCK)
    conversation = get_object_or_404(seen(request), pk=conversation_id)

    def act() -> tuple[int, ConversationOut]:
        if marking.block_sender:
            operations.block_sender_of(conversation, reason=marking.reason, by=actor)
        conversations.mark_spam(conversation, by=actor)
        return 200, show_conversation(seen(request).get(pk=conversation_id))

    return act_once(request, act)


@router.delete(
    "/conversations/{conversation_id}/spam",
    response={200: ConversationOut, **REFUSALS},
    summary="Say that a conversation is no spam",
)
def release_spam(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """It stands as it did before."""
    actor = require(request, Right.REPLY)
    conversation = get_object_or_404(seen(request), pk=conversation_id)

    def act() -> tuple[int, ConversationOut]:
        conversations.release_spam(conversation, by=actor)
        return 200, show_conversation(seen(request).get(pk=conversation_id))

    return act_once(request, act)


@router.get(
    "/senders", response={200: Listing[SenderOut], **REFUSALS}, summary="List blocked and trusted senders"
)
def list_senders(
    request: HttpRequest, verdict: Verdict | None = None, cursor: str | None = None, limit: int = 50
) -> HttpResponse:
    """The newest first, a page at a time."""
    actor = require(request, Door.BLOCK)
    rows = ListedSender.objects.visible_to(actor)
    if verdict is not None:
        rows = rows.filter(verdict=verdict)
    return listing(rows, ["-id"], show_sender, cursor=cursor, limit=limit)


@router.post("/senders", response={200: SenderOut, **REFUSALS}, summary="Block or trust a sender")
def create_sender(request: HttpRequest, sender: SenderIn) -> HttpResponse:
    """Whoever is listed already says the new thing from now on."""
    actor = require(request, Door.BLOCK)

    def act() -> tuple[int, SenderOut]:
        return 200, show_sender(operations.list_sender(**sender.model_dump(), by=actor))

    return act_once(request, act)


@router.delete("/senders/{sender_id}", response={204: None, **REFUSALS}, summary="Take a sender off the list")
def delete_sender(request: HttpRequest, sender_id: int) -> tuple[int, None]:
    """Neither blocked nor trusted any more."""
    actor = require(request, Door.BLOCK)
    operations.unlist_sender(
        get_object_or_404(ListedSender.objects.changeable_by(actor), pk=sender_id), by=actor
    )
    return 204, None
