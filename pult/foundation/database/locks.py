"""Advisory locks that every process of an installation shares."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def session_lock(name: str) -> Iterator[None]:
    """Wait for the lock of this name, hold it on this connection, give it back."""
    key = zlib.crc32(name.encode())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [key])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


def transaction_lock(name: str) -> None:
    """Wait for the lock of this name and hold it until the running transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [zlib.crc32(name.encode())])


def try_session_lock(name: str) -> bool:
    """Take the lock of this name for as long as this connection lives, unless somebody has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [zlib.crc32(name.encode())])
        return bool(cursor.fetchone()[0])


def give_session_lock_back(name: str) -> None:
    """Let others have the lock that was taken on this connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [zlib.crc32(name.encode())])
