"""The Pult under measurement: its folder, its processes, its size."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import psycopg

from pult.foundation.database.embedded import EmbeddedPostgres

from .dataset import sized

ARTICLES = 400
SETTLED_WITHIN_SECONDS = 900
LEFT_TO_DO = """
    SELECT 1 FROM procrastinate_jobs
    WHERE status = 'doing' OR (status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now()))
    UNION ALL SELECT 1 FROM events_eventwaiting LIMIT 1
"""
READY_WITHIN_SECONDS = 90


@dataclass
class Desk:
    """One installation with the data set in it."""

    folder: Path
    port: int
    web_processes: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def env(self) -> dict[str, str]:
        """The environment of its processes."""
        return {
            **os.environ,
            "PULT_DATA": str(self.folder),
            "PORT": str(self.port),
            "SMTP_PORT": str(self.port + 1),
            "WEB_PROCESSES": str(self.web_processes),
            "LOG_LEVEL": "WARNING",
            "DJANGO_SETTINGS_MODULE": "pult.config.settings",
        }

    @property
    def postgres(self) -> EmbeddedPostgres:
        """Its database."""
        return EmbeddedPostgres(self.folder / "postgres")

    def load(self, data: Path, conversations: int) -> dict[str, str]:
        """Fill it once; gives back what the loader prints: a session, a token, a deep cursor."""
        told = self.folder / "loaded"
        if not told.exists():
            print(f"· Loading {conversations:,} conversations")
            self.folder.mkdir(parents=True, exist_ok=True)
            self.postgres.start()
            subprocess.run([sys.executable, "-m", "django", "migrate", "-v", "0"], env=self.env, check=True)
            done = subprocess.run(
                [sys.executable, "-m", "bench.load", str(sized(data, conversations)), str(conversations)],
                env=self.env, check=True, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
            self.postgres.stop()
            told.write_text(done.stdout)
        return dict(line.split("=", 1) for line in told.read_text().splitlines() if "=" in line)

    def articles(self) -> list[str]:
        """The addresses of the help centre's articles; written when there are none."""
        done = subprocess.run(
            [sys.executable, "-m", "bench.fill_centre", str(ARTICLES)],
            env=self.env, check=True, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        return done.stdout.split()

    def start(self) -> float:
        """Start it and wait until it answers; gives back how long that took."""
        began = time.perf_counter()
        command = [str(Path(sys.executable).with_name("pult")), "up"]
        self.process = subprocess.Popen(
            command, env=self.env, stdout=subprocess.DEVNULL, start_new_session=True
        )
        while time.perf_counter() - began < READY_WITHIN_SECONDS:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/ready", timeout=2) as answer:
                    if answer.status == 200:
                        return time.perf_counter() - began
            except OSError:
                time.sleep(0.05)
        self.stop()
        sys.exit("Pult did not become ready.")

    def stop(self) -> None:
        """Stop it as an operator would."""
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(60)
            self.process = None

    def connect(self) -> "psycopg.Connection[tuple[object, ...]]":
        """A connection to its database."""
        return psycopg.connect(self.postgres.url(), autocommit=True)

    def settle(self) -> None:
        """Wait until the worker has done what the writes left to it."""
        deadline = time.perf_counter() + SETTLED_WITHIN_SECONDS
        with self.connect() as connection:
            while time.perf_counter() < deadline:
                if not connection.execute(LEFT_TO_DO).fetchone():
                    break
                time.sleep(0.5)
        time.sleep(1)

    def memory(self) -> float:
        """Proportional set size of Pult's own processes in MiB, without PostgreSQL."""
        assert self.process is not None
        return sum(pss(pid) for pid in family(self.process.pid)) / 1024

    def disk(self) -> float:
        """The size of the database in MB."""
        with self.connect() as connection:
            row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        return float(str(row[0])) / 1e6 if row else 0.0


def family(pid: int) -> list[int]:
    """A process and those that descend from it, PostgreSQL left out."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, rest = stat.read_text().split("(", 1)[1].rsplit(")", 1)
        except OSError:
            continue
        if not name.startswith("postgres"):
            parents.setdefault(int(rest.split()[1]), []).append(int(stat.parent.name))
    found, waiting = [], [pid]
    while waiting:
        found.append(waiting.pop())
        waiting += parents.get(found[-1], [])
    return found


def pss(pid: int) -> int:
    """Proportional set size in KiB."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
