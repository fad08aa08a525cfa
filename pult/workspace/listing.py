"""Drawing the rows of the list, each kept until something that it shows has changed."""

import re
from collections.abc import Mapping
from functools import partial

from django.utils.safestring import SafeString, mark_safe

from pult.brands import queries as brands
from pult.conversations.models import OwnStatus
from pult.conversations.queries import names_of_own
from pult.conversations.types import RESOLVED, Right, Status, ViewColumn
from pult.foundation.actors import Actor
from pult.inboxes.types import Channel
from pult.ui.rendering import Pieces, render

from .types import DeskView, Listed

CHANNEL_ICONS = {
    Channel.EMAIL: "mail",
    Channel.CHAT: "message-circle",
    Channel.CALL: "phone",
    Channel.FORM: "forms",
    Channel.REVIEW: "star",
    Channel.API: "api",
}


# What every row shows unless its view says otherwise; a status that goes without saying is left out.
USUAL = {str(one) for one in ViewColumn} - {ViewColumn.NUMBER, ViewColumn.DEPARTMENT, ViewColumn.OPENED}
NOTEWORTHY = {Status.PENDING, Status.ON_HOLD, Status.SNOOZED, *RESOLVED}
ROWS = Pieces()
SPACES = re.compile(r"\s{2,}")


def drawn(listed: list[Listed], view: DeskView, *, open_id: int | None) -> SafeString:
    """The rows as HTML."""
    keep, columns = ROWS.drawer(), view.saved and view.saved.columns
    own = names_of_own(row.own_status_id for row in listed if row.own_status_id)
    return mark_safe(
        "".join(
            keep(
                (
                    *(row.id, row.version, row.due_at, row.customer__name, row.assignee__person__name),
                    *(row.is_read, row.has_draft, view.name, row.id == open_id, columns, _brand(row)),
                    row.is_restricted,
                    words := _own_words(row, own),
                ),
                partial(_draw, row, view, is_open=row.id == open_id, own=words),
            )
            for row in listed
        )
    )


def _own_words(row: Listed, own: Mapping[int, OwnStatus]) -> str:
    """What the house calls how it stands; nothing where it has no own word for that."""
    found = own.get(row.own_status_id or 0)
    return found.name if found is not None and found.within == row.status else ""


def _draw(row: Listed, view: DeskView, *, is_open: bool, own: str) -> SafeString:
    status = Status(row.status)
    columns = set(view.saved.columns) if view.saved and view.saved.columns else USUAL
    context = {
        "row": row,
        "view": view.name,
        "shows": columns,
        "is_open": is_open,
        "name": row.customer__name,
        "assignee": row.assignee__person__name,
        "brand": _brand(row),
        "items_done": row.items_total - row.items_open,
        "is_unread": not row.is_read and status not in RESOLVED,
        "is_unanswered": row.waiting_since is not None and status not in RESOLVED,
        "channel_icon": CHANNEL_ICONS[Channel(row.channel)],
        "channel": Channel(row.channel).label,
        "status": status,
        "status_words": own or status.label,
        "shows_status": (bool(own) or status in NOTEWORTHY)
        if columns is USUAL
        else ViewColumn.STATUS in columns,
        "tags": row.tags[:3],
        "more_tags": len(row.tags) - 3 if len(row.tags) > 3 else 0,
    }
    return mark_safe(SPACES.sub(" ", render("workspace/row.html", context)))


def _brand(row: Listed) -> str:
    """The brand by whose door it came in; the house's goes without saying."""
    return brands.brand_of(row.inbox__brand_id).name if row.inbox__brand_id else ""


def topics_for(actor: Actor, views: list[DeskView]) -> str:
    """The live topics whose news change the lists and counts of these views."""
    if actor.has(Right.READ_ALL):
        return "desk:0"
    return " ".join(f"department:{view.department_id}" for view in views if view.department_id is not None)
