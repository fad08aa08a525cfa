"""`/conversations/{id}/merge`: let a conversation go on in another, and take them apart again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from pult.api.acting import REFUSALS, act_once, require
from pult.api.schemas import ConversationOut, show_conversation
from pult.conversations import operations
from pult.conversations.models import Merge
from pult.conversations.types import Right

from .conversations import seen

router = Router(tags=["conversations"])


class Merging(Schema):
    """The number of the conversation in which this one goes on."""

    into_id: int


@router.post(
    "/{conversation_id}/merge", response={200: ConversationOut, **REFUSALS}, summary="Merge a conversation"
)
def create_merge(request: HttpRequest, conversation_id: int, merging: Merging) -> HttpResponse:
    """Everything moves to the other conversation, which is the answer."""
    actor = require(request, Right.REPLY)
    conversation = get_object_or_404(seen(request), pk=conversation_id)
    into = get_object_or_404(seen(request), pk=merging.into_id)

    def act() -> tuple[int, ConversationOut]:
        done = operations.merge(conversation, into=into, by=actor)
        return 200, show_conversation(seen(request).get(pk=done.target_id))

    return act_once(request, act)


@router.delete(
    "/{conversation_id}/merge", response={200: ConversationOut, **REFUSALS}, summary="Undo a merge"
)
def delete_merge(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """The conversation stands on its own again, as it did before."""
    actor = require(request, Right.REPLY)
    conversation = get_object_or_404(seen(request), pk=conversation_id)
    merge = get_object_or_404(Merge.objects.visible_to(actor).in_force(), source=conversation)

    def act() -> tuple[int, ConversationOut]:
        operations.undo_merge(merge, by=actor)
        return 200, show_conversation(seen(request).get(pk=conversation_id))

    return act_once(request, act)
