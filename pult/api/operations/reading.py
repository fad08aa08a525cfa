"""Reading the log of facts for webhooks.

Whoever announces a fact pays nothing: the log is read from where the last reading stopped, every second and only while
there is a webhook. Numbers of facts are given out before their transactions commit, so a lower one may appear after a
higher one. Reading therefore goes only as far as is settled: up to the highest number there is, once every transaction
that was writing facts at that moment has ended.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from pult.api.models import ReadPosition, Webhook, WebhookDelivery
from pult.api.payloads import Things, body_of
from pult.foundation.actors import Kind
from pult.foundation.eventlog.models import EventRecord

from .queueing import delivery, queue_lanes

AT_ONCE = 500
WRITERS = """
    SELECT virtualtransaction FROM pg_locks
    WHERE relation = 'events_eventrecord'::regclass AND mode = 'RowExclusiveLock' AND pid <> pg_backend_pid()
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
NEWEST = "SELECT coalesce(max(id), 0) FROM events_eventrecord"


@dataclass(frozen=True)
class Horizon:
    """A number up to which everything is settled once these transactions have ended."""

    event_id: int
    writers: frozenset[str]

    @classmethod
    def now(cls) -> "Horizon":
        """The highest number there is, and who is writing; in this order."""
        return cls(newest(), writers())

    @property
    def is_settled(self) -> bool:
        """Whether nothing can appear any more at or below the number."""
        return not (self.writers and self.writers & writers())


@dataclass(frozen=True)
class Listener:
    """A webhook as the reading needs it."""

    id: int
    facts: frozenset[str]
    departments: frozenset[int]
    since: int

    def wants(self, record: EventRecord) -> bool:
        """Whether this fact is for it."""
        if record.pk <= self.since or record.name not in self.facts:
            return False
        return not self.departments or record.data.get("department_id") in self.departments


def newest() -> int:
    """The highest number of a fact that can be seen."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST)
        number: int = cursor.fetchone()[0]
    return number


def writers() -> frozenset[str]:
    """The transactions that are writing facts."""
    with connection.cursor() as cursor:
        cursor.execute(WRITERS)
        return frozenset(row[0] for row in cursor.fetchall())


def read_log(*, up_to: int, at: datetime | None = None) -> int:
    """Queue what webhooks want of the facts up to a settled number. Returns how many messages that are."""
    at, count = at or timezone.now(), 0
    while True:
        queued, is_done = _read_some(up_to, at)
        count += queued
        if is_done:
            return count


@transaction.atomic
def _read_some(up_to: int, at: datetime) -> tuple[int, bool]:
    listeners = _listeners()
    place = ReadPosition.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=1).first()
    if place is None or not listeners:
        return 0, True
    since = max(place.event_id, min(each.since for each in listeners))
    names = sorted(frozenset().union(*(each.facts for each in listeners)))
    rows = EventRecord.objects.filter(pk__gt=since, pk__lte=up_to, name__in=names)
    records = list(rows.order_by("pk")[:AT_ONCE])
    made = _messages(records, listeners, at)
    WebhookDelivery.objects.bulk_create(made, ignore_conflicts=True)
    queue_lanes((each.webhook_id, each.lane) for each in made)
    is_done = len(records) < AT_ONCE
    reached = max(up_to, since) if is_done else records[-1].pk
    if reached != place.event_id:
        ReadPosition.objects.filter(pk=1).update(event_id=reached)
    return len(made), is_done


def _messages(
    records: Sequence[EventRecord], listeners: Sequence[Listener], at: datetime
) -> list[WebhookDelivery]:
    wanted = [
        (record, found)
        for record in records
        if not is_kept_in_the_house(record) and (found := [each for each in listeners if each.wants(record)])
    ]
    things = Things.of(record for record, _ in wanted)
    made = []
    for record, found in wanted:
        data = things.data_of(record)
        if data is not None:
            body = body_of(record.name, record.at, data)
            made += [
                delivery(
                    each.id, fact=record.name, subject=record.subject, body=body, at=at, event_id=record.pk
                )
                for each in found
            ]
    return made


def is_kept_in_the_house(record: EventRecord) -> bool:
    """What is kept apart, and what an import has brought in, is told to nobody."""
    return bool(record.data.get("is_apart")) or record.by.startswith(f"{Kind.SYSTEM}:")


def _listeners() -> list[Listener]:
    rows = Webhook.objects.active().prefetch_related("departments")
    return [
        Listener(
            id=row.pk,
            facts=frozenset(row.facts),
            departments=frozenset(one.pk for one in row.departments.all()),
            since=row.since_event,
        )
        for row in rows
    ]
