"""Chats: what a visitor says, how far both sides have read, ending, rating, the copy by mail."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation, Message
from pult.conversations.types import Delivery, Inbound, MessageKind, Sender, Status, Upload
from pult.customers import operations as customers
from pult.customers.errors import BelongsToAnother
from pult.customers.types import IdentityKind
from pult.feedback import operations as feedback
from pult.feedback.types import Score
from pult.foundation import live
from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.errors import DomainError
from pult.foundation.events import publish
from pult.gateways.chat.errors import ChatIsOver, Invalid, TooLong
from pult.gateways.chat.events import ChatEnded, VisitorLeft, VisitorReturned
from pult.gateways.chat.models import Chat, Visitor
from pult.gateways.chat.types import Ending
from pult.routing import operations as routing
from pult.workforce.models import Department

from .visitors import describe, identity_of, must_not_be_blocked

LONGEST = 5000
SUBJECT = 80
NAME = re.compile(r"[A-Za-z0-9_-]{8,40}")
AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a visitor says. `name` is made in their browser: the same name is the same message."""

    name: str
    text: str
    page: str = ""
    department_id: int | None = None
    extras: Mapping[str, Any] = field(default_factory=dict)
    uploads: tuple[Upload, ...] = ()


@transaction.atomic
def say(
    visitor: Visitor, said: Said, *, chat: Chat | None = None, at: datetime | None = None
) -> tuple[Chat, Message]:
    """Take a message of a visitor in: into their chat, or as the beginning of a new one. A repeat changes nothing."""
    at = at or timezone.now()
    check(said)
    try:
        _must_be_heard(visitor, chat, at=at)
    except DomainError:
        if (known := _said_before(visitor, said)) is not None:
            return known
        raise
    received = conversations.receive(_inbound(visitor, said, chat, at=at), inbox=visitor.widget.inbox)
    message = received.message
    if chat is None or chat.pk != received.conversation.pk:
        chat = _chat_about(received.conversation, visitor, message, page=said.page, at=at)
    if visitor.customer_id is None:
        visitor.customer = received.conversation.customer
        Visitor.objects.filter(pk=visitor.pk).update(customer=visitor.customer)
    return chat, message


def _must_be_heard(visitor: Visitor, chat: Chat | None, *, at: datetime) -> None:
    must_not_be_blocked(visitor=visitor, address=str(visitor.address or ""), at=at)
    if chat is not None and (chat.ended_at or chat.conversation.status == Status.CLOSED):
        raise ChatIsOver(_("This chat has ended. You can begin a new one."))


def _said_before(visitor: Visitor, said: Said) -> tuple[Chat, Message] | None:
    """What was taken in once stays said, though its visitor would be refused by now."""
    known = Message.objects.filter(intake_key=_key(visitor, said)).select_related("conversation__chat")
    message = known.first()
    return (message.conversation.chat, message) if message else None


def _chat_about(
    conversation: Conversation, visitor: Visitor, message: Message, *, page: str, at: datetime
) -> Chat:
    """The chat of this conversation; a new one when it has just begun."""
    chat, is_new = Chat.objects.get_or_create(
        conversation=conversation,
        defaults={
            "visitor": visitor,
            "began_at": at,
            "page": page[:500],
            "got_id": message.pk,
            "read_id": message.pk,
        },
    )
    if is_new:
        write_address_down(chat, at=at)
    return chat


def check(said: Said) -> None:
    """Refuse what is empty, endless or nameless."""
    if not NAME.fullmatch(said.name):
        raise Invalid(_("This message has no proper name."))
    if len(said.text) > LONGEST:
        raise TooLong(_("This message is too long. Please say it in several."))
    if not said.text.strip() and not said.uploads:
        raise Invalid(_("There is nothing to send yet."))


def _key(visitor: Visitor, said: Said) -> str:
    return f"chat-{visitor.pk}-{said.name}"[:64]


def _inbound(visitor: Visitor, said: Said, chat: Chat | None, *, at: datetime) -> Inbound:
    text = said.text.replace("\x00", "").strip()
    widget = visitor.widget
    chosen = widget.departments.filter(pk=said.department_id).first() if said.department_id else None
    return Inbound(
        intake_key=_key(visitor, said),
        external_id="",
        sender=_sender(visitor),
        subject=(text or ", ".join(upload.name for upload in said.uploads)).split("\n")[0][:SUBJECT],
        text=text,
        attachments=said.uploads,
        claimed_conversation=chat.conversation_id if chat else None,
        language=visitor.language,
        extras=said.extras,
        department_id=chosen.pk if isinstance(chosen, Department) else None,
        at=at,
    )


def _sender(visitor: Visitor) -> Sender:
    with override(visitor.widget.inbox.language):
        nameless = _("Visitor %(number)s") % {"number": visitor.pk}
    known = visitor.customer
    value = identity_of(visitor)
    if known is not None:
        # A customer may be known by another name of theirs, as by the address that a website vouched for.
        theirs = known.identities.filter(kind=IdentityKind.VISITOR).order_by("pk")
        value = next((one.value for one in theirs if one.value == value), None) or _first(theirs, value)
    return Sender(kind=IdentityKind.VISITOR, value=value, name=visitor.name or visitor.email or nameless)


def _first(identities: Any, otherwise: str) -> str:
    found = identities.values_list("value", flat=True).first()
    return str(found) if found else otherwise


