"""Real processes beside the tests: a command, its port, and whether it is ready."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 90


def free_port() -> int:
    """A port that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def database_url(name: str = "") -> str:
    """The address of the database that this test process uses, or of another beside it."""
    facts = connection.settings_dict
    login = quote(facts["USER"]) + (f":{quote(facts['PASSWORD'])}" if facts["PASSWORD"] else "")
    options = {"host": facts["HOST"]} | ({"port": facts["PORT"]} if facts["PORT"] else {})
    return f"postgresql://{login}@/{quote(name or facts['NAME'])}?{urlencode(options)}"


def pult(verb: str, *options: str, log: Path | None = None, **environment: str) -> "subprocess.Popen[bytes]":
    """Start `pult VERB` with the settings of an installation, on the database of the test run unless told otherwise."""
    given = {
        "DJANGO_SETTINGS_MODULE": "pult.config.settings",
        "DATABASE_URL": database_url(),
        "SECRET_KEY": settings.SECRET_KEY,
        "LOG_LEVEL": "WARNING",
    } | environment
    # An empty value stands for a variable that is not set.
    whole = {name: value for name, value in (os.environ | given).items() if value}
    with log.open("ab") if log else open(os.devnull, "wb") as out:  # noqa: PTH123 - no path of ours
        return subprocess.Popen(
            [sys.executable, "-m", "pult", verb, *options],
            cwd=ROOT,
            env=whole,
            stdout=out,
            stderr=subprocess.STDOUT,
        )


@contextmanager
def ending(process: "subprocess.Popen[bytes]") -> Iterator["subprocess.Popen[bytes]"]:
    """Use a process and end it afterwards."""
    try:
        yield process
    finally:
        process.terminate()
        process.wait(60)


def is_ready(port: int) -> bool:
    """Whether Pult on this port answers that it is ready."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as asked:
        try:
            asked.request("GET", "/ready")
            return asked.getresponse().status == 200
        except (OSError, HTTPException):
            return False


def wait_until_ready(process: "subprocess.Popen[bytes]", port: int, log: Path | None = None) -> None:
    """Wait until Pult on this port is ready; say why when it never is."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if is_ready(port):
            return
        time.sleep(0.1)
    process.kill()
    raise RuntimeError(f"Pult did not start:\n{log.read_text() if log and log.exists() else ''}")
