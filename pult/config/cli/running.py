"""One run in one data folder: the lock, and what a second start is told about the first."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pult.config.cli.words import Complaint
from pult.foundation.env import Env

PATIENCE_SECONDS = 20.0


@contextmanager
def only_one(env: Env) -> Iterator["Note"]:
    """Be the only one that runs in this data folder, or say where the other one is."""
    path = env.data / "pult.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as file:
        _take(file.fileno(), path)
        note = Note(path)
        note(env)
        try:
            yield note
        finally:
            path.write_text("")


class Note:
    """What a second start is told about the first."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self, env: Env) -> None:
        """Write down who runs and where."""
        self.path.write_text(
            json.dumps({"pid": os.getpid(), "address": env.address, "smtp_port": env.smtp_port})
        )


def _take(lock: int, path: Path) -> None:
    """Take the lock. Children of a run that was killed hold it for a moment longer; for those it is worth waiting."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            other = json.loads(path.read_text() or "{}")
            pid = other.get("pid")
            if (pid is None or _lives(pid)) or time.monotonic() > deadline:
                raise Complaint(
                    f"Pult already runs in {path.parent}: "
                    f"{other.get('address', 'starting')} (process {pid or 'unknown'})."
                ) from None
            time.sleep(0.2)
        else:
            return


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
