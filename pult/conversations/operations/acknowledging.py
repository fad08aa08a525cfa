"""Telling a customer by itself that their message has come in."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from pult.conversations.events import ConversationAcknowledged
from pult.conversations.models import Conversation, Message
from pult.conversations.types import Delivery, MessageKind
from pult.foundation.actors import Actor
from pult.foundation.events import publish

from .entries import add_message, place
from .writing import check_not_empty, sent_before


@transaction.atomic
def acknowledge(
    conversation: Conversation,
    *,
    by: Actor,
    text: str,
    client_key: str | None = None,
    at: datetime | None = None,
) -> Message:
    """Say automatically that a message has arrived. It answers nothing: whoever waited waits on, clocks run on."""
    at = at or timezone.now()
    if (repeat := sent_before(client_key)) is not None:
        return repeat
    check_not_empty(text, ())
    message = add_message(
        conversation,
        kind=MessageKind.AUTOMATIC,
        at=at,
        author_name=by.name[:160],
        text=text,
        client_key=client_key or uuid.uuid4().hex,
        delivery=Delivery.QUEUED,
    )
    publish(ConversationAcknowledged(**place(conversation, by=by.ref, at=at), message_id=message.pk))
    return message
