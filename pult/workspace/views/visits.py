"""The visitor beside a chat: who they are, ending the chat, the copy by mail."""

from django.http import Http404, HttpResponse

from pult.conversations.models import Conversation
from pult.conversations.types import Right
from pult.foundation.web import Request, needs
from pult.gateways.chat import operations
from pult.gateways.chat.types import Right as ChatRight
from pult.workspace.forms.chats import CopyForm
from pult.workspace.queries import visits

from .answers import answer, checked
from .conversations import changed, opened


@needs(Right.READ)
def show_visitor(request: Request, pk: int) -> HttpResponse:
    """Who is behind a chat, and the pages that they have looked at."""
    conversation = opened(request, pk)
    visit = _visit(conversation)
    context = {
        "conversation": conversation,
        "visit": visit,
        "visitor": visit.chat.visitor,
        "pages": visits.pages_of(visit),
        "may_block": request.actor.has(ChatRight.BLOCK),
    }
    return answer(request, "workspace/visitor.html", context)


@needs(Right.REPLY)
def create_end(request: Request, pk: int) -> HttpResponse:
    """End the chat; the conversation stays as it stands."""
    conversation = opened(request, pk)
    operations.end_chat(_visit(conversation).chat, by=request.actor)
    return changed(request, conversation)


@needs(Right.REPLY)
def edit_copy(request: Request, pk: int) -> HttpResponse:
    """Ask where a copy of the chat shall go."""
    conversation = opened(request, pk)
    form = CopyForm(initial={"to": _visit(conversation).chat.visitor.email})
    return answer(request, "workspace/dialogs/copy.html", {"conversation": conversation, "form": form})


@needs(Right.REPLY)
def create_copy(request: Request, pk: int) -> HttpResponse:
    """Mail a copy of what was said to the visitor."""
    conversation = opened(request, pk)
    chat = _visit(conversation).chat
    operations.mail_transcript(chat, to=checked(CopyForm(request.POST))["to"], by=request.actor)
    return changed(request, conversation)


def _visit(conversation: Conversation) -> visits.Visit:
    found = visits.visit_of(conversation)
    if found is None:
        raise Http404
    return found
