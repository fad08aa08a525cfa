"""One command starts, watches and ends everything; nothing is left running, whatever happens."""

import fcntl
import os
import shutil
import signal
import smtplib
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from pult.foundation.database.embedded import EmbeddedPostgres
from tests import template
from tests.processes import free_port, is_ready, pult, wait_until_ready

pytestmark = pytest.mark.slow
UPLOAD = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # of "abc"
# The first start makes the database and migrates it, beside others that do the same.
PATIENCE_SECONDS = 180
OWN_DATABASE = {"DATABASE_URL": "", "SECRET_KEY": ""}


class Installation:
    """A data folder of its own, with its own private PostgreSQL."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port, self.smtp_port = free_port(), free_port()
        self.log = folder / "log"

    def run(self, verb: str, *options: str, **environment: str) -> "subprocess.Popen[bytes]":
        ports = {"PORT": str(self.port), "SMTP_PORT": str(self.smtp_port)}
        return pult(
            verb, *options, log=self.log, PULT_DATA=str(self.folder), **(OWN_DATABASE | ports | environment)
        )

    def up(self) -> "subprocess.Popen[bytes]":
        process = self.run("up")
        wait_until_ready(process, self.port, self.log)
        until(lambda: "is ready" in self.said())
        return process

    def said(self) -> str:
        return self.log.read_text()

    def children(self, parent: int) -> list[int]:
        found = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=False
        )
        return [int(pid) for pid in found.stdout.split()]

    @property
    def postgres(self) -> EmbeddedPostgres:
        return EmbeddedPostgres(self.folder / "postgres")


@pytest.fixture(scope="session")
def started_once() -> Path:
    """A data folder in which Pult was started for the first time: by one process of the run, for all of them."""
    folder = Path(settings.DATA) / f"started-{template.digest()}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not folder.exists():
            half = folder.with_suffix(".half")
            shutil.rmtree(half, ignore_errors=True)
            half.mkdir()
            first = Installation(half)
            process = first.up()
            process.terminate()
            assert process.wait(PATIENCE_SECONDS) == 0
            half.rename(folder)
    return folder


@pytest.fixture(scope="module")
def installation(started_once: Path) -> Iterator[Installation]:
    # Not pytest's own folder: as root, PostgreSQL's user must pass through, and pytest shuts that one again and again.
    with tempfile.TemporaryDirectory(prefix="pult-") as folder:
        # Not `copytree`: some of the files belong to PostgreSQL's user, and must still.
        subprocess.run(["cp", "-a", f"{started_once}/.", folder], check=True)
        made = Installation(Path(folder))
        made.log.unlink()
        yield made
        made.postgres.stop()


@pytest.fixture
def other() -> Iterator[Installation]:
    """A second installation beside the first."""
    with tempfile.TemporaryDirectory(prefix="pult-") as folder:
        made = Installation(Path(folder))
        yield made
        made.postgres.stop()


@pytest.fixture(scope="module")
def furnished(installation: Installation) -> Installation:
    """The first one, with somebody and something in it."""
    assert installation.run("user", "create", "omar@kettle.example").wait(PATIENCE_SECONDS) == 0
    upload = installation.folder / "files" / UPLOAD[:2] / UPLOAD[2:4]
    upload.mkdir(parents=True)
    (upload / UPLOAD).write_bytes(b"abc")
    return installation


def until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline, "It did not happen in time."
        time.sleep(0.05)


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_it_starts_takes_mail_and_pages_and_leaves_nothing(installation: Installation, sign: signal.Signals):
    process = installation.up()
    children = installation.children(process.pid)
    with smtplib.SMTP("127.0.0.1", installation.smtp_port, timeout=20) as door:
        assert door.noop()[0] == 250
    second = installation.run("up")
    assert second.wait(PATIENCE_SECONDS) == 1
    assert (
        f"already runs in {installation.folder}: http://localhost:{installation.port}" in installation.said()
    )
    process.send_signal(sign)
    assert process.wait(PATIENCE_SECONDS) == 0
    assert len(children) == 2
    assert not [pid for pid in children if lives(pid)]
    assert not installation.postgres.is_running()


def test_a_process_that_falls_is_started_again(installation: Installation):
    process = installation.up()
    for victim in installation.children(process.pid):
        os.kill(victim, signal.SIGKILL)
    until(lambda: len(installation.children(process.pid)) == 2 and is_ready(installation.port))
    assert installation.said().count("ended (SIGKILL)") == 2
    process.terminate()
    assert process.wait(PATIENCE_SECONDS) == 0


def test_when_it_is_killed_its_children_end_and_the_next_start_takes_over(installation: Installation):
    process = installation.up()
    children = installation.children(process.pid)
    process.kill()
    process.wait()
    until(lambda: not [pid for pid in children if lives(pid)])
    again = installation.up()
    again.terminate()
    assert again.wait(PATIENCE_SECONDS) == 0
    assert not installation.postgres.is_running()


def test_a_port_that_is_taken_is_named(installation: Installation, other: Installation):
    process = installation.up()
    second = other.run("up", PORT=str(installation.port))
    assert second.wait(PATIENCE_SECONDS) == 1
    assert f"Port {installation.port} on 127.0.0.1 cannot be used" in other.said()
    third = other.run("up", SMTP_PORT=str(installation.smtp_port))
    assert third.wait(PATIENCE_SECONDS) == 1
    assert f"Port {installation.smtp_port} on 127.0.0.1 cannot be used for mail" in other.said()
    process.terminate()
    process.wait(PATIENCE_SECONDS)


def test_wrong_settings_are_told_together(other: Installation):
    assert other.run("up", PORT="many", WEB_PROCESSES="-1").wait(PATIENCE_SECONDS) == 1
    assert "PORT" in other.said()
    assert "WEB_PROCESSES" in other.said()


def test_a_backup_is_restored_elsewhere_and_holds_everything(
    furnished: Installation, other: Installation, tmp_path: Path
):
    file = tmp_path / "pult.tar"
    assert furnished.run("backup", str(file)).wait(PATIENCE_SECONDS) == 0, furnished.said()
    assert other.run("restore", str(file)).wait(PATIENCE_SECONDS) == 0, other.said()
    assert (other.folder / "files" / UPLOAD[:2] / UPLOAD[2:4] / UPLOAD).read_bytes() == b"abc"
    assert (other.folder / "secret_key").read_text() == (furnished.folder / "secret_key").read_text()
    with other.postgres.borrowed(), psycopg.connect(other.postgres.url()) as connection:
        people = connection.execute("SELECT email FROM accounts_person").fetchall()
    assert people == [("omar@kettle.example",)]
    (other.folder / "secret_key").write_text("its own")
    assert other.run("restore", str(file)).wait(PATIENCE_SECONDS) == 1
    assert "not empty" in other.said()
    assert (other.folder / "secret_key").read_text() == "its own"


@pytest.mark.parametrize("part", ["database.dump", "secret_key", "manifest.json", "files"])
def test_a_damaged_backup_is_refused(furnished: Installation, other: Installation, tmp_path: Path, part: str):
    file = tmp_path / "pult.tar"
    assert furnished.run("backup", str(file)).wait(PATIENCE_SECONDS) == 0, furnished.said()
    with tarfile.open(file) as archive:
        entry = next(entry for entry in archive if entry.name.startswith(part) and entry.isfile())
    content = bytearray(file.read_bytes())
    content[entry.offset_data + entry.size // 2] ^= 0xFF
    file.write_bytes(content)
    assert other.run("restore", str(file)).wait(PATIENCE_SECONDS) == 1, other.said()
    assert "damaged" in other.said() or "cannot be read" in other.said()
