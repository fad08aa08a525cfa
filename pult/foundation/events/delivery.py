"""Writing facts down and seeing that everybody who asked hears of them."""

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from psycopg.types.json import Jsonb

from pult.foundation import jobs, live
from pult.foundation.database import kept
from pult.foundation.eventlog.models import EventDone, EventRecord

from .facts import Event, known_events
from .registry import Subscriber, subscriber, subscribers_of

KEEP_MARKS = timedelta(days=30)
CHANNEL = "pult_facts"  # as `WRITE` says
# The mark of a fact that all its subscribers have heard at once.
ALL = "*"
WRITE = """
    WITH written AS (
        INSERT INTO events_eventrecord (name, subject, by, at, data) VALUES (%s, %s, %s, %s, %s) RETURNING id, subject
    ), waiting AS (
        INSERT INTO events_eventwaiting (event_id, subject) SELECT id, subject FROM written WHERE %s::boolean
    )
    SELECT id, CASE WHEN %s::boolean THEN pg_notify('pult_facts', '') END,
           CASE WHEN %s::text <> '' THEN pg_notify(%s::text, %s::text) END
    FROM written
"""
# The same for several facts, numbered in their order.
WRITE_ALL = """
    WITH told AS (
        SELECT nextval(pg_get_serial_sequence('events_eventrecord', 'id')) AS id, fact.*
        FROM unnest(%s::text[], %s::text[], %s::text[], %s::timestamptz[], %s::jsonb[], %s::boolean[], %s::text[])
             WITH ORDINALITY AS fact (name, subject, by, at, data, waits, news, place)
    ), written AS (
        INSERT INTO events_eventrecord (id, name, subject, by, at, data)
        SELECT id, name, subject, by, at, data FROM told
    ), waiting AS (
        INSERT INTO events_eventwaiting (event_id, subject) SELECT id, subject FROM told WHERE waits
    )
    SELECT id, CASE WHEN waits THEN pg_notify('pult_facts', '') END,
           CASE WHEN news <> '' THEN pg_notify(%s::text, news) END
    FROM told ORDER BY place
"""
MARK = """
    INSERT INTO events_eventdone (event_id, subscriber)
    SELECT %s, %s WHERE NOT EXISTS (SELECT FROM events_eventdone WHERE event_id = %s AND subscriber = %s)
    ON CONFLICT DO NOTHING
"""


class Held:
    """Deliveries that wait in memory instead of in the queue, in the order of their facts."""

    def __init__(self, without: tuple[str, ...] = ()) -> None:
        self.waiting: deque[tuple[int, Event, Subscriber]] = deque()
        self.without = without

    def keep(self, event_id: int, event: Event) -> None:
        """Put the deliveries of one fact by, those left out excepted."""
        for to in subscribers_of(event.name):
            if not to.path.startswith(self.without):
                self.waiting.append((event_id, event, to))

    def release(self) -> None:
        """Deliver everything that waits, and what that causes in turn."""
        if connection.in_atomic_block:
            self._release_together()
        while self.waiting:
            event_id, event, to = self.waiting.popleft()
            _hand_over(event_id, event, to)

    def _release_together(self) -> None:
        """Inside one transaction effects and marks stand or fall together, so the marks are put at once at the end."""
        delivered: list[tuple[int, str]] = []
        while self.waiting:
            event_id, event, to = self.waiting.popleft()
            to.call(event)
            delivered.append((event_id, to.path))
        if delivered:
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO events_eventdone (event_id, subscriber)"
                    " SELECT * FROM unnest(%s::bigint[], %s::text[]) ON CONFLICT DO NOTHING",
                    [list(column) for column in zip(*delivered, strict=True)],
                )


_held: ContextVar[Held | None] = ContextVar("held", default=None)


