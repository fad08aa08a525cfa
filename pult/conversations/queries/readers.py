"""Who asks, as kept questions need it: what of a reader decides their text, and what is filled in."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet

from pult.conversations.models import Conversation
from pult.conversations.types import Right
from pult.foundation.actors import Actor
from pult.foundation.database.kept_models import KeptModels

ONE: KeptModels[Conversation] = KeptModels()


def scope(actor: Actor) -> tuple[bool, bool, bool, frozenset[str]]:
    """What of a reader decides the text of a question.

    Whether they read everything, or at all, and are a person; and of what nothing need be asked, for nothing of it
    is restricted.
    """
    reads = actor.is_person and actor.has(Right.READ)
    return actor.has(Right.READ_ALL), reads, actor.is_person, actor.unrestricted


def stand_in(actor: Actor, slots: Mapping[str, Any]) -> Actor:
    """The same reader with a mark in place of the number, to build a question that others ask too."""
    return replace(actor, id=slots["person"])


def one_of_all(pk: int) -> Conversation | None:
    """A conversation with its department and inbox, for those who hear of a fact; None when it was erased meanwhile."""
    return ONE.first("one", _one, {"conversation": pk})


def _one(slots: Mapping[str, Any]) -> QuerySet[Conversation]:
    rows = Conversation.objects.filter(pk=slots["conversation"])
    return rows.select_related("department__calendar", "inbox")
