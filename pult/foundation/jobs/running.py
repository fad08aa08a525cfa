"""Running what waits, here and now: for tests, seeding and commands that end."""

import json
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app

NEXT = """
    SELECT id, task_name, args FROM procrastinate_jobs
    WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= clock_timestamp())
    ORDER BY priority DESC, id LIMIT 1
"""
DONE = "UPDATE procrastinate_jobs SET status = 'succeeded', attempts = attempts + 1 WHERE id = %s"


def run_pending(*, at_most: int = 100_000) -> int:
    """Run every job that is due, in order, in this process. Returns how many ran; an error stops it."""
    for count in range(at_most):
        found = _next()
        if found is None:
            return count
        job_id, name, arguments = found
        app.tasks[name].func(**arguments)
        with connection.cursor() as cursor:
            cursor.execute(DONE, [job_id])
    return at_most


def _next() -> tuple[int, str, dict[str, Any]] | None:
    with connection.cursor() as cursor:
        cursor.execute(NEXT)
        row = cursor.fetchone()
    if row is None:
        return None
    return row[0], row[1], json.loads(row[2]) if isinstance(row[2], str) else row[2]
