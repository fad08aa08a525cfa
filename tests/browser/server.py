"""A real Pult for the browser: web and worker processes on free ports, on the database of the test run."""

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from tests.processes import free_port, pult, wait_until_ready

IDLE_SECONDS = 30

# Upkeep comes round all the time; nobody waits for it.
UNFINISHED = """
    SELECT (SELECT count(*) FROM events_eventwaiting) + count(*) FROM procrastinate_jobs
    WHERE queue_name <> 'upkeep'
      AND (status = 'doing' OR (status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now())))
"""


@dataclass
class Server:
    """A running Pult: where its pages are, and where it takes mail in."""

    process: "subprocess.Popen[bytes]"
    url: str
    smtp_port: int
    log: Path
    begin: Callable[[], "subprocess.Popen[bytes]"]

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)


def start(folder: Path, **environment: str) -> Server:
    """Start `pult up` beside the tests and wait until it is ready."""
    port, smtp_port = free_port(), free_port()
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "server.log"
    log.unlink(missing_ok=True)

    def begin() -> "subprocess.Popen[bytes]":
        process = pult(
            "up", log=log, PULT_DATA=str(folder), PORT=str(port), SMTP_PORT=str(smtp_port), **environment
        )
        wait_until_ready(process, port, log)
        return process

    return Server(begin(), f"http://localhost:{port}", smtp_port, log, begin)


@contextmanager
def restart(server: Server) -> Iterator[None]:
    """Stop the server, let something happen meanwhile, and start it again where it was."""
    server.stop()
    try:
        yield
    finally:
        server.process = server.begin()


def wait_until_idle() -> int:
    """Wait until the worker has done everything that is due."""
    deadline = time.monotonic() + IDLE_SECONDS
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(UNFINISHED)
            if not cursor.fetchone()[0]:
                return 0
        time.sleep(0.02)
    raise RuntimeError("The worker did not finish its jobs in time.")


def forget_jobs() -> None:
    """Leave nothing for the next test: what waits is dropped, what runs is waited for."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM events_eventwaiting")
        cursor.execute("DELETE FROM procrastinate_periodic_defers")
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE status IN ('todo', 'failed') AND queue_name <> 'upkeep'"
        )
        cursor.execute("DELETE FROM pult_cache")
    wait_until_idle()
