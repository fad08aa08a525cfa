"""What there is to know about the queue."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from pult.foundation.web.paging import Page, keyset_page

from .models import Failure

COUNTS = """
    SELECT count(*) FILTER (WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now())),
           count(*) FILTER (WHERE status = 'todo' AND scheduled_at > now()),
           count(*) FILTER (WHERE status = 'doing'),
           count(*) FILTER (WHERE status = 'failed')
    FROM procrastinate_jobs WHERE status IN ('todo', 'doing', 'failed')
"""
WORKERS = "SELECT id, last_heartbeat FROM procrastinate_workers ORDER BY id"


@dataclass(frozen=True, kw_only=True)
class Queue:
    """How the queue stands."""

    waiting: int
    later: int
    running: int
    failed: int
    workers: list[tuple[int, datetime]]


@dataclass(frozen=True, kw_only=True)
class Failed:
    """One failed job as a page shows it."""

    id: int
    name: str
    arguments: dict[str, Any]
    attempts: int
    failure: Failure | None


def queue() -> Queue:
    """Jobs by state, and the workers with their last sign of life."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS)
        waiting, later, running, failed = cursor.fetchone()
        cursor.execute(WORKERS)
        workers = cursor.fetchall()
    return Queue(waiting=waiting, later=later, running=running, failed=failed, workers=workers)


def failed_jobs(
    *, after: str | None = None, before: str | None = None, size: int = 25
) -> tuple[list[Failed], Page[Any]]:
    """A page of failed jobs, newest first, with the reason of each."""
    jobs = ProcrastinateJob.objects.filter(status="failed")
    page = keyset_page(jobs, ["-id"], after=after, before=before, size=size)
    reasons = Failure.objects.in_bulk([job.pk for job in page.rows])
    rows = [
        Failed(
            id=job.pk,
            name=job.task_name,
            arguments=job.args,
            attempts=job.attempts,
            failure=reasons.get(job.pk),
        )
        for job in page.rows
    ]
    return rows, page
