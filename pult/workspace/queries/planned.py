"""Replies that wait for their moment, below the thread of their conversation."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pult.conversations.models import Conversation, PlannedReply
from pult.foundation.actors import Actor

WHY = {
    "newer_message": _("The customer has written again. Read it, then send this or change it."),
    "is_closed": _("The conversation was closed in the meantime."),
    "writer_gone": _("Whoever wrote it may not answer customers any more."),
}
ANYTHING = _("It could not be sent as it stands. Change it, or send it now to see why.")


@dataclass(frozen=True, kw_only=True)
class Planned:
    """One reply as it waits."""

    reply: PlannedReply
    writer: str
    is_mine: bool
    files: tuple[str, ...]
    why: str | Promise


def planned_of(conversation: Conversation, actor: Actor) -> list[Planned]:
    """What waits to be sent in a conversation, in the order in which it goes out."""
    if not getattr(conversation, "has_plans", True):
        return []
    rows = PlannedReply.objects.filter(conversation=conversation).select_related("person").in_order()
    return [
        Planned(
            reply=row,
            writer=row.person.name,
            is_mine=row.person_id == actor.person_id,
            files=tuple(one.name for one in row.files.all()),
            why=WHY.get(row.why, ANYTHING) if row.why else "",
        )
        for row in rows.prefetch_related("files")
    ]
