"""The desk at this moment: who waits, what is late or will be, who is there with how much, and the day so far."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.conversations.models import Conversation, ConversationQuerySet
from pult.conversations.types import Status
from pult.metrics import queries as ledger
from pult.metrics.types import Period, metric_named
from pult.ui.spans import span
from pult.workforce.models import Department, Member
from pult.workforce.types import Presence

from . import desk
from .types import View

SOON = timedelta(hours=1)
TODAY = ("conversations.received", "conversations.solved", "conversations.first_response", "feedback.csat")
IN_HAND = (Status.NEW, Status.OPEN)


@dataclass(frozen=True, kw_only=True)
class Queue:
    """One department now, or all together."""

    pk: int | None
    name: str
    waiting: int = 0
    unassigned: int = 0
    late: int = 0
    soon: int = 0
    oldest: datetime | None = None
    oldest_words: str = ""

    @property
    def view(self) -> str:
        """Its list in the workspace."""
        return f"department-{self.pk}"


@dataclass(frozen=True, kw_only=True)
class Seat:
    """Somebody who is there, and how many conversations they have in hand of how many they take."""

    member: Member
    load: int

    @property
    def is_full(self) -> bool:
        return self.load >= self.member.capacity


@dataclass(frozen=True, kw_only=True)
class Floor:
    """Everything that the page shows. Who is there serves every inbox: of some inboxes nobody is named."""

    at: datetime
    total: Queue
    queues: list[Queue]
    seats: list[Seat]
    is_of_inboxes: bool
    today: list[desk.Tile]

    @property
    def day(self) -> str:
        """The day so far, as an address names it."""
        return ledger.today().isoformat()

    @property
    def available(self) -> int:
        """How many take work now."""
        return sum(seat.member.presence == Presence.AVAILABLE for seat in self.seats)


def floor(view: View, *, at: datetime | None = None) -> Floor:
    """This moment, as far as the reader may see. In six statements, over what is open and nothing else."""
    at = at or timezone.now()
    shown = Department.objects.order_by("name", "pk")
    departments = view.slice.departments
    if departments is not None:
        shown = shown.filter(pk__in=departments)
    open_now = _open(view)
    found = {row.pop("department_id"): row for row in _counted(open_now.values("department_id"), at)}
    queues = [_queue(pk, name, found.get(pk, {}), at) for pk, name in shown.values_list("pk", "name")]
    return Floor(
        at=at,
        total=_total(queues, at),
        queues=queues,
        seats=[] if view.is_of_inboxes else _seats(departments),
        is_of_inboxes=view.is_of_inboxes,
        today=_today(view),
    )


def _open(view: View) -> ConversationQuerySet:
    open_now, where = Conversation.objects.genuine().unresolved(), view.slice
    if where.departments is not None:
        open_now = open_now.filter(department__in=list(where.departments))
    if where.inboxes is None:
        return open_now
    through = Q(inbox__in=[one for one in where.inboxes if one is not None])
    return open_now.filter(through | Q(inbox=None) if None in where.inboxes else through)


def _counted(rows: Any, at: datetime) -> Any:
    waits = Q(waiting_since__isnull=False, status__in=IN_HAND)
    return rows.annotate(
        waiting=Count("pk", filter=waits),
        unassigned=Count("pk", filter=waits & Q(assignee=None)),
        oldest=Min("waiting_since", filter=waits),
        late=Count("pk", filter=Q(due_at__lt=at)),
        soon=Count("pk", filter=Q(due_at__gte=at, due_at__lt=at + SOON)),
    ).order_by()


def _queue(pk: int | None, name: str, told: dict[str, Any], at: datetime) -> Queue:
    oldest = told.get("oldest")
    return Queue(pk=pk, name=name, oldest_words=span((at - oldest).total_seconds()) if oldest else "", **told)


def _total(rows: list[Queue], at: datetime) -> Queue:
    names = ("waiting", "unassigned", "late", "soon")
    told: dict[str, Any] = {name: sum(getattr(row, name) for row in rows) for name in names}
    told["oldest"] = min((row.oldest for row in rows if row.oldest), default=None)
    return _queue(None, _("All together"), told, at)


def _seats(departments: Collection[int] | None) -> list[Seat]:
    here = Member.objects.at_work().exclude(presence=Presence.OFFLINE)
    if departments is not None:
        here = here.filter(departments__in=list(departments)).distinct()
    members = list(here.select_related("person").order_by("person__name", "pk"))
    carried = Conversation.objects.genuine().unresolved().filter(assignee__in=members, status__in=IN_HAND)
    load = dict(carried.order_by().values_list("assignee_id").annotate(n=Count("pk")))
    return [Seat(member=one, load=load.get(one.pk, 0)) for one in members]


def _today(view: View) -> list[desk.Tile]:
    """The day so far, beside yesterday."""
    day = ledger.today()
    metrics = [metric_named(key) for key in TODAY]
    sheet = ledger.sheet(metrics, Period(day - timedelta(days=1), day), view.slice)
    return desk.tiles_of(metrics, sheet, Period(day, day))
