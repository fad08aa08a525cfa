"""Following: to be told how a conversation goes on without having it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from pult.conversations.events import ConversationFollowed, ConversationUnfollowed
from pult.conversations.models import Conversation, Follower
from pult.foundation.actors import Actor
from pult.foundation.events import publish

from .entries import place


@transaction.atomic
def follow(conversation: Conversation, *, by: Actor, at: datetime | None = None) -> bool:
    """Be told how it goes on from now on. False when one is told already."""
    at = at or timezone.now()
    _row, is_new = Follower.objects.get_or_create(
        conversation=conversation, person_id=by.person_id, defaults={"since": at}
    )
    if is_new:
        publish(ConversationFollowed(**place(conversation, by=by.ref, at=at), person_id=by.person_id))
    return is_new


@transaction.atomic
def unfollow(conversation: Conversation, *, by: Actor, at: datetime | None = None) -> bool:
    """Be told no more. False when one was not told anyway."""
    mine = Follower.objects.filter(conversation=conversation, person=by.person_id)
    if not mine.delete()[0]:
        return False
    where = place(conversation, by=by.ref, at=at or timezone.now())
    publish(ConversationUnfollowed(**where, person_id=by.person_id))
    return True
