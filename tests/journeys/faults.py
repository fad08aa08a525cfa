"""Dying at a chosen step: a child process does some work and kills itself at its nth step, before or after it.

A step is a statement, a commit, a word to a mail server, a program that is run, or a file on its way to the disk. What
has happened by then is what a machine leaves behind that loses its power: what was committed, and nothing else.
"""

import os
import signal
import smtplib
import subprocess
import sys
import tarfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

DONE, WRONG = 0, 1
MORTAL = "mortal"
LOOKS = 3000
PLACES: tuple[tuple[Any, str], ...] = (
    (smtplib.SMTP, "putcmd"),
    (smtplib.SMTP, "data"),
    (subprocess, "run"),
    (subprocess.Popen, "communicate"),
    (tarfile.TarFile, "addfile"),
    (tarfile, "copyfileobj"),
    (os, "fsync"),
    (Path, "rename"),
)


class Steps:
    """Counts steps; the last one is not survived."""

    def __init__(self, last: int) -> None:
        self.last, self.count = last, 0

    def take(self) -> None:
        self.count += 1
        if self.count == self.last:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """One step before it, one after it: it has happened by then, and nobody knows."""

        def stepped(*args: Any, **kwargs: Any) -> Any:
            self.take()
            found = call(*args, **kwargs)
            self.take()
            return found

        return stepped


def dies_at(step: int, work: Callable[[], object]) -> bool:
    """Do it in a child that dies at this step. False when it was done before; what goes wrong in it fails here too."""
    connection.close()
    child = os.fork()
    if child == 0:
        _live_and_die(step, work)
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        _wait_for_locks()
        return True
    assert os.WEXITSTATUS(status) == DONE, "the work failed; what it said stands above"
    return False


def _wait_for_locks() -> None:
    """Whoever comes next finds no row held by the dead: the server has noticed, as before a worker looks again."""
    asked = (
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = %s AND datname = current_database()"
    )
    with connection.cursor() as cursor:
        for _look in range(LOOKS):
            cursor.execute(asked, [MORTAL])
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.01)
    raise AssertionError("The server still holds what the dead process held.")


def _live_and_die(step: int, work: Callable[[], object]) -> None:
    """Never returns: nothing of the parent's run is cleaned up here."""
    code = WRONG
    options: Any = connection.settings_dict["OPTIONS"]
    options["application_name"] = MORTAL
    try:
        with mortal(Steps(step)):
            work()
        code = DONE
    except BaseException:  # noqa: BLE001 - told to the parent by the exit code
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)


@contextmanager
def mortal(steps: Steps) -> Iterator[None]:
    """What is told above is a step; a program that is run can be left alone before, in the midst of it and after."""

    def execute(call: Callable[..., Any], *args: Any) -> Any:
        return steps.around(call)(*args)

    with ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        held: Any = connection
        patch.setattr(held, "_commit", steps.around(held._commit))
        for owner, name in PLACES:
            patch.setattr(owner, name, steps.around(getattr(owner, name)))
        stack.enter_context(connection.execute_wrapper(execute))
        yield
