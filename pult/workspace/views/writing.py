"""What people write into a conversation: replies, notes, drafts."""

from typing import Any

from django.http import Http404, HttpResponse

from pult.conversations import operations
from pult.conversations.models import Conversation, Message
from pult.conversations.types import MessageKind, Right, Status
from pult.foundation.web import Request, needs
from pult.workspace import thread
from pult.workspace.forms.writing import DraftForm, MessageForm
from pult.workspace.queries import conversation as queries

from .answers import checked
from .conversations import opened
from .planning import plan


@needs(Right.REPLY)
def create_reply(request: Request, pk: int) -> HttpResponse:
    """Answer the customer."""
    conversation, form = _reached(request, pk), checked(MessageForm(request.POST, request.FILES))
    if (waits := plan(request, conversation, form)) is not None:
        return waits
    then = Status(form["then"]) if form["then"] else None
    message = operations.reply(
        conversation, by=request.actor, seen_message_id=form["seen"], then=then, **_said(form)
    )
    if then == Status.SOLVED:
        # Whoever solves goes on to the next conversation.
        return HttpResponse(status=204, headers={"HX-Trigger": "left-desk"})
    return _shown(conversation, message, has_files=bool(form["attachments"]))


@needs(Right.REPLY)
def create_note(request: Request, pk: int) -> HttpResponse:
    """Write an internal note."""
    conversation, form = _reached(request, pk), checked(MessageForm(request.POST, request.FILES))
    message = operations.note(conversation, by=request.actor, **_said(form))
    return _shown(conversation, message, has_files=bool(form["attachments"]))


def _reached(request: Request, pk: int) -> Conversation:
    """The conversation, if this person may read it."""
    conversation = queries.reachable(request.actor, pk)
    if conversation is None:
        raise Http404
    return conversation


def _said(form: dict[str, Any]) -> dict[str, Any]:
    return {
        "text": form["text"],
        "attachments": form["attachments"],
        "client_key": form["client_key"] or None,
    }


def _shown(conversation: Conversation, message: Message, *, has_files: bool) -> HttpResponse:
    """What was written, behind what the page shows; it asks for everything else that has changed when it has this."""
    written = thread.message_of(queries.entry_of(message, conversation, has_files=has_files), conversation)
    return HttpResponse(
        written,
        headers={"HX-Trigger": "sent", "HX-Reswap": "beforeend", "Cache-Control": "private, no-cache"},
    )


@needs(Right.REPLY)
def save_draft(request: Request, pk: int, kind: str) -> HttpResponse:
    """Keep what is being typed."""
    form = checked(DraftForm({"kind": kind, "text": request.POST.get("text", "")}))
    operations.save_draft(
        opened(request, pk), by=request.actor, kind=MessageKind(form["kind"]), text=form["text"]
    )
    return HttpResponse(status=204)
