"""What is written on a conversation: subject, priority, tags, the moment by which it is due."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.conversations.events import PriorityChanged, TagsChanged
from pult.conversations.models import Conversation
from pult.conversations.types import Priority
from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.foundation.events import publish

from .entries import place, touch
from .indexing import index_again

MOST_TAGS = 20
LONGEST_TAG = 40


@transaction.atomic
def set_priority(
    conversation: Conversation, priority: Priority, *, by: Actor, at: datetime | None = None
) -> None:
    """Say how pressing the conversation is."""
    before = conversation.priority
    if priority != before and touch(conversation, priority=priority):
        where = place(conversation, by=by.ref, at=at or timezone.now())
        publish(PriorityChanged(**where, priority=priority, before=before))


@transaction.atomic
def set_tags(
    conversation: Conversation, tags: Iterable[str], *, by: Actor, at: datetime | None = None
) -> None:
    """Label the conversation with these tags and no others."""
    wanted = sorted({" ".join(tag.split()).casefold() for tag in tags if tag.strip()})
    if len(wanted) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in wanted):
        raise Invalid(_("A conversation has at most 20 tags of 40 characters each."))
    before = set(conversation.tags)
    if before == set(wanted):
        return
    touch(conversation, tags=wanted)
    where = place(conversation, by=by.ref, at=at or timezone.now())
    publish(TagsChanged(**where, added=sorted(set(wanted) - before), removed=sorted(before - set(wanted))))


@transaction.atomic
def set_subject(conversation: Conversation, subject: str, *, by: Actor) -> None:  # noqa: ARG001
    """Name the conversation better."""
    if not subject.strip():
        raise Invalid(_("Please give the conversation a subject."))
    touch(conversation, subject=subject.strip()[:250])
    index_again(conversation)


def set_due(conversation: Conversation, *, at: datetime | None, target: str = "") -> None:
    """Write down by when the next answer is owed, and for which target; None when nothing is owed."""
    Conversation.objects.filter(pk=conversation.pk).update(due_at=at, due_target=target if at else "")
