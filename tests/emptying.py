"""After a test with real commits: its rows are taken away, and only from the tables that hold any.

Django would make new files for hundreds of tables, lock out whoever reads meanwhile, and list every permission anew.
"""

from typing import Any

from django.core.management.commands import flush
from django.db import OperationalError, connection, transaction

# They follow from the code alone.
STAYS = {"django_content_type", "auth_permission", "django_migrations"}
ATTEMPTS = 5


def instead_of_flush() -> None:
    """Let Django's tests with real commits end this way."""
    flush.Command.handle = _handle  # type: ignore[method-assign]


def _handle(self: flush.Command, **options: Any) -> None:
    # A running Pult looks at its queues by the clock, perhaps just now: then once more.
    for _attempt in range(ATTEMPTS):
        try:
            _empty()
        except OperationalError as error:
            if "deadlock" not in str(error):
                raise
        else:
            return
    raise RuntimeError("The tables could not be emptied: somebody else held them every time.")


def _empty() -> None:
    tables = {*connection.introspection.django_table_names(only_existing=True, include_views=False)} - STAYS
    quoted = [connection.ops.quote_name(table) for table in sorted(tables)]
    with transaction.atomic(), connection.cursor() as cursor:
        # Who writes is waited for, and waits; who reads goes on.
        cursor.execute(f"LOCK TABLE {', '.join(quoted)} IN EXCLUSIVE MODE")
        questions = [f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in quoted]
        cursor.execute(" UNION ALL ".join(questions))
        filled = [table for (table,) in cursor.fetchall()]
        if not filled:
            return
        cursor.execute("SELECT current_setting('is_superuser')")
        if cursor.fetchone() == ("on",):
            # Rows that point at each other go without an order.
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("; ".join(f"DELETE FROM {table}" for table in filled))
        else:
            cursor.execute(f"TRUNCATE {', '.join(filled)} CASCADE")
