"""What people write into a conversation: replies, notes, drafts."""

from django.http import HttpResponse

from pult.conversations import operations
from pult.conversations.types import MessageKind, Right, Status
from pult.foundation.web import Request, needs
from pult.workspace.forms.writing import DraftForm, MessageForm

from .answers import checked
from .conversations import changed, opened
from .planning import plan


@needs(Right.REPLY)
def create_reply(request: Request, pk: int) -> HttpResponse:
    """Answer the customer."""
    conversation, form = opened(request, pk), checked(MessageForm(request.POST, request.FILES))
    then = form["then"]
    if (waits := plan(request, conversation, form)) is not None:
        return waits
    operations.reply(
        conversation,
        by=request.actor,
        text=form["text"],
        attachments=form["attachments"],
        client_key=form["client_key"] or None,
        seen_message_id=form["seen"],
        then=Status(then) if then else None,
    )
    return changed(request, conversation, trigger="left-desk" if then == Status.SOLVED else "sent")


@needs(Right.REPLY)
def create_note(request: Request, pk: int) -> HttpResponse:
    """Write an internal note."""
    conversation, form = opened(request, pk), checked(MessageForm(request.POST, request.FILES))
    operations.note(
        conversation,
        by=request.actor,
        text=form["text"],
        attachments=form["attachments"],
        client_key=form["client_key"] or None,
    )
    return changed(request, conversation, trigger="sent")


@needs(Right.REPLY)
def save_draft(request: Request, pk: int, kind: str) -> HttpResponse:
    """Keep what is being typed."""
    form = checked(DraftForm({"kind": kind, "text": request.POST.get("text", "")}))
    operations.save_draft(
        opened(request, pk), by=request.actor, kind=MessageKind(form["kind"]), text=form["text"]
    )
    return HttpResponse(status=204)
