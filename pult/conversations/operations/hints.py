"""Where a new conversation may belong: told to the staff when a mail points to one that its sender takes no part in.

Nobody joins a conversation by knowing its name. The hint stands in the extras of the message that points there.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Func, JSONField, Value
from django.utils import timezone

from pult.conversations.events import HintDropped
from pult.conversations.models import Conversation, Message
from pult.conversations.types import MAY_BELONG
from pult.foundation.actors import Actor
from pult.foundation.events import publish

from .entries import place, touch


def hint_of(conversation: Conversation) -> int | None:
    """The number of the conversation to which this one may belong, if something speaks for one."""
    hinted = Message.objects.filter(conversation=conversation, extras__has_key=MAY_BELONG)
    found = hinted.order_by("pk").values_list(f"extras__{MAY_BELONG}", flat=True).first()
    return found if isinstance(found, int) else None


def drop_hint(conversation: Conversation) -> None:
    """Nobody asks again whether it belongs somewhere else."""
    hinted = Message.objects.filter(conversation=conversation, extras__has_key=MAY_BELONG)
    without = Func(F("extras"), Value(MAY_BELONG), template="(%(expressions)s)", arg_joiner=" - ")
    without.output_field = JSONField()
    hinted.update(extras=without)


@transaction.atomic
def refuse_hint(conversation: Conversation, *, by: Actor, at: datetime | None = None) -> None:
    """Say that it is a matter of its own."""
    if hint_of(conversation) is None:
        return
    drop_hint(conversation)
    touch(conversation)
    publish(HintDropped(**place(conversation, by=by.ref, at=at or timezone.now())))
