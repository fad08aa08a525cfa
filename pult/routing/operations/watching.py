"""Watching: a supervisor reads a chat along without anybody noticing, or takes it over. Both are written down."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.foundation.actors import Actor
from pult.foundation.audit import operations as audit
from pult.foundation.errors import Invalid
from pult.routing.types import QUEUED, Act, Left
from pult.workforce.models import Member

from .queueing import leave_queue


def join_quietly(conversation: Conversation, *, by: Actor, at: datetime | None = None) -> None:
    """Begin to read a live chat along: neither the visitor nor any clock hears of it, the audit log does."""
    _must_be_live(conversation)
    audit.record(
        Act.JOINED, by=by, about=f"conversation:{conversation.pk}", about_name=conversation.subject, at=at
    )


@transaction.atomic
def take_over(conversation: Conversation, *, by: Actor, at: datetime | None = None) -> None:
    """Take a live chat oneself: from whoever has it, out of the queue, or from the bot."""
    at = at or timezone.now()
    held = Conversation.objects.select_for_update(of=("self",), no_key=True).select_related(
        "assignee__person"
    )
    conversation = held.get(pk=conversation.pk)
    _must_be_live(conversation)
    me = Member.objects.at_work().filter(person_id=by.person_id).first()
    if me is None:
        raise Invalid(_("Only somebody who works here can take a chat over."))
    if conversation.assignee_id == me.pk:
        return
    before = conversation.assignee.name if conversation.assignee else ""
    leave_queue(conversation, reason=Left.ANSWERED, member=me, by=by, at=at)
    conversations.assign(conversation, to=me, by=by, at=at)
    audit.record(
        Act.TAKEN_OVER,
        by=by,
        about=f"conversation:{conversation.pk}",
        about_name=conversation.subject,
        before={"assignee": before},
        after={"assignee": me.name},
        at=at,
    )


def _must_be_live(conversation: Conversation) -> None:
    if conversation.channel not in QUEUED or conversation.is_resolved:
        raise Invalid(_("This chat is over."))
