"""Of which type a conversation is, and what is written in its fields: each is saved by itself."""

from django.http import Http404, HttpResponse

from pult.conversations import operations
from pult.conversations.types import Right
from pult.fields.queries import catalogue, typed
from pult.foundation.web import Request, needs

from .conversations import changed, opened


@needs(Right.REPLY)
def create_type(request: Request, pk: int) -> HttpResponse:
    """Say of which type it is."""
    conversation = opened(request, pk)
    chosen = request.POST.get("type", "")
    operations.set_type(conversation, int(chosen) if chosen.isdecimal() else None, by=request.actor)
    return changed(request, conversation)


@needs(Right.REPLY)
def create_field(request: Request, pk: int, key: str) -> HttpResponse:
    """Fill in one field, or empty it."""
    conversation = opened(request, pk)
    asked = next((one for one in catalogue().form(conversation.type_id) if one.key == key), None)
    if asked is None:
        raise Http404
    operations.write_fields(conversation, {key: typed(asked, request.POST)}, by=request.actor)
    return changed(request, conversation)
