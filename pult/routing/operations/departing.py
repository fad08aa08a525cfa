"""Leaving and coming back: whose customer is not at the door any longer has room for the next one."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from pult.conversations.models import Conversation
from pult.foundation.actors import SYSTEM, Actor
from pult.inboxes.types import Channel
from pult.routing.models import Departure

from .offering import offer_next
from .placing import place
from .queueing import leave_queue


@transaction.atomic
def note_departure(conversation: Conversation, *, by: Actor = SYSTEM, at: datetime | None = None) -> bool:
    """The customer has gone: they wait no longer, and take no place until they are back. False when that was known."""
    at = at or timezone.now()
    leave_queue(conversation, by=by, at=at)
    _departure, is_new = Departure.objects.get_or_create(conversation=conversation, defaults={"at": at})
    if is_new:
        offer_next(Channel(conversation.channel), by=by, at=at)
    return is_new


@transaction.atomic
def note_return(conversation: Conversation, *, by: Actor = SYSTEM, at: datetime | None = None) -> None:
    """The customer is back: they take their place again, or wait for somebody."""
    Departure.objects.filter(conversation=conversation).delete()
    place(conversation, by=by, at=at)
