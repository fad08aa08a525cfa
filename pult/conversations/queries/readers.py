"""Who asks, as kept questions need it: what of a reader decides their text, and what is filled in."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet

from pult.conversations.models import Conversation, Follower
from pult.conversations.types import Right
from pult.foundation.actors import Actor
from pult.foundation.database.kept import Kept
from pult.foundation.database.kept_models import KeptModels

ONE: KeptModels[Conversation] = KeptModels()
FOLLOWERS = Kept(tuple)


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


def followers_of(pk: int) -> list[int]:
    """Who follows a conversation, whoever has it left aside."""
    return [person for (person,) in FOLLOWERS.ask("of", _followers, {"conversation": pk})]


def _followers(slots: Mapping[str, Any]) -> "QuerySet[Follower, tuple[int]]":
    return (
        Follower.objects.filter(conversation=slots["conversation"]).order_by("person").values_list("person")
    )


def _one(slots: Mapping[str, Any]) -> QuerySet[Conversation]:
    rows = Conversation.objects.filter(pk=slots["conversation"])
    return rows.select_related("department__calendar", "inbox")
