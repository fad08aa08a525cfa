"""What must be in order before this process may serve people."""

from dataclasses import dataclass
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

HEARTBEAT = "SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers"


@dataclass(frozen=True)
class State:
    """Whether the database answers and is up to date, and how long ago any worker gave a sign of life."""

    database: bool
    migrations: bool
    worker_seconds: float | None

    @property
    def is_ready(self) -> bool:
        """Whether requests can be answered. Without a worker they can: its jobs wait."""
        return self.database and self.migrations


def look() -> State:
    """The state of this installation now."""
    try:
        migrated = _is_migrated()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            heartbeat = _heartbeat() if migrated else None
    except (DatabaseError, _Behind) as error:
        return State(database=isinstance(error, _Behind), migrations=False, worker_seconds=None)
    return State(database=True, migrations=True, worker_seconds=heartbeat)


class _Behind(Exception):
    """Migrations are missing; an exception, so that only the good answer is remembered."""


@cache
def _is_migrated() -> bool:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise _Behind
    return True


def _heartbeat() -> float | None:
    with connection.cursor() as cursor:
        cursor.execute(HEARTBEAT)
        (seconds,) = cursor.fetchone()
    return None if seconds is None else round(float(seconds), 1)
