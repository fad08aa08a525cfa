"""Following a conversation from its own screen."""

from django.http import HttpResponse

from pult.conversations import operations
from pult.conversations.types import Right
from pult.foundation.web import Request, needs

from .conversations import changed, opened


@needs(Right.READ)
def create_following(request: Request, pk: int) -> HttpResponse:
    """Follow it from now on, or no more."""
    conversation = opened(request, pk)
    act = operations.follow if request.POST.get("is_followed") == "on" else operations.unfollow
    act(conversation, by=request.actor)
    return changed(request, conversation)