def write_address_down(chat: Chat, *, at: datetime | None = None) -> None:
    """Let the conversation go on by mail: at the address that the visitor has named, if they have named one."""
    visitor, conversation = chat.visitor, chat.conversation
    if "@" not in visitor.email:
        return
    value = customers.normalised(IdentityKind.EMAIL, visitor.email)
    conversation.participants.get_or_create(
        kind=IdentityKind.EMAIL, value=value, defaults={"name": visitor.name}
    )
    try:
        customers.add_identity(conversation.customer, IdentityKind.EMAIL, value, by=SYSTEM, at=at)
    except BelongsToAnother:
        return  # somebody else's, as far as anybody has proved; they only take part here
    if visitor.name and conversation.customer.name != visitor.name:
        customers.change_customer(conversation.customer, name=visitor.name, by=SYSTEM, at=at)


@transaction.atomic
def note_contact(conversation: Conversation, *, name: str, email: str, at: datetime | None = None) -> None:
    """Note where an answer finds the visitor, as they have told the bot; who has named an address keeps it."""
    chat = Chat.objects.select_related("conversation__customer", "visitor__widget")
    found = chat.filter(conversation=conversation, visitor__email="").first()
    if found is not None and _is_address(email):
        describe(found.visitor, name=name, email=email)
        write_address_down(found, at=at)
        live.announce(f"conversation:{found.pk}")


def _is_address(value: str) -> bool:
    try:
        validate_email(value)
    except ValidationError:
        return False
    return True


def note_got(chat: Chat, *, message_id: int, has_read: bool = False, at: datetime | None = None) -> None:
    """Note how far the visitor's browser has got, and how far they have read; what it got is delivered."""
    newest = chat.conversation.last_message_id
    upto = min(message_id, newest) if newest else message_id
    if upto > chat.got_id:
        with transaction.atomic():
            moved = Chat.objects.filter(pk=chat.pk, got_id__lt=upto).update(got_id=upto)
            waiting = chat.conversation.messages.filter(
                kind=MessageKind.REPLY, delivery=Delivery.QUEUED, pk__lte=upto
            )
            for message in waiting if moved else ():
                conversations.record_delivery(message, Delivery.SENT, by=SYSTEM, at=at)
    unread = Chat.objects.filter(pk=chat.pk, read_id__lt=upto)
    if has_read and unread.update(read_id=upto, read_at=at or timezone.now()):
        person = {"id": 0, "name": str(chat.visitor), "visitor": True, "message": upto}
        live.say(f"conversation:{chat.pk}", "seen", person, sender="")


@transaction.atomic
def end_chat(chat: Chat, *, by: Actor, at: datetime | None = None) -> bool:
    """End a chat. The conversation stays as it stands; the visitor can begin a new one. False when it was over."""
    at = at or timezone.now()
    ended_by = Ending.STAFF if by.is_person else Ending.VISITOR
    if not Chat.objects.going_on().filter(pk=chat.pk).update(ended_at=at, ended_by=ended_by):
        return False
    chat.refresh_from_db()
    routing.note_departure(chat.conversation, by=by, at=at)
    publish(ChatEnded(**place(chat.conversation, by=by, at=at), ended_by=ended_by))
    return True


def place(conversation: Conversation, *, by: Actor, at: datetime) -> dict[str, Any]:
    """The fields that every fact about a conversation carries."""
    return {
        "conversation_id": conversation.pk,
        "department_id": conversation.department_id,
        "assignee_id": conversation.assignee_id,
        "is_apart": conversation.is_apart,
        "by": by.ref,
        "at": at,
    }


@transaction.atomic
def rate(chat: Chat, *, score: int, comment: str = "", at: datetime | None = None) -> None:
    """Take a visitor's rating, as if they had answered the survey that others get by mail."""
    if score not in Score.values:
        raise Invalid(_("Please choose one of the five faces."))
    Chat.objects.filter(pk=chat.pk).update(score=score)
    conversation = chat.conversation
    actor = conversation.customer.actor
    try:
        with transaction.atomic():
            asked = feedback.ask_here(conversation, by=actor, at=at)
            feedback.rate(asked, score, by=actor, comment=comment.strip()[:2000] or None, at=at)
    except DomainError:
        # They have been asked something else, or too long ago: the faces stand on the chat itself.
        return


def notice_leavers(*, at: datetime | None = None) -> int:
    """Note whose visitor is gone from the page. Returns how many that are."""
    at = at or timezone.now()
    gone = Q(visitor__here_until=None) | Q(visitor__here_until__lt=at)
    chats = Chat.objects.going_on().filter(gone, left_at=None).select_related("conversation", "visitor")
    left = 0
    for chat in chats.order_by("pk")[:AT_ONCE]:
        left += _note_leaving(chat, at=at)
    return left


@transaction.atomic
def _note_leaving(chat: Chat, *, at: datetime) -> bool:
    if not Chat.objects.filter(pk=chat.pk, left_at=None).update(left_at=at):
        return False
    conversation = chat.conversation
    where = place(conversation, by=conversation.customer.actor, at=at)
    routing.note_departure(conversation, at=at)
    publish(VisitorLeft(**where, had_answer=conversation.first_reply_at is not None))
    return True


@transaction.atomic
def note_return(chats: Iterable[Chat], *, at: datetime | None = None) -> None:
    """The visitor of these chats is back."""
    at = at or timezone.now()
    for chat in chats:
        if chat.left_at and Chat.objects.filter(pk=chat.pk).exclude(left_at=None).update(left_at=None):
            where = place(chat.conversation, by=chat.conversation.customer.actor, at=at)
            publish(VisitorReturned(**where))
            routing.note_return(chat.conversation, at=at)
