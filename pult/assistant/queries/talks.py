"""Whether a bot is talking: asked upon every reply and every change of hands, and answered from its key."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from pult.assistant.models import Session
from pult.foundation.database.kept import Kept

TALKS = Kept(tuple)


def is_talking_in(conversation_id: int) -> bool:
    """Whether a bot has a conversation that is not ended."""
    return bool(TALKS.ask("going on", _going_on, {"conversation": conversation_id}))


def _going_on(slots: Mapping[str, Any]) -> "QuerySet[Session, tuple[int]]":
    return Session.objects.filter(conversation=slots["conversation"], ended_at=None).values_list(
        "conversation"
    )
