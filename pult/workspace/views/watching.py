"""The supervisor's live page: who waits, who serves whom; reading along, whispering, taking over."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.foundation.web import Request, needs
from pult.routing import operations, queries
from pult.routing.types import Right
from pult.workspace import thread
from pult.workspace.forms.chats import WhisperForm
from pult.workspace.queries import watching
from pult.workspace.queries.conversation import thread_of

from .answers import answer, asks_for, checked
from .conversations import opened

LIVE = "workspace/live/live.html"
ONE = "workspace/live/one.html"


@needs(Right.WATCH)
def show_live(request: Request) -> HttpResponse:
    """Everything that happens in chats now; what changes alone for a fragment."""
    floor = queries.floor(request.actor)
    context = {"floor": floor, "here": watching.here_among(floor)}
    return answer(request, LIVE, context, part="now" if asks_for(request, "live-now") else "")


@needs(Right.WATCH)
def create_joining(request: Request, pk: int) -> HttpResponseRedirect:
    """Begin to read a chat along; the audit log says so, nobody else."""
    operations.join_quietly(opened(request, pk), by=request.actor)
    return redirect("workspace:watched", pk=pk)


@needs(Right.WATCH)
def show_watched(request: Request, pk: int) -> HttpResponse:
    """A chat that one reads along: nothing is marked as read, nobody sees that one is here."""
    return _watched(request, _joined(request, pk))


@needs(Right.WATCH)
def create_whisper(request: Request, pk: int) -> HttpResponse:
    """Tell whoever serves something that the visitor never sees."""
    conversation = _joined(request, pk)
    conversations.note(conversation, text=checked(WhisperForm(request.POST))["text"], by=request.actor)
    return _watched(request, conversation)


@needs(Right.WATCH)
def create_takeover(request: Request, pk: int) -> HttpResponseRedirect:
    """Take the chat oneself."""
    operations.take_over(opened(request, pk), by=request.actor)
    return redirect("workspace:conversation", pk=pk)


def _watched(request: Request, conversation: Conversation) -> HttpResponse:
    shown = thread_of(conversation, whole="whole" in request.GET)
    context = thread.context(conversation, shown, request.actor, whole=False)
    return answer(request, ONE, context, part="said" if asks_for(request, "watched") else "")


def _joined(request: Request, pk: int) -> Conversation:
    """Only what was joined is read along, so that the audit log is complete."""
    conversation = opened(request, pk)
    if not watching.has_joined(conversation, request.actor):
        raise Http404
    return conversation
