"""Saved views: describing them, dropping them, putting them in order."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.conversations.conditions import Filter
from pult.conversations.errors import NameTaken
from pult.conversations.events import SavedViewChanged
from pult.conversations.models import SavedView
from pult.conversations.types import ViewColumn, ViewOrder
from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.workforce.models import Department, Member


def save_view(
    view: SavedView,
    *,
    name: str,
    conditions: Filter,
    by: Actor,
    order: ViewOrder = ViewOrder.NEWEST,
    columns: Iterable[str] = (),
    owner: Member | None = None,
    department: Department | None = None,
    at: datetime | None = None,
) -> SavedView:
    """Describe a list of conversations once, for oneself, a department or everybody."""
    at = at or timezone.now()
    conditions.check()
    if not name.strip():
        raise Invalid(_("Give the view a name."))
    view.name, view.conditions, view.order = name.strip()[:60], conditions.as_json(), order
    view.columns = [str(one) for one in ViewColumn if one in set(columns)]
    view.owner, view.department, view.changed_at = owner, department, at
    try:
        with transaction.atomic():
            view.save()
            _announce(view, by, at)
    except IntegrityError as error:
        raise NameTaken(_("There is a view with this name already.")) from error
    return view


@transaction.atomic
def drop_view(view: SavedView, *, by: Actor, at: datetime | None = None) -> None:
    """Drop a view; the conversations in it stay as they are."""
    _announce(view, by, at or timezone.now(), is_dropped=True)
    view.delete()


@transaction.atomic
def move_view(view: SavedView, *, up: bool, among: Iterable[SavedView], by: Actor) -> None:
    """Put a view one place up or down among these; only its own neighbours' places change."""
    order = list(among)
    here = next((place for place, one in enumerate(order) if one.pk == view.pk), None)
    there = None if here is None else here + (-1 if up else 1)
    if here is None or there is None or not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    for place, one in enumerate(order):
        SavedView.objects.filter(pk=one.pk).exclude(position=place).update(position=place)
    _announce(view, by, timezone.now())


def _announce(view: SavedView, by: Actor, at: datetime, *, is_dropped: bool = False) -> None:
    fact = SavedViewChanged(
        view_id=view.pk, is_dropped=is_dropped, is_shared=view.owner_id is None, by=by.ref, at=at
    )
    publish(fact)
