"""The lists of the desk: which conversations stand in a view, one page of them, and how many there are."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Any, cast

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from pult.conversations.models import Conversation, ConversationQuerySet, Draft, ReadMark
from pult.conversations.types import RESOLVED, Right, Status
from pult.foundation.actors import Actor, Kind
from pult.foundation.web import Page, keyset_page
from pult.workforce.models import Department
from pult.workspace.types import AT_RISK, MOST_COUNTED, PAGE_SIZE, VIEWS, DeskView, Listed, Shelf

ACTIVE = (Status.NEW, Status.OPEN, Status.PENDING, Status.ON_HOLD)
COLUMNS = (
    *("id", "version", "subject", "preview", "status", "priority", "channel", "tags", "department_id"),
    *("activity_at", "waiting_since", "due_at", "snoozed_until", "last_kind", "assignee_id"),
    *("customer__name", "assignee__person__name", "is_read", "has_draft"),
)

# Stand in a prepared statement for what each request fills in: who, which department, when.
WHO, WHERE = -1, -2
WHEN = datetime(1, 2, 3, tzinfo=UTC)

Phrase = Callable[[ConversationQuerySet, Actor, datetime], ConversationQuerySet]

PHRASES: dict[str, Phrase] = {
    Shelf.MINE: lambda seen, actor, _: seen.filter(status__in=ACTIVE, assignee_id=actor.person_id),
    Shelf.UNASSIGNED: lambda seen, _, __: seen.filter(status__in=ACTIVE, assignee=None),
    Shelf.UNANSWERED: lambda seen, _, __: seen.unanswered().filter(status__in=ACTIVE),
    Shelf.DUE: lambda seen, _, at: seen.filter(status__in=ACTIVE, due_at__lte=at + AT_RISK),
    Shelf.OPEN: lambda seen, _, __: seen.filter(status__in=ACTIVE),
    Shelf.SNOOZED: lambda seen, _, __: seen.filter(status=Status.SNOOZED),
    Shelf.SOLVED: lambda seen, _, __: seen.filter(status__in=RESOLVED),
}


def desk_views(actor: Actor) -> list[DeskView]:
    """The views in the left pane: everybody's, then the queues of the departments that this person serves."""
    return [*VIEWS, *(_queue(department) for department in departments_of(actor))]


def departments_of(actor: Actor) -> list[Department]:
    """The departments whose conversations this person reads, by name."""
    seen = Department.objects.all() if actor.has(Right.READ_ALL) else Department.objects.of(actor)
    return list(seen.order_by("name"))


def conversations_in(view: DeskView, actor: Actor, *, at: datetime) -> ConversationQuerySet:
    """The conversations that stand in a view for this person."""
    seen = Conversation.objects.visible_to(actor).genuine()
    if view.department_id is not None:
        return seen.filter(status__in=ACTIVE, department_id=view.department_id)
    return PHRASES[view.name](seen, actor, at)


def list_page(
    view: DeskView, actor: Actor, *, after: str | None = None, before: str | None = None
) -> Page[Conversation]:
    """One page of a view's list, in one statement."""
    own_marks = ReadMark.objects.filter(
        conversation=OuterRef("pk"),
        person_id=actor.person_id,
        last_message_id__gte=OuterRef("last_customer_message_id"),
    )
    own_drafts = Draft.objects.filter(conversation=OuterRef("pk"), person_id=actor.person_id)
    rows = (
        conversations_in(view, actor, at=timezone.now())
        .annotate(is_read=Exists(own_marks), has_draft=Exists(own_drafts))
        .values_list(*COLUMNS, named=True)
    )
    return keyset_page(
        cast("QuerySet[Conversation]", rows), view.order, after=after, before=before, size=PAGE_SIZE
    )


def listed(page: Page[Conversation]) -> list[Listed]:
    """The rows of a page as what they are: plain named values."""
    return cast("list[Listed]", page.rows)


def counts(views: list[DeskView], actor: Actor) -> dict[str, int]:
    """How many conversations stand in each view, counted no further than needed, in one statement."""
    given: dict[Any, Any] = {WHO: actor.person_id, WHEN: timezone.now() + AT_RISK}
    counted = [view for view in views if view.is_counted]
    parts: list[str] = []
    values: list[Any] = []
    for view in counted:
        sql, params = _counting(
            view.name if view.department_id is None else "", sees_all=actor.has(Right.READ_ALL)
        )
        parts.append(sql)
        values.extend(given.get(value, view.department_id if value == WHERE else value) for value in params)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        numbers = cursor.fetchone()
    return dict(zip((view.name for view in counted), numbers, strict=True))


@cache
def _counting(name: str, *, sees_all: bool) -> tuple[str, tuple[Any, ...]]:
    """The statement that counts a view, put together once: only who looks, when and at which department differ."""
    rights = frozenset({str(Right.READ), *((str(Right.READ_ALL),) if sees_all else ())})
    anybody = Actor(kind=Kind.PERSON, id=WHO, rights=rights)
    queue = DeskView(name="department", label="", icon="", department_id=WHERE)
    view = next((one for one in VIEWS if one.name == name), queue)
    found = conversations_in(view, anybody, at=WHEN - AT_RISK)
    sql, params = found.order_by().values("pk")[: MOST_COUNTED + 1].query.sql_with_params()
    return f"(SELECT count(*) FROM ({sql}) AS found)", params  # noqa: S608 - Django's own SQL


def _queue(department: Department) -> DeskView:
    return DeskView(
        name=f"department-{department.pk}",
        label=department.name,
        icon="users-group",
        department_id=department.pk,
    )
