"""What a visitor may see: the messages of their own chats, never a note, a draft or anybody else's."""

from datetime import datetime
from typing import Any

from django.db.models import Max

from pult.conversations.models import Conversation, Message, ReadMark
from pult.conversations.types import MessageKind, Status
from pult.gateways.chat.keys import file_link
from pult.gateways.chat.models import Chat, Visitor
from pult.routing import queries as routing

SHOWN = (MessageKind.CUSTOMER, MessageKind.REPLY)
AT_ONCE = 200
LISTED = 20


def current_chat(visitor: Visitor) -> Chat | None:
    """The chat that goes on, if one does."""
    going_on = Chat.objects.of(visitor).going_on().exclude(conversation__status=Status.CLOSED)
    return going_on.select_related("conversation", "visitor__widget").order_by("-pk").first()


def chat_of(visitor: Visitor, pk: object) -> Chat | None:
    """One of the visitor's own chats."""
    if not isinstance(pk, int) or isinstance(pk, bool):
        return None
    mine = Chat.objects.of(visitor).select_related("conversation", "visitor__widget")
    return mine.filter(pk=pk).first()


def messages_after(chat: Chat, *, number: int, visitor: Visitor) -> list[dict[str, Any]]:
    """What was said above a number, oldest first; without a number the newest."""
    said = Message.objects.filter(conversation=chat.pk, kind__in=SHOWN).prefetch_related("attachments__file")
    if number:
        found = list(said.filter(pk__gt=number).order_by("pk")[:AT_ONCE])
    else:
        found = list(said.order_by("-pk")[:AT_ONCE])[::-1]
    return [as_shown(message, visitor) for message in found]


def as_shown(message: Message, visitor: Visitor) -> dict[str, Any]:
    """One message as the widget gets it: plain text and links, no HTML."""
    is_own = message.kind == MessageKind.CUSTOMER
    shown: dict[str, Any] = {
        "id": message.pk,
        "from": "me" if is_own else ("staff" if message.author_id else "bot"),
        "name": message.author_name,
        "text": message.text,
        "at": message.at.isoformat(),
    }
    prefix = f"chat-{visitor.pk}-"
    if is_own and (message.intake_key or "").startswith(prefix):
        shown["ref"] = (message.intake_key or "")[len(prefix) :]
    if message.extras:
        shown["extras"] = message.extras
    files = [
        {
            "name": one.name,
            "size": one.file.size,
            "type": one.file.content_type,
            "link": file_link(one.pk, visitor.pk),
        }
        for one in message.attachments.all()
        if not one.cid
    ]
    return shown | ({"files": files} if files else {})


def standing_of(chat: Chat, *, at: datetime | None = None) -> dict[str, Any]:
    """How a chat stands for its visitor: who has it, what place it has in the queue, how far they have read."""
    conversation = Conversation.objects.select_related("assignee__person").get(pk=chat.pk)
    read = ReadMark.objects.filter(conversation=chat.pk).aggregate(upto=Max("last_message_id"))["upto"] or 0
    place = None if chat.ended_at else routing.place_in_queue(conversation, at=at)
    return {
        "conversation": chat.pk,
        "place": place.number if place else 0,
        "wait": place.wait_seconds if place else None,
        "status": "ended" if chat.ended_at else ("solved" if conversation.is_resolved else "open"),
        "agent": conversation.assignee.person.name if conversation.assignee else "",
        "answered": conversation.first_reply_at is not None,
        "read": read,
        "score": chat.score,
    }


def history_of(visitor: Visitor) -> list[dict[str, Any]]:
    """The visitor's own chats, newest first."""
    chats = Chat.objects.of(visitor).select_related("conversation").order_by("-pk")[:LISTED]
    return [
        {
            "conversation": chat.pk,
            "subject": chat.conversation.subject,
            "at": chat.began_at.isoformat(),
            "over": chat.ended_at is not None or chat.conversation.is_resolved,
        }
        for chat in chats
    ]


def invitation_for(visitor: Visitor) -> dict[str, Any] | None:
    """What somebody of the staff has offered to this visitor, if anything."""
    return Visitor.objects.filter(pk=visitor.pk).values_list("invitation", flat=True).first() or None
