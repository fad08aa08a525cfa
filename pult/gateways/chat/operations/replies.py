"""Replies to visitors: shown while they are here, mailed when they have gone, and the copy of a chat by mail."""

from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from pult.conversations.models import Message
from pult.conversations.types import Delivery, MessageKind
from pult.foundation import jobs
from pult.foundation.actors import Actor
from pult.gateways.chat.errors import Invalid, TooFast
from pult.gateways.chat.models import Chat
from pult.gateways.email import operations as email

SHOWN = (MessageKind.CUSTOMER, MessageKind.REPLY)
# Whoever is on the page has so long to get a reply there before it goes by mail.
PATIENCE = timedelta(minutes=2)
MOST_COPIES = 3


@transaction.atomic
def deliver(message_id: int, *, at: datetime | None = None) -> None:
    """See that a reply reaches the visitor: they see it at once if they are here; by mail if not."""
    at = at or timezone.now()
    chat = Chat.objects.filter(conversation__messages=message_id).select_related("visitor").first()
    if chat is None:
        return
    here_until = chat.visitor.here_until
    if here_until is None or here_until < at:
        mail_unread(message_id, at=at)
    else:
        jobs.defer("chat.mail_unread", message_id=message_id, at=at + PATIENCE, lock=f"chat:{chat.pk}")


@transaction.atomic
def mail_unread(message_id: int, *, at: datetime | None = None) -> bool:
    """Mail a reply that the visitor's browser has not got, if they have left an address. True when it was mailed."""
    message = (
        Message.objects.filter(pk=message_id).select_related("conversation__chat__visitor__widget").first()
    )
    if message is None or message.delivery != Delivery.QUEUED:
        return False
    chat: Chat = message.conversation.chat
    mailbox = chat.visitor.widget.mailbox
    if chat.got_id >= message.pk or mailbox is None or "@" not in chat.visitor.email:
        return False
    return email.queue_reply(message.pk, through=mailbox, at=at) is not None


@transaction.atomic
def mail_transcript(chat: Chat, *, by: Actor, to: str = "", at: datetime | None = None) -> None:  # noqa: ARG001
    """Mail a copy of what was said to the visitor."""
    address = to.strip() or chat.visitor.email
    mailbox = chat.visitor.widget.mailbox
    if "@" not in address or mailbox is None:
        raise Invalid(_("Please tell us an address to which the copy can go."))
    if not Chat.objects.filter(pk=chat.pk, transcripts__lt=MOST_COPIES).update(
        transcripts=F("transcripts") + 1
    ):
        raise TooFast(_("A copy of this chat has been sent several times already."))
    conversation = chat.conversation
    said = conversation.messages.filter(kind__in=SHOWN).prefetch_related("attachments").order_by("pk")
    with override(conversation.language or mailbox.language):
        subject = _("Your chat with %(name)s") % {"name": mailbox.name}
        text = render_to_string("chat/transcript.txt", {"messages": said, "conversation": conversation})
    EmailMessage(subject, text, from_email=mailbox.address, to=[address]).send()