@contextmanager
def held(*, without: tuple[str, ...] = ()) -> Iterator[Held]:
    """Keep deliveries of this process in memory until released; for seeding and imports that run in one go.

    Subscribers whose path begins with one of `without` are not told: the doors, when the past is written down.
    """
    box = Held(without)
    token = _held.set(box)
    try:
        yield box
        box.release()
    finally:
        _held.reset(token)


_noticed: ContextVar[list[Event] | None] = ContextVar("noticed", default=None)


@contextmanager
def noticed() -> Iterator[list[Event]]:
    """Also gather the facts that are announced meanwhile, for whoever has to know what exactly its acts have caused."""
    gathered: list[Event] = []
    token = _noticed.set(gathered)
    try:
        yield gathered
    finally:
        _noticed.reset(token)


def publish(event: Event) -> int:
    """Write the fact down and see that everybody who asked hears of it. Returns the number of the fact."""
    box = _held.get()
    if (gathered := _noticed.get()) is not None:
        gathered.append(event)
    if box is not None:
        event_id = _write(event, waits=False, news="")
        box.keep(event_id, event)
        return event_id
    return _write(event, waits=bool(subscribers_of(event.name)), news=live.to_send_along(event.topics))


def publish_all(events: Sequence[Event]) -> None:
    """Write facts that belong together down in their order, as `publish` does with each, in one walk."""
    if _held.get() is not None:
        for event in events:
            publish(event)
        return
    if not events:
        return
    if (gathered := _noticed.get()) is not None:
        gathered.extend(events)
    columns = zip(*(_told(event) for event in events), strict=True)
    kept.run(WRITE_ALL, [*(list(column) for column in columns), live.CHANNEL])


def _told(event: Event) -> tuple[Any, ...]:
    waits, news = bool(subscribers_of(event.name)), live.to_send_along(event.topics)
    return event.name, event.subject, event.by, event.at, Jsonb(event.as_json()), waits, news


def _write(event: Event, *, waits: bool, news: str) -> int:
    """The row, the row that waits, and the news, in one walk to the database."""
    told: list[Any] = [event.name, event.subject, event.by, event.at, Jsonb(event.as_json())]
    ((event_id, _rung, _told),) = kept.run(WRITE, [*told, waits, waits, news, live.CHANNEL, news])
    number: int = event_id
    return number


def queue_deliveries(event_id: int, name: str, subject: str) -> None:
    """One job for each who asked, one statement for each queue: each is told, and told again, apart from the others."""
    by_queue: dict[str, list[dict[str, Any]]] = {}
    for to in subscribers_of(name):
        by_queue.setdefault(to.queue, []).append({"event_id": event_id, "to": to.path})
    for queue, each in by_queue.items():
        jobs.defer_each(deliver, each, lock=subject, queue=queue)


@jobs.task(name="events.deliver")
def deliver(*, event_id: int, to: str) -> None:
    """Tell one subscriber of one fact."""
    found = subscriber(to)
    if found is None:
        return
    row = EventRecord.objects.get(pk=event_id)
    _hand_over(event_id, known_events()[row.name].from_json(row.data), found)


def replay(event_id: int) -> None:
    """Queue the fact again for everybody; those who have dealt with it stay as they are."""
    row = EventRecord.objects.get(pk=event_id)
    queue_deliveries(row.pk, row.name, row.subject)


def _hand_over(event_id: int, event: Event, to: Subscriber) -> None:
    with transaction.atomic():
        if _mark_done(event_id, to.path):
            to.call(event)


def _mark_done(event_id: int, path: str) -> bool:
    """Put the mark; false when it already stands, so that a repeat changes nothing."""
    with connection.cursor() as cursor:
        cursor.execute(MARK, [event_id, path, event_id, ALL])
        return bool(cursor.rowcount)


@jobs.periodic(cron="17 3 * * *")
@jobs.task(name="events.forget_marks", queueing_lock="events.forget_marks")
def forget_marks(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate passes the slot
    """Drop marks that are older than any repeat could be."""
    EventDone.objects.filter(done_at__lt=timezone.now() - KEEP_MARKS).delete()
