"""The database as migrations leave it, made once for these migrations; the databases of the tests are copies of it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.db import connection

from pult.foundation.database.migrating import apply_migrations
from tests import postgres

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "pult_tests_"
TURN = 4711
# What migrations call: packages, and the fields whose columns are made by hand.
CALLED = ["requirements-dev.lock", "pult/foundation/rights.py", "pult/foundation/text/fields.py"]


def use() -> None:
    """Let the test databases of this process be copies."""
    connection.settings_dict["TEST"] |= {"TEMPLATE": _template(), "MIGRATE": False}


def _template() -> str:
    """Its name; whoever comes first makes it, the others wait."""
    name = PREFIX + digest()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [TURN])
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        there = [one for (one,) in cursor.fetchall()]
        if name in there:
            return name
        for outdated in there:
            cursor.execute(f'DROP DATABASE "{outdated}" WITH (FORCE)')
        half = f"{PREFIX}half"
        cursor.execute(f'CREATE DATABASE "{half}"')
        with _connected_to(half):
            apply_migrations()
        cursor.execute(f'ALTER DATABASE "{half}" RENAME TO "{name}"')
    return name


def digest() -> str:
    """Of all that says what the database is like."""
    folders = [Path(app.path) / "migrations" for app in apps.get_app_configs()]
    files = [file for folder in folders for file in sorted(folder.glob("*.py"))]
    content = b"".join(file.read_bytes() for file in [*files, *(ROOT / name for name in CALLED)])
    return sha256(content).hexdigest()[:16]


@contextmanager
def _connected_to(database: str) -> Iterator[None]:
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = database
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def main() -> None:
    """Make it before anybody needs it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    if settings.EMBEDDED_DATABASE:
        postgres.start(Path(settings.DATA))
    try:
        _template()
    finally:
        postgres.stop()


if __name__ == "__main__":
    main()
