"""The visitor beside a chat: whether they are on the page, how far they have read, what they look at."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from pult.conversations.models import Conversation
from pult.conversations.types import MessageKind
from pult.gateways.chat import queries as chats
from pult.gateways.chat.models import Chat, PageView


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A chat as it stands for its visitor. `seen_id` is the last reply that they have read."""

    chat: Chat
    is_here: bool
    seen_id: int

    @property
    def goes_on(self) -> bool:
        """Whether nobody has ended it."""
        return self.chat.ended_at is None

    @property
    def left_at(self) -> datetime:
        """When the visitor was last on the page."""
        return self.chat.visitor.last_seen_at


def visit_of(conversation: Conversation, *, at: datetime | None = None) -> Visit | None:
    """The visit behind a chat; nothing for conversations of other doors."""
    chat = Chat.objects.filter(pk=conversation.pk).select_related("visitor__widget__inbox").first()
    if chat is None:
        return None
    until = chat.visitor.here_until
    read = conversation.messages.filter(kind=MessageKind.REPLY, pk__lte=chat.read_id)
    return Visit(
        chat=chat,
        is_here=chat.ended_at is None and until is not None and until > (at or timezone.now()),
        seen_id=read.aggregate(last=Max("pk"))["last"] or 0,
    )


def pages_of(visit: Visit) -> list[PageView]:
    """The pages that the visitor has looked at, newest first."""
    return chats.trail_of(visit.chat.visitor)
