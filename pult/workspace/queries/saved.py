"""Saved views on the desk: which ones somebody has, one page of a view, and how many stand in each."""

import json
from collections.abc import Mapping
from typing import Any, cast

from django.db.models import QuerySet
from django.utils import timezone

from pult.conversations.models import Conversation, SavedView
from pult.conversations.queries import (
    ORDERS,
    Filter,
    Looking,
    TooMuch,
    bounded,
    counts_among,
    fitting,
    read,
    scope,
    stand_in,
)
from pult.conversations.types import Right
from pult.foundation.actors import Actor
from pult.foundation.database import kept
from pult.foundation.web import Page, keyset_page
from pult.foundation.web.paging import way
from pult.workspace.queries.marks import COLUMNS, with_marks
from pult.workspace.types import MOST_CHOSEN, MOST_COUNTED, PAGE_SIZE, DeskView, Saved

# More than these nobody overlooks: the rest stand on the page of all views.
MOST_IN_MENU = 40
FIELDS = ("id", "name", "owner_id", "department_id", "conditions", "order", "columns")
# What only the rows of a saved view may show, beside what every list shows.
SHOWN = ("department__name", "opened_at")
HELD = kept.Kept(kept.named(*FIELDS))


def in_menu(actor: Actor) -> list[DeskView]:
    """The saved views in somebody's list of views, in their order, in one statement."""

    def build(slots: Mapping[str, Any]) -> "QuerySet[Any, Any]":
        seen = SavedView.objects.on_desk_of(stand_in(actor, slots)).order_by("position", "name", "id")
        return seen.values_list(*FIELDS)[:MOST_IN_MENU]

    rows = HELD.ask(("menu", scope(actor)), build, {"person": actor.person_id})
    return [desk_view(row, may_change=_may_change(row, actor)) for row in rows]


def _may_change(row: Any, actor: Actor) -> bool:
    return actor.has(Right.SHARE_VIEWS) or row.owner_id == actor.person_id


def desk_view(row: Any, *, may_change: bool = False) -> DeskView:
    """A saved view as a view of the desk."""
    # A kept question answers JSON as its text.
    told = row.conditions
    conditions = read(json.loads(told) if isinstance(told, str) else told)
    icon = "filter" if row.owner_id else "users" if row.department_id else "world"
    return DeskView(
        name=str(row.id),
        label=row.name,
        icon=icon,
        order=ORDERS[row.order],
        is_counted=conditions.is_unresolved,
        saved=Saved(
            id=row.id,
            conditions=conditions,
            order=row.order,
            columns=tuple(row.columns),
            may_change=may_change,
        ),
    )


def one(actor: Actor, pk: int) -> DeskView | None:
    """A saved view that does not stand in the menu."""
    row = SavedView.objects.visible_to(actor).filter(pk=pk).first()
    return None if row is None else desk_view(row, may_change=_may_change(row, actor))


def page_of(
    view: DeskView, saved: Saved, actor: Actor, *, after: str | None, before: str | None
) -> Page[Conversation]:
    """One page of a saved view; refused when it would look through too much."""
    looking = Looking(actor=actor, at=timezone.now())
    walked = way(view.order, after=after, before=before, size=PAGE_SIZE)
    seen = with_marks(fitting(saved.conditions, looking, order=saved.order), actor)
    rows = seen.values_list(*COLUMNS, *SHOWN, named=True)
    with bounded():
        return walked.page(list(walked.asked(cast("QuerySet[Conversation]", rows))))


def keys_in(view: DeskView, saved: Saved, actor: Actor) -> list[int]:
    """The conversations of a whole view, as many as are changed in one go."""
    looking = Looking(actor=actor, at=timezone.now())
    seen = fitting(saved.conditions, looking, order=saved.order).order_by(*view.order)
    with bounded():
        return list(seen.values_list("pk", flat=True)[:MOST_CHOSEN])


def counts(views: list[DeskView], actor: Actor) -> dict[str, int]:
    """How many conversations stand in each counted saved view; nothing where that would take too long."""
    asked = {view.name: view.saved.conditions for view in views if view.saved and view.is_counted}
    if not asked:
        return {}
    try:
        with bounded(1500):
            return counts_among(asked, Looking(actor=actor, at=timezone.now()), most=MOST_COUNTED)
    except TooMuch:
        return {}


def count_now(conditions: Filter, actor: Actor, *, order: str) -> int:
    """How many fit at this moment, counted as far as the menu does."""
    looking = Looking(actor=actor, at=timezone.now())
    with bounded():
        return fitting(conditions, looking, order=order).values("pk")[: MOST_COUNTED + 1].count()


def listed(actor: Actor, *, after: str | None = None, before: str | None = None) -> Page[SavedView]:
    """A page of all saved views that somebody may use."""
    seen = SavedView.objects.visible_to(actor).select_related("owner__person", "department")
    return keyset_page(seen, ["position", "name", "id"], after=after, before=before, size=50)


def neighbours(view: SavedView, actor: Actor) -> list[SavedView]:
    """The views of the same people, in their order."""
    same = SavedView.objects.visible_to(actor).filter(owner=view.owner, department=view.department)
    return list(same.order_by("position", "name", "id"))
