"""Real workers: a dead one's job is done by another, a polite end waits for what has begun."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from pult.foundation import jobs
from pult.foundation.jobs.models import Failure
from tests.journeys import slow_jobs
from tests.processes import pult

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PATIENCE_SECONDS = 60
STANDS_BACK = """
import os
from pult.config.cli.work import AUTOGROUP, stand_back
def session(): return AUTOGROUP.read_text().strip() if AUTOGROUP.exists() else "none"
before = session()
stand_back(7)
print(os.nice(0), before, session(), sep="\\n")
"""

Worker = Callable[[], "subprocess.Popen[bytes]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Worker]:
    """Start a worker; whichever still lives in the end is killed."""
    started = []

    def work() -> "subprocess.Popen[bytes]":
        process = pult(
            "work",
            "--no-services",
            log=tmp_path / "log",
            PULT_DATA=str(tmp_path),
            DJANGO_SETTINGS_MODULE="tests.worker_settings",
        )
        started.append(process)
        return process

    yield work
    for process in started:
        process.kill()
        process.wait()
    with connection.cursor() as cursor:
        # Whoever was killed could not strike itself off.
        cursor.execute("DELETE FROM procrastinate_workers")


def until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline, "It did not happen in time."
        time.sleep(0.05)


def notes(folder: Path) -> list[str]:
    return (folder / "notes").read_text().splitlines() if (folder / "notes").exists() else []


def test_the_job_of_a_killed_worker_is_done_once_by_another(start: Worker, tmp_path: Path):
    first = start()
    jobs.defer(slow_jobs.wait, folder=str(tmp_path))
    until(lambda: notes(tmp_path))
    second = start()
    first.kill()
    first.wait()
    (tmp_path / "go").touch()
    until(lambda: len(notes(tmp_path)) == 3)
    assert notes(tmp_path) == [f"began {first.pid}", f"began {second.pid}", f"done {second.pid}"]
    until(lambda: not ProcrastinateJob.objects.filter(task_name="tests.wait").exists())


def test_a_polite_end_waits_for_the_job_that_has_begun(start: Worker, tmp_path: Path):
    worker = start()
    jobs.defer(slow_jobs.wait, folder=str(tmp_path))
    until(lambda: notes(tmp_path))
    worker.send_signal(signal.SIGTERM)
    (tmp_path / "go").touch()
    assert worker.wait(PATIENCE_SECONDS) == 0
    assert notes(tmp_path) == [f"began {worker.pid}", f"done {worker.pid}"]
    assert not ProcrastinateJob.objects.filter(task_name="tests.wait").exists()


def test_a_job_that_is_given_up_leaves_its_reason(start: Worker, tmp_path: Path):
    start()
    jobs.defer(slow_jobs.fail, folder="the corner")
    until(lambda: ProcrastinateJob.objects.filter(task_name="tests.fail", status="failed").exists())
    assert Failure.objects.get().summary == "RuntimeError: The kettle in the corner is dry"


def test_what_a_job_queues_belongs_to_its_transaction(start: Worker, tmp_path: Path):
    start()
    jobs.defer(slow_jobs.change_of_mind, folder=str(tmp_path))
    until(lambda: ProcrastinateJob.objects.filter(task_name="tests.change_of_mind", status="failed").exists())
    assert not ProcrastinateJob.objects.filter(task_name="tests.wait").exists()
    assert notes(tmp_path) == []


@pytest.mark.parametrize("leads", [True, False])
def test_a_worker_stands_back_and_so_does_the_session_that_it_leads(leads: bool):
    done = subprocess.run(
        [sys.executable, "-c", STANDS_BACK],
        start_new_session=leads,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    nice, before, after = done.stdout.splitlines()
    assert nice == "7"
    if before != "none":
        assert after.endswith(" nice 7") if leads else after == before
