"""The right pane: one conversation."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from pult.conversations import operations
from pult.conversations.models import Conversation
from pult.conversations.queries.notices import CONVERSATION
from pult.conversations.types import Right
from pult.fields.types import Audience
from pult.foundation.web import Request, needs
from pult.notifications import operations as notifications
from pult.sla.queries import accounts
from pult.workspace import thread
from pult.workspace.queries import conversation as queries
from pult.workspace.queries import lists
from pult.workspace.queries.fields import own_of
from pult.workspace.types import AlreadyShown

from .answers import answer, asks_for
from .desk import around, views_context


@needs(Right.READ)
def show_conversation(request: Request, pk: int) -> HttpResponse:
    """A conversation: alone for the right pane, with the desk around it on a visit."""
    conversation = opened(request, pk)
    if conversation.merged_into_id is not None:
        return redirect("workspace:conversation", pk=conversation.merged_into_id)
    context = conversation_context(request, conversation)
    if asks_for(request, "conversation"):
        return answer(request, "workspace/conversation.html", context)
    views = lists.desk_views(request.actor)
    view = around(request, views)
    # The list is still on its way and listens to nothing before it has come: two answers would meet in one place.
    context |= views_context(request, views, view) | {"list_topics": ""}
    return answer(request, "workspace/desk.html", context)


@needs(Right.READ)
def show_messages(request: Request, pk: int) -> HttpResponse:
    """What has changed since the conversation was opened: thread, header and properties."""
    conversation = opened(request, pk)
    if conversation.merged_into_id is not None:
        there = reverse("workspace:conversation", args=[conversation.merged_into_id])
        return HttpResponse(status=204, headers={"HX-Redirect": there})
    return changed(request, conversation)


def opened(request: Request, pk: int) -> Conversation:
    """The conversation, if this person may read it."""
    conversation = queries.opened(request.actor, pk)
    if conversation is None:
        raise Http404
    return conversation


def changed(
    request: Request, conversation: Conversation, *, trigger: str = "", extra: Mapping[str, Any] | None = None
) -> HttpResponse:
    """The parts of an opened conversation that its acts change."""
    shown = AlreadyShown.parse(request.headers.get("Thread-Shown", ""))
    context = live_context(request, opened(request, conversation.pk), shown=shown) | {"oob": True}
    response = answer(request, "workspace/changed.html", context | dict(extra or {}))
    if trigger:
        response["HX-Trigger"] = trigger
    return response


def live_context(
    request: Request, conversation: Conversation, *, shown: AlreadyShown | None = None
) -> dict[str, Any]:
    """What news about the conversation change."""
    whole = "whole" in request.GET
    entries = queries.thread_of(conversation, whole=whole)
    if conversation.last_customer_message_id > conversation.read_up_to:  # type: ignore[attr-defined]
        operations.mark_read(conversation, by=request.actor, message_id=conversation.last_customer_message_id)
    if conversation.has_notice:  # type: ignore[attr-defined]
        notifications.mark_thing_read(CONVERSATION.of(conversation.pk), by=request.actor)
    return thread.context(conversation, entries, request.actor, whole=whole, shown=shown)


def conversation_context(request: Request, conversation: Conversation) -> dict[str, Any]:
    """Everything that the opened conversation shows."""
    return live_context(request, conversation) | {
        "drafts": queries.drafts_of(conversation, request.actor),
        "earlier": queries.earlier_of(conversation, request.actor),
        "identities": queries.identities_of(conversation),
        "own": own_of(
            Audience.CUSTOMER,
            conversation.customer_id,
            number=conversation.fields_edition or 0,  # type: ignore[attr-defined]
        ),
    }


@needs(Right.READ)
def explain_deadline(request: Request, pk: int) -> HttpResponse:
    """Why the deadline is when it is."""
    conversation = get_object_or_404(Conversation.objects.visible_to(request.actor), pk=pk)
    context = {"conversation": conversation, "accounts": accounts(conversation)}
    return answer(request, "workspace/dialogs/deadline.html", context)
