"""What a visitor may see: the messages of their own chats, never a note, a draft or anybody else's."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from pult.calendars import queries as calendars
from pult.conversations.models import Attachment, Conversation, Message, ReadMark
from pult.conversations.types import MessageKind, Status
from pult.foundation.database.kept import Value as Kept
from pult.foundation.database.kept import one_of
from pult.foundation.database.kept_models import KeptModels
from pult.gateways.chat.keys import file_link
from pult.gateways.chat.models import Chat, Visitor
from pult.routing import queries as routing
from pult.routing.models import Wait
from pult.routing.types import Place

SHOWN = (MessageKind.CUSTOMER, MessageKind.REPLY)
AT_ONCE = 200
LISTED = 20
CHATS: KeptModels[Chat] = KeptModels()
STANDING: KeptModels[Conversation] = KeptModels()
MESSAGES: KeptModels[Message] = KeptModels()
FILES: KeptModels[Attachment] = KeptModels()


def current_chat(visitor: Visitor) -> Chat | None:
    """The chat that goes on, if one does."""
    going_on = Chat.objects.of(visitor).going_on().exclude(conversation__status=Status.CLOSED)
    return going_on.select_related("conversation", "visitor__widget").order_by("-pk").first()


def chat_of(visitor: Visitor, pk: object) -> Chat | None:
    """One of the visitor's own chats."""
    if not isinstance(pk, int) or isinstance(pk, bool):
        return None
    who: dict[str, Kept] = {"chat": pk, "visitor": visitor.pk}
    if visitor.is_verified:
        who |= {"widget": visitor.widget_id, "verified": visitor.verified_id}
    return CHATS.first(visitor.is_verified, _one_of_theirs, who)


def _one_of_theirs(slots: Mapping[str, Any]) -> QuerySet[Chat]:
    known = {"widget_id": slots["widget"], "verified_id": slots["verified"]} if "verified" in slots else {}
    mine = Chat.objects.of(Visitor(pk=slots["visitor"], **known))
    return mine.select_related("conversation", "visitor__widget").filter(pk=slots["chat"])


def messages_after(chat: Chat, *, number: int, visitor: Visitor) -> list[dict[str, Any]]:
    """What was said above a number, oldest first; without a number the newest."""
    if number:
        found = MESSAGES.ask("after", _said_after, {"chat": chat.pk, "number": number})
    else:
        found = MESSAGES.ask("newest", _said, {"chat": chat.pk})[::-1]
    files = _files_of([message.pk for message in found])
    return [as_shown(message, visitor, files.get(message.pk, [])) for message in found]


def _said(slots: Mapping[str, Any]) -> QuerySet[Message]:
    return Message.objects.filter(conversation=slots["chat"], kind__in=SHOWN).order_by("-pk")[:AT_ONCE]


def _said_after(slots: Mapping[str, Any]) -> QuerySet[Message]:
    said = Message.objects.filter(conversation=slots["chat"], kind__in=SHOWN, pk__gt=slots["number"])
    return said.order_by("pk")[:AT_ONCE]


def _files_of(messages: list[int]) -> dict[int, list[Attachment]]:
    if not messages:
        return {}
    found: dict[int, list[Attachment]] = {}
    for one in FILES.ask("files", _files, {"messages": messages}):
        found.setdefault(one.message_id, []).append(one)
    return found


def _files(slots: Mapping[str, Any]) -> QuerySet[Attachment]:
    shown = Attachment.objects.filter(message__in=one_of(slots["messages"]), cid="")
    return shown.select_related("file").order_by("pk")


def as_shown(message: Message, visitor: Visitor, attachments: Iterable[Attachment]) -> dict[str, Any]:
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
        for one in attachments
    ]
    return shown | ({"files": files} if files else {})


def standing_of(chat: Chat, *, at: datetime | None = None) -> dict[str, Any]:
    """How a chat stands for its visitor: who has it, what place it has in the queue, how far they have read."""
    (conversation,) = STANDING.ask("standing", _standing, {"chat": chat.pk})
    waits = getattr(conversation, "waits_in_queue", False) and not chat.ended_at
    place = _place(conversation, at=at) if waits else None
    return {
        "conversation": chat.pk,
        "place": place.number if place else 0,
        "wait": place.wait_seconds if place else None,
        "status": "ended" if chat.ended_at else ("solved" if conversation.is_resolved else "open"),
        "agent": conversation.assignee.person.name if conversation.assignee else "",
        "answered": conversation.first_reply_at is not None,
        "read": getattr(conversation, "staff_read", 0),
        "score": chat.score,
    }


def _standing(slots: Mapping[str, Any]) -> QuerySet[Conversation]:
    # A supervisor who looks in has not read for the one whose chat it is.
    whose = Q(conversation__assignee=None) | Q(person=F("conversation__assignee__person"))
    read = ReadMark.objects.filter(whose, conversation=OuterRef("pk")).order_by().values("conversation")
    return (
        Conversation.objects.filter(pk=slots["chat"])
        .select_related("assignee__person")
        .annotate(
            staff_read=Coalesce(Subquery(read.annotate(upto=Max("last_message_id")).values("upto")), 0),
            waits_in_queue=Exists(Wait.objects.waiting().filter(conversation=OuterRef("pk"))),
        )
    )


def _place(conversation: Conversation, *, at: datetime | None) -> Place | None:
    """At night nobody comes, whatever the place."""
    is_open = calendars.hours(conversation.department.calendar).is_open(at or timezone.now())
    return routing.place_in_queue(conversation, at=at) if is_open else None


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
