"""The lists of the desk: which conversations stand in a view, one page of them, and how many there are."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, cast

from django.db.models import QuerySet
from django.utils import timezone

from pult.conversations.models import Conversation, ConversationQuerySet
from pult.conversations.queries import scope, stand_in
from pult.conversations.types import RESOLVED, Right, Status
from pult.foundation.actors import Actor
from pult.foundation.database import kept
from pult.foundation.web import Page
from pult.foundation.web.paging import way
from pult.workforce.models import Department
from pult.workspace.queries import saved
from pult.workspace.queries.marks import COLUMNS, with_marks
from pult.workspace.types import AT_RISK, MOST_CHOSEN, MOST_COUNTED, PAGE_SIZE, VIEWS, DeskView, Listed, Shelf

ACTIVE = (Status.NEW, Status.OPEN, Status.PENDING, Status.ON_HOLD)
ROWS = kept.Kept(kept.named(*COLUMNS))
QUEUES = kept.Kept(tuple)
COUNTS = kept.Kept(tuple)

Phrase = Callable[[ConversationQuerySet, Actor, datetime], ConversationQuerySet]

PHRASES: dict[str, Phrase] = {
    Shelf.MINE: lambda seen, actor, _: seen.filter(status__in=ACTIVE, assignee_id=actor.person_id),
    Shelf.UNASSIGNED: lambda seen, _, __: seen.filter(status__in=ACTIVE, assignee=None),
    Shelf.UNANSWERED: lambda seen, _, __: seen.unanswered().filter(status__in=ACTIVE),
    Shelf.DUE: lambda seen, _, at: seen.filter(status__in=ACTIVE, due_at__lte=at + AT_RISK),
    Shelf.OPEN: lambda seen, _, __: seen.filter(status__in=ACTIVE),
    Shelf.SNOOZED: lambda seen, _, __: seen.filter(status=Status.SNOOZED),
    Shelf.SOLVED: lambda seen, _, __: seen.filter(status__in=RESOLVED, merged_into=None),
}


def desk_views(actor: Actor, *, with_saved: bool = True) -> list[DeskView]:
    """The views in the left pane: everybody's, those that were saved, then the queues of one's departments."""
    rows = QUEUES.ask(
        ("departments", scope(actor)),
        lambda slots: _departments_of(stand_in(actor, slots)).values_list("id", "name"),
        {"person": actor.person_id},
    )
    kept_views = saved.in_menu(actor) if with_saved else []
    return [*VIEWS, *kept_views, *(_queue(key, name) for key, name in rows)]


def departments_of(actor: Actor) -> list[Department]:
    """The departments whose conversations this person reads, by name."""
    return list(_departments_of(actor))


def _departments_of(actor: Actor) -> "QuerySet[Department]":
    seen = Department.objects.all() if actor.has(Right.READ_ALL) else Department.objects.of(actor)
    return seen.order_by("name")


def conversations_in(view: DeskView, actor: Actor, *, at: datetime) -> ConversationQuerySet:
    """The conversations that stand in a view for this person."""
    if view.name == Shelf.SPAM:
        return Conversation.objects.visible_to(actor).spam()
    seen = Conversation.objects.visible_to(actor).genuine()
    if view.department_id is not None:
        return seen.filter(status__in=ACTIVE, department_id=view.department_id)
    return PHRASES[view.name](seen, actor, at)


def list_page(
    view: DeskView, actor: Actor, *, after: str | None = None, before: str | None = None
) -> Page[Conversation]:
    """One page of a view's list, in one statement."""
    if view.saved is not None:
        return saved.page_of(view, view.saved, actor, after=after, before=before)
    walked = way(view.order, after=after, before=before, size=PAGE_SIZE)
    place = walked.values or ()
    values = {f"place_{number}": value for number, value in enumerate(place)} | _values(actor)

    def build(slots: Mapping[str, Any]) -> "QuerySet[Conversation]":
        reader = stand_in(actor, slots)
        rows = with_marks(conversations_in(view, reader, at=slots["at"]), reader).values_list(*COLUMNS)
        marks = [slots[f"place_{number}"] for number in range(len(place))]
        return walked.asked(cast("QuerySet[Conversation]", rows), marks or None)

    form = (view.name, view.department_id, walked.form, *map(type, place), scope(actor))
    return walked.page(cast("list[Conversation]", ROWS.ask(form, build, values)))


def listed(page: Page[Conversation]) -> list[Listed]:
    """The rows of a page as what they are: plain named values."""
    return cast("list[Listed]", page.rows)


def keys_in(view: DeskView, actor: Actor) -> list[int]:
    """The conversations of a whole view, in its order, as many as are changed in one go."""
    if view.saved is not None:
        return saved.keys_in(view, view.saved, actor)
    seen = conversations_in(view, actor, at=timezone.now()).order_by(*view.order)
    return list(seen.values_list("pk", flat=True)[:MOST_CHOSEN])


def counts(views: list[DeskView], actor: Actor) -> dict[str, int]:
    """How many conversations stand in each view, counted no further than needed: one statement, one for the saved."""
    counted = [view for view in views if view.is_counted and view.saved is None]

    def build(slots: Mapping[str, Any]) -> tuple[str, list[Any]]:
        reader = stand_in(actor, slots)
        return kept.counts_of(_some_of(view, reader, slots["at"]) for view in counted)

    form = (tuple(view.name for view in counted), scope(actor))
    numbers = COUNTS.ask(form, build, _values(actor))[0]
    fixed = dict(zip((view.name for view in counted), numbers, strict=True))
    return fixed | saved.counts(views, actor)


def _some_of(view: DeskView, reader: Actor, at: datetime) -> "QuerySet[Any, Any]":
    # A plan that is kept cannot know how few are due: the order leads it to the index that does.
    order = view.order[:1] if view.name == Shelf.DUE else ()
    return conversations_in(view, reader, at=at).order_by(*order).values("pk")[: MOST_COUNTED + 1]


def _values(actor: Actor) -> dict[str, kept.Value]:
    return {"person": actor.person_id, "at": timezone.now()}


def _queue(department_id: int, name: str) -> DeskView:
    return DeskView(
        name=f"department-{department_id}", label=name, icon="users-group", department_id=department_id
    )
