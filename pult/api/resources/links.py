"""`/conversations/{id}/links` and `/split`: what belongs together, and what does not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from pult.api.acting import REFUSALS, act_once, require
from pult.api.schemas import ConversationOut, show_conversation
from pult.conversations import operations
from pult.conversations.models import Conversation, Link
from pult.conversations.types import LinkKind, Right

from .conversations import seen

router = Router(tags=["conversations"])


class LinkOut(Schema):
    """`one_id` is a part of `other_id`, or an incident of the problem `other_id`; related ones are alike."""

    id: int
    kind: LinkKind
    one_id: int
    other_id: int


class Linking(Schema):
    """To which conversation it is tied; it is the part, or the incident."""

    kind: LinkKind
    to_id: int


class Splitting(Schema):
    """The messages that begin a conversation of their own."""

    message_ids: list[int]
    subject: str


def links_of(conversation: Conversation, request: HttpRequest) -> list[Link]:
    """The links whose other end this actor may read, too."""
    mine = seen(request).values("pk")
    up = Link.objects.filter(one=conversation, other__in=mine)
    down = Link.objects.filter(other=conversation, one__in=mine)
    return sorted([*up, *down], key=lambda link: link.pk)


@router.get("/{conversation_id}/links", response=list[LinkOut], summary="List the links of a conversation")
def list_links(request: HttpRequest, conversation_id: int) -> list[Link]:
    """What it is tied to, the oldest first."""
    require(request, Right.READ)
    return links_of(get_object_or_404(seen(request), pk=conversation_id), request)


@router.post("/{conversation_id}/links", response={201: LinkOut, **REFUSALS}, summary="Tie two conversations")
def create_link(request: HttpRequest, conversation_id: int, linking: Linking) -> HttpResponse:
    """Tie it to another one."""
    actor = require(request, Right.REPLY)
    one = get_object_or_404(seen(request), pk=conversation_id)
    other = get_object_or_404(seen(request), pk=linking.to_id)

    def act() -> tuple[int, LinkOut]:
        return 201, LinkOut.from_orm(operations.link(one, to=other, kind=linking.kind, by=actor))

    return act_once(request, act)


@router.delete("/{conversation_id}/links/{link_id}", response={204: None, **REFUSALS}, summary="Untie two")
def delete_link(request: HttpRequest, conversation_id: int, link_id: int) -> tuple[int, None]:
    """Untie it."""
    actor = require(request, Right.REPLY)
    conversation = get_object_or_404(seen(request), pk=conversation_id)
    ends = Link.objects.filter(one=conversation) | Link.objects.filter(other=conversation)
    operations.unlink(get_object_or_404(ends, pk=link_id), by=actor)
    return 204, None


@router.post(
    "/{conversation_id}/split", response={201: ConversationOut, **REFUSALS}, summary="Split messages off"
)
def create_split(request: HttpRequest, conversation_id: int, splitting: Splitting) -> HttpResponse:
    """The messages begin a conversation of their own, which is the answer."""
    actor = require(request, Right.REPLY)
    conversation = get_object_or_404(seen(request), pk=conversation_id)

    def act() -> tuple[int, ConversationOut]:
        made = operations.split(
            conversation, messages=splitting.message_ids, subject=splitting.subject, by=actor
        )
        return 201, show_conversation(seen(request).get(pk=made.pk))

    return act_once(request, act)
