"""A real Pult for the browser: web and worker processes on free ports, on the database of the test run."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 90
IDLE_SECONDS = 30

# Upkeep comes round all the time; nobody waits for it.
UNFINISHED = """
    SELECT count(*) FROM procrastinate_jobs
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

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def database_url() -> str:
    """The address of the database that this test process uses."""
    facts = connection.settings_dict
    login = quote(facts["USER"]) + (f":{quote(facts['PASSWORD'])}" if facts["PASSWORD"] else "")
    options = {"host": facts["HOST"]} | ({"port": facts["PORT"]} if facts["PORT"] else {})
    return f"postgresql://{login}@/{quote(facts['NAME'])}?{urlencode(options)}"


def start(folder: Path, **environment: str) -> Server:
    """Start `pult up` beside the tests and wait until it is ready."""
    port, smtp_port = free_port(), free_port()
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "pult", "up"],
            cwd=ROOT,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=os.environ
            | {
                "PULT_DATA": str(folder),
                "DATABASE_URL": database_url(),
                "DJANGO_SETTINGS_MODULE": "pult.config.settings",
                "SECRET_KEY": settings.SECRET_KEY,
                "PORT": str(port),
                "SMTP_PORT": str(smtp_port),
                "LOG_LEVEL": "WARNING",
            }
            | environment,
        )
    server = Server(process, f"http://localhost:{port}", smtp_port, log)
    _wait_until_ready(server, port)
    return server


def _wait_until_ready(server: Server, port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            break
        with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as asked:
            try:
                asked.request("GET", "/ready")
                if asked.getresponse().status == 200:
                    return
            except OSError:
                pass
        time.sleep(0.1)
    server.process.kill()
    raise RuntimeError(f"Pult did not start for the browser tests:\n{server.log.read_text()}")


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
        cursor.execute("DELETE FROM procrastinate_periodic_defers")
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE status IN ('todo', 'failed') AND queue_name <> 'upkeep'"
        )
        cursor.execute("DELETE FROM pult_cache")
    wait_until_idle()
