"""`/floor`, `/times` and `/service-levels`: the desk now, the time of its members, and how promises were kept."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from ninja import Query, Router, Schema

from pult.api.acting import REFUSALS, Listing, actor_of, listed, places, require
from pult.conversations.types import Priority
from pult.dashboards import queries
from pult.dashboards.queries import By
from pult.dashboards.types import Right
from pult.foundation.actors import Actor
from pult.inboxes.types import Channel
from pult.sla.queries import State
from pult.sla.types import Target
from pult.workforce.types import Presence

from .figures import Asked, Days, show_days, view_of

router = Router(tags=["figures"])


class QueueOut(Schema):
    """What waits in one department now; `late` and `soon` are promises, `oldest` is who has waited longest."""

    department_id: int | None
    name: str
    waiting: int
    unassigned: int
    late: int
    soon: int
    oldest: datetime | None


class SeatOut(Schema):
    """Somebody who is there, and how many conversations they have in hand of how many they take."""

    member_id: int
    name: str
    presence: Presence
    load: int
    capacity: int


class FloorOut(Schema):
    """The desk at this moment. Who is there is there for every inbox: `seats` is null where some were asked for."""

    at: datetime
    total: QueueOut
    queues: list[QueueOut]
    seats: list[SeatOut] | None


class TimeOut(Schema):
    """How long somebody was what, in seconds, and how often they did what, by the keys of figures.

    Times are null where an inbox or a brand was asked for: whoever is there is there for every inbox.
    """

    member_id: int
    name: str
    available: float | None
    away: float | None
    offline: float | None
    done: dict[str, int]


class TimesOut(Days):
    """Time and availability of everybody whose figures the caller may see."""

    members: list[TimeOut]


class Promised(Asked):
    """Which promises, and by what they are taken apart."""

    by: By = By.TARGET
    target: Target | None = None
    policy_id: int | None = None
    priority: Priority | None = None
    channel: Channel | None = None


class LevelOut(Schema):
    """Some queries. `key` is what they have in common; `low` and `high` hold the true share in 95 of 100.

    `median` and `p90` are parts of the promised time: 1.0 is all of it.
    """

    key: str
    name: str
    kept: int
    missed: int
    running: int
    paused: int
    share: float | None
    low: float | None
    high: float | None
    median: float | None
    p90: float | None


class LevelsOut(Days):
    """How promises were kept."""

    by: By
    total: LevelOut
    rows: list[LevelOut]


class PromiseOut(Schema):
    """One promise, its times in seconds of opening hours.

    `conversation_id` is null where the caller may not read the conversation.
    """

    id: int
    conversation_id: int | None
    target: Target
    policy_id: int | None
    started_at: datetime
    missed_at: datetime | None
    stopped_at: datetime | None
    promised: float
    counted: float
    late: float


def leader(request: HttpRequest) -> Actor:
    """The caller, if they may see more than their own figures."""
    actor = actor_of(request)
    if not (actor.has(Right.DEPARTMENT) or actor.has(Right.ALL)):
        raise PermissionDenied
    return actor


def show_queue(row: queries.Queue) -> QueueOut:
    """One department now."""
    return QueueOut(
        department_id=row.pk,
        name=row.name,
        waiting=row.waiting,
        unassigned=row.unassigned,
        late=row.late,
        soon=row.soon,
        oldest=row.oldest,
    )


@router.get("/floor", response={200: FloorOut, **REFUSALS}, summary="Read the desk at this moment")
def read_floor(
    request: HttpRequest,
    department_id: int | None = None,
    inbox_id: int | None = None,
    brand_id: int | None = None,
) -> FloorOut:
    """Who waits, what is late, who is there."""
    asked = Asked(department_id=department_id, inbox_id=inbox_id, brand_id=brand_id)
    shown = queries.floor(view_of(leader(request), asked))
    return FloorOut(
        at=shown.at,
        total=show_queue(shown.total),
        queues=[show_queue(row) for row in shown.queues],
        seats=None
        if shown.is_of_inboxes
        else [
            SeatOut(
                member_id=seat.member.pk,
                name=seat.member.name,
                presence=Presence(seat.member.presence),
                load=seat.load,
                capacity=seat.member.capacity,
            )
            for seat in shown.seats
        ],
    )


@router.get(
    "/times", response={200: TimesOut, **REFUSALS}, by_alias=True, summary="Read time and availability"
)
def read_times(request: HttpRequest, asked: Query[Asked]) -> TimesOut:
    """How long everybody was available, away and offline."""
    view = view_of(require(request, Right.OWN), asked)
    return TimesOut(
        **show_days(view),
        members=[
            TimeOut(
                member_id=row.pk,
                name=row.name,
                available=None if view.is_of_inboxes else row.total.available.total_seconds(),
                away=None if view.is_of_inboxes else row.total.away.total_seconds(),
                offline=None if view.is_of_inboxes else row.total.offline.total_seconds(),
                done=dict(row.done),
            )
            for row in queries.times(view).rows
        ],
    )


def promised(request: HttpRequest, asked: Promised) -> queries.Asked:
    """What was asked about promises; they belong to nobody alone."""
    view = view_of(leader(request), asked.model_copy(update={"member_id": None}))
    query = QueryDict(mutable=True)
    told: dict[str, Any] = asked.model_dump(include={"by", "target", "priority", "channel"}, mode="json")
    told["policy"] = asked.policy_id
    query.update({name: str(value) for name, value in told.items() if value is not None})
    return queries.asked_for(view, query)


def show_level(row: queries.Row) -> LevelOut:
    """One row of the report."""
    kept, share = row.kept, row.kept.share
    return LevelOut(
        key=row.key,
        name=row.name,
        kept=kept.kept,
        missed=kept.missed,
        running=kept.running,
        paused=kept.paused,
        share=share.value,
        low=share.interval.low if share.interval else None,
        high=share.interval.high if share.interval else None,
        median=kept.used(0.5),
        p90=kept.used(0.9),
    )


def show_promise(one: queries.Promise) -> PromiseOut:
    """One promise."""
    clock = one.late.clock
    return PromiseOut(
        id=clock.pk,
        conversation_id=one.number if one.conversation else None,
        target=Target(clock.target),
        policy_id=clock.policy_id,
        started_at=clock.started_at,
        missed_at=clock.missed_at,
        stopped_at=clock.stopped_at,
        promised=clock.within.total_seconds(),
        counted=one.late.counted.total_seconds(),
        late=one.late.late.total_seconds(),
    )


@router.get(
    "/service-levels",
    response={200: LevelsOut, **REFUSALS},
    by_alias=True,
    summary="Read how promises were kept",
)
def read_service_levels(request: HttpRequest, asked: Query[Promised]) -> LevelsOut:
    """Counts and shares, taken apart by what was asked for."""
    wanted = promised(request, asked)
    total, rows = queries.rows_of(wanted)
    return LevelsOut(
        **show_days(wanted.view),
        by=wanted.by,
        total=show_level(total),
        rows=[show_level(row) for row in rows],
    )


@router.get(
    "/service-levels/{state}",
    response={200: Listing[PromiseOut], **REFUSALS},
    summary="List the promises behind a number",
)
def list_promises(
    request: HttpRequest, state: State, asked: Query[Promised], cursor: str | None = None, limit: int = 50
) -> HttpResponse:
    """Those that were kept or missed in these days, or that run or stand still now; the newest first."""
    rows, page = queries.behind(state, promised(request, asked), actor_of(request), **places(cursor, limit))
    return listed([show_promise(row).model_dump() for row in rows], page)
