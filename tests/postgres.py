"""The private PostgreSQL of the test run, shared by all its processes."""

import fcntl
from pathlib import Path

from pult.foundation.database.embedded import EmbeddedPostgres

# Tests may lose everything when the machine does; they need speed.
CARELESS = """
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 200
"""


def start(data: Path) -> EmbeddedPostgres:
    """Start it, unless another process of this run has."""
    data.mkdir(parents=True, exist_ok=True)
    server = EmbeddedPostgres(data / "postgres", configuration=CARELESS)
    with (data / "postgres.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        server.start()
    return server
