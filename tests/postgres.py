"""The private PostgreSQL of the test run, shared by all its processes."""

from contextlib import ExitStack
from pathlib import Path

from pult.foundation.database.embedded import EmbeddedPostgres

# Tests may lose everything when the machine does; they need speed.
CARELESS = """
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 200
"""


_held = ExitStack()


def start(data: Path) -> EmbeddedPostgres:
    """Have it running until `stop`; other runs and processes of this clone may use it at the same time."""
    server = EmbeddedPostgres(data / "postgres", configuration=CARELESS)
    _held.enter_context(server.borrowed())
    return server


def stop() -> None:
    """Give it back. Whoever is the last stops it."""
    _held.close()
