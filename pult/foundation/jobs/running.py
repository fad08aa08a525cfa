"""Running what waits, here and now: for tests, seeding and commands that end."""

import json
from collections.abc import Callable
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app

NEXT = """
    SELECT id, task_name, args FROM procrastinate_jobs
    WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= clock_timestamp())
    ORDER BY priority DESC, id LIMIT 1
"""
DONE = "UPDATE procrastinate_jobs SET status = 'succeeded', attempts = attempts + 1 WHERE id = %s"


_before: list[Callable[[], int]] = []


def before_jobs(call: Callable[[], int]) -> None:
    """Let something be done before each job that runs here; it tells how much it did."""
    _before.append(call)


def run_pending(*, at_most: int = 100_000) -> int:
    """Do everything that is due, in order, in this process. Returns how many jobs and deliveries; an error stops it."""
    count = 0
    while count < at_most:
        count += sum(call() for call in _before)
        found = _next()
        if found is None:
            break
        count += 1
        job_id, name, arguments = found
        app.tasks[name].func(**arguments)
        with connection.cursor() as cursor:
            cursor.execute(DONE, [job_id])
    return count


def _next() -> tuple[int, str, dict[str, Any]] | None:
    with connection.cursor() as cursor:
        cursor.execute(NEXT)
        row = cursor.fetchone()
    if row is None:
        return None
    return row[0], row[1], json.loads(row[2]) if isinstance(row[2], str) else row[2]
