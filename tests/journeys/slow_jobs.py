"""Jobs that wait for a sign from the test, so that a worker can be killed in the middle of one."""

import os
import time
from pathlib import Path

from django.db import transaction

from pult.foundation import jobs

PATIENCE_SECONDS = 60


@jobs.task("tests.wait")
def wait(*, folder: str) -> None:
    """Write down who began, wait for the file `go`, write down who ended."""
    note(Path(folder), "began")
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (Path(folder) / "go").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    note(Path(folder), "done")


@jobs.task("tests.fail", max_attempts=1)
def fail(*, folder: str) -> None:
    """Never succeed."""
    raise RuntimeError(f"The kettle in {folder} is dry")


@jobs.task("tests.change_of_mind", max_attempts=1)
def change_of_mind(*, folder: str) -> None:
    """Queue another job, and fail before the transaction is done."""
    with transaction.atomic():
        jobs.defer(wait, folder=folder)
        raise RuntimeError("Never mind")


def note(folder: Path, what: str) -> None:
    with (folder / "notes").open("a") as file:
        file.write(f"{what} {os.getpid()}\n")
