"""Facts that wait to be heard: taken one by one, told to everybody who asked in one transaction.

A fact waits in the table until the transaction commits in which all its subscribers have dealt with it; so it is told
once, whatever dies meanwhile. Facts about one thing are told in their order, those about different things side by side.
When one subscriber fails, everything about that fact is undone and each gets a job of its own: those who can deal with
it do so, the other one is tried again later, and the jobs page shows it.
"""

import json
import logging
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from pult.foundation import jobs
from pult.foundation.database.kept import run

from .delivery import ALL, queue_deliveries
from .facts import known_events
from .registry import subscribers_of

log = logging.getLogger(__name__)

# What comes back after a crash of the machine is told again, for the waiting row comes back too: nobody need wait for
# the disk. A fact whose subject has jobs that wait or run goes behind them, so that the order is kept.
TAKE = """
    WITH first AS (
        SELECT event_id FROM events_eventwaiting AS next
        WHERE NOT EXISTS (
            SELECT FROM events_eventwaiting AS earlier
            WHERE earlier.subject = next.subject AND earlier.event_id < next.event_id
        )
        ORDER BY event_id LIMIT 1 FOR UPDATE SKIP LOCKED
    ), taken AS (
        DELETE FROM events_eventwaiting USING first WHERE events_eventwaiting.event_id = first.event_id
        RETURNING events_eventwaiting.event_id
    ), marked AS (
        INSERT INTO events_eventdone (event_id, subscriber) SELECT event_id, %s::text FROM taken ON CONFLICT DO NOTHING
    )
    SELECT record.id, record.name, record.subject, record.data, set_config('synchronous_commit', 'off', true),
           EXISTS (
               SELECT FROM procrastinate_jobs AS job
               WHERE job.lock = record.subject AND job.task_name = 'events.deliver' AND job.status IN ('todo', 'doing')
           )
    FROM taken JOIN events_eventrecord AS record ON record.id = taken.event_id
"""
LEAVE = """
    WITH left_over AS (DELETE FROM events_eventwaiting WHERE event_id = %s RETURNING event_id)
    SELECT record.name, record.subject FROM left_over JOIN events_eventrecord AS record ON record.id = event_id
"""
WAITING = """
    SELECT count(*), coalesce(extract(epoch FROM now() - min(record.recorded_at)), 0)
    FROM events_eventwaiting JOIN events_eventrecord AS record ON record.id = event_id
"""


@dataclass(frozen=True)
class Waiting:
    """How many facts nobody has heard of yet, and for how long the oldest has waited."""

    facts: int
    seconds: float


@dataclass(frozen=True)
class Taken:
    """One fact that is being told."""

    id: int
    name: str
    subject: str
    data: dict[str, Any]
    goes_behind_jobs: bool


class _Deaf(Exception):
    """A subscriber failed to deal with a fact."""

    def __init__(self, event_id: int) -> None:
        super().__init__(event_id)
        self.event_id = event_id


def waiting() -> Waiting:
    """What waits now."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        facts, seconds = cursor.fetchone()
    return Waiting(facts, float(seconds))


def tell_all() -> int:
    """Tell facts until none is left that nobody else is telling. Returns how many."""
    count = 0
    while tell_next():
        count += 1
    return count


def tell_next() -> bool:
    """Tell the oldest fact that may be told now; false when there is none."""
    try:
        with transaction.atomic():
            taken = _take()
            if taken is None:
                return False
            _tell(taken)
    except _Deaf as failed:
        log.warning(
            "Fact %s goes to jobs, one for each who asked", failed.event_id, exc_info=failed.__cause__
        )
        _leave_to_jobs(failed.event_id)
    return True


def _take() -> Taken | None:
    rows = run(TAKE, [ALL])
    if not rows:
        return None
    event_id, name, subject, data, _off, goes_behind_jobs = rows[0]
    return Taken(event_id, name, subject, json.loads(data), goes_behind_jobs)


def _tell(taken: Taken) -> None:
    if taken.goes_behind_jobs:
        _unmark(taken.id)
        queue_deliveries(taken.id, taken.name, taken.subject)
        return
    try:
        event = known_events()[taken.name].from_json(taken.data)
        for to in subscribers_of(taken.name):
            to.call(event)
    except Exception as error:
        raise _Deaf(taken.id) from error


def _unmark(event_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM events_eventdone WHERE event_id = %s AND subscriber = %s", [event_id, ALL]
        )


@transaction.atomic
def _leave_to_jobs(event_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(LEAVE, [event_id])
        row = cursor.fetchone()
    if row is not None:
        name, subject = row
        queue_deliveries(event_id, name, subject)


jobs.before_jobs(tell_all)
