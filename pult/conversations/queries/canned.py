"""Questions about canned replies: which fit here, ready to be sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, prefetch_related_objects

from pult.conversations.canned import filled, first_name, text_in
from pult.conversations.models import CannedFile, CannedReply, Conversation
from pult.conversations.types import Right
from pult.foundation.actors import Actor
from pult.foundation.database.kept import Value
from pult.foundation.database.kept_models import KeptModels
from pult.foundation.text.folding import fold

from .readers import scope, stand_in

MOST = 8
HERE: KeptModels[CannedReply] = KeptModels()


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A canned reply with its text filled for one customer, in their language where there is one."""

    reply: CannedReply
    text: str
    language: str


def canned_for(
    conversation: Conversation, *, actor: Actor, typed: str = "", limit: int = MOST
) -> list[Ready]:
    """The canned replies that this person may use here, by what was typed, the most used first."""
    wanted = fold(typed)
    found = [one for one in canned_here(conversation, actor=actor) if _fits(one, wanted)]
    found.sort(key=lambda one: not fold(one.shortcut).startswith(wanted))
    prefetch_related_objects(found[:limit], "files")
    return ready(found[:limit], conversation, actor)


def canned_here(conversation: Conversation, *, actor: Actor) -> list[CannedReply]:
    """The canned replies that this person may use here, the most used first."""

    def build(slots: Mapping[str, Any]) -> "QuerySet[CannedReply]":
        seen = CannedReply.objects.visible_to(stand_in(actor, slots))
        here = seen.filter(Q(department=None) | Q(department=slots["department"]))
        return here.order_by("-used", "name", "pk")

    if not actor.is_person or not actor.has(Right.READ):
        return []
    values: dict[str, Value] = {"person": actor.person_id, "department": conversation.department_id}
    return HERE.ask((scope(actor), actor.has(Right.SHARE_REPLIES)), build, values)


def ready(replies: Sequence[CannedReply], conversation: Conversation, actor: Actor) -> list[Ready]:
    """Canned replies with their texts for this customer."""
    if not replies:
        return []
    values = _values(conversation, actor)
    return [_ready(one, values, conversation.language) for one in replies]


def _fits(reply: CannedReply, wanted: str) -> bool:
    return fold(reply.shortcut).startswith(wanted) or wanted in fold(reply.name)


def _ready(reply: CannedReply, values: Mapping[str, str], language: str) -> Ready:
    text, written = text_in(reply.texts, language)
    return Ready(reply=reply, text=filled(text, values), language=written)


def ready_for(reply: CannedReply, conversation: Conversation, actor: Actor) -> str:
    """One canned reply with its text for this customer."""
    return _ready(reply, _values(conversation, actor), conversation.language).text


def said_by(text: str, conversation: Conversation, actor: Actor) -> str:
    """A text with its variables filled in for this conversation."""
    return filled(text, _values(conversation, actor))


def _values(conversation: Conversation, actor: Actor) -> dict[str, str]:
    customer = conversation.customer.name
    # What acts by itself speaks for the department.
    agent = actor.name if actor.is_person else conversation.department.name
    return {
        "customer.name": customer,
        "customer.first_name": first_name(customer),
        "agent.name": agent,
        "agent.first_name": first_name(agent) if actor.is_person else agent,
        "department.name": conversation.department.name,
        "conversation.number": f"#{conversation.pk}",
        "conversation.subject": conversation.subject,
    }


def canned_files_of(actor: Actor) -> QuerySet[CannedFile]:
    """The files of the canned replies that this person may use."""
    return CannedFile.objects.filter(reply__in=CannedReply.objects.visible_to(actor)).select_related("file")
