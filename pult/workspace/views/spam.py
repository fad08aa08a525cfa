"""Spam, from a conversation's own screen: this is some, and this is none."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from pult.conversations import operations
from pult.conversations.types import Right
from pult.foundation.web import Request, needs
from pult.moderation import operations as moderation

from .conversations import changed, opened
from .merging import gone_to


@needs(Right.REPLY)
def create_spam(request: Request, pk: int) -> HttpResponse:
    """Mark it, and block its sender if asked; or take it back."""
    conversation = opened(request, pk)
    if request.POST.get("is_spam") != "on":
        operations.release_spam(conversation, by=request.actor)
        return gone_to(pk)
    blocked = None
    if request.POST.get("blocks") == "on":
        blocked = moderation.block_sender_of(conversation, by=request.actor)
    operations.mark_spam(conversation, by=request.actor)
    told = {"text": _told(blocked.value if blocked else ""), "spam_marked": pk}
    return changed(request, conversation, trigger="left-desk", extra=told)


def _told(blocked: str) -> str:
    if blocked:
        return _("Marked as spam; %(address)s is blocked.") % {"address": blocked}
    return _("Marked as spam.")
