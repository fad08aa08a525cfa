"""What the live page asks besides the queues: whose visitor is on the page, and who reads which chat along."""

from datetime import datetime, timedelta

from django.utils import timezone

from pult.conversations.models import Conversation
from pult.foundation.actors import Actor
from pult.foundation.audit.models import AuditRecord
from pult.gateways.chat import queries as chats
from pult.routing.queries import Floor
from pult.routing.types import Act

A_SHIFT = timedelta(hours=12)


def here_among(floor: Floor) -> set[int]:
    """The chats of the page whose visitor is there now."""
    waiting = [one.conversation.pk for one in floor.waiting]
    return chats.online_among([*waiting, *(one.conversation.pk for one in floor.running)])


def has_joined(conversation: Conversation, actor: Actor, *, at: datetime | None = None) -> bool:
    """Whether somebody has joined this chat today, which the audit log tells."""
    since = (at or timezone.now()) - A_SHIFT
    about = f"conversation:{conversation.pk}"
    return AuditRecord.objects.filter(what=Act.JOINED, who=actor.ref, about=about, at__gte=since).exists()
