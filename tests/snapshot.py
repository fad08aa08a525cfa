"""The cast is hired once in a run; every other test finds the rows of that day put back as they were."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import connection

TABLES = """
    SELECT c.oid::regclass::text FROM pg_class c
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname <> ALL(%s)
"""
# The database writes the events of jobs by itself.
LEFT_OUT = ["procrastinate_events", "django_migrations"]
# Every verb leaves its fact here: as long as there are as many, nothing has happened.
FACTS = "events_eventrecord"

Made = TypeVar("Made")


@dataclass
class Kept(Generic[Made]):
    """What was there before, the rows that came, and what was made of them."""

    before: dict[str, int]
    rows: dict[str, bytes]
    made: Made


class Snapshot(Generic[Made]):
    """Something that is made by a test's own verbs once, and with all its rows again whenever a test asks for it.

    Rows are put back only where the database holds what it held then, and by whoever may tell its triggers that
    nothing happens there; otherwise everything is made anew.
    """

    def __init__(self, make: Callable[[], Made]) -> None:
        self.make = make
        self.kept: list[Kept[Made]] = []

    def take(self) -> Made:
        """The thing, in this test's database."""
        if not connection.in_atomic_block:  # a test with real commits: what follows a commit must follow
            return self.make()
        if is_superuser():
            # A test with real commits also takes away what migrations wrote: from then on it is another database.
            for one in reversed(self.kept):
                if counts(one.before) == one.before:
                    put_back(one.rows)
                    return deepcopy(one.made)
        return self._make_and_keep()

    def _make_and_keep(self) -> Made:
        every = tables()
        before = counts(every)
        made = self.make()
        after = counts(every)
        grown = [table for table in every if after[table] != before[table]]
        if any(before[table] for table in grown):  # rows of others among them: not ours to keep
            return made
        there = {table: before[table] for table in every if before[table] or table in grown}
        self.kept.append(Kept(there, {table: rows_of(table) for table in grown}, deepcopy(made)))
        return made


def put_back(kept: dict[str, bytes]) -> None:
    """Rows of tables as they were copied."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, rows in kept.items():
            with cursor.copy(f"COPY {table} FROM STDIN") as place:
                place.write(rows)
        cursor.execute("SET LOCAL session_replication_role = origin")


def tables() -> list[str]:
    """Every table whose rows tests make."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES, [LEFT_OUT])
        return [name for (name,) in cursor.fetchall()]


def counts(tables: "list[str] | dict[str, int]") -> dict[str, int]:
    """How many rows these tables hold."""
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in tables))
        return dict(cursor.fetchall())


def rows_of(table: str) -> bytes:
    """What this table holds, as the database writes it down."""
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} TO STDOUT") as rows:
        return b"".join(bytes(row) for row in rows)


def is_superuser() -> bool:
    """Whether triggers may be told that nothing happens."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser') = 'on'")
        return bool(cursor.fetchone()[0])
