"""`pult migrate`: bring the database and the static files up to this release."""

import argparse
import fcntl
import hashlib
from pathlib import Path

import pult
from pult.config.cli.setting_up import database, django_up, environment
from pult.config.cli.words import Complaint, say
from pult.foundation.env import Env

OLDEST_POSTGRESQL = 15
PACKAGE = Path(pult.__file__).parent
MIGRATIONS = "migrations/*.py"
STATIC_FILES = "static/**/*"


def run(arguments: list[str]) -> int:
    """Apply the migrations that are missing; many may call this at once."""
    argparse.ArgumentParser(
        prog="pult migrate",
        description="Bring the database up to this release. Safe to call anywhere, any time.",
    ).parse_args(arguments)
    env = environment()
    with database(env):
        django_up()
        migrate(env)
        collect_static_files(env)
    say("The database is up to date.")
    return 0


def is_prepared(env: Env) -> bool:
    """Whether this release has prepared this data folder's own database before."""
    return env.database_url is None and _stamp(env, "database").read() == _fingerprint(MIGRATIONS)


def migrate(env: Env) -> None:
    """Apply the migrations under a lock that every process of the installation shares. Django must be up."""
    from django.db import OperationalError, connection

    from pult.accounts.operations import renew_built_in_roles
    from pult.foundation.database.locks import session_lock
    from pult.foundation.database.migrating import apply_migrations
    from pult.hiring.operations import renew_bank, renew_tasks
    from pult.knowledge.operations import renew_concepts
    from pult.scorecards.operations import renew_scorecards
    from pult.skills.operations import renew_catalogue

    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise Complaint(
            f"The database does not answer: {str(error).strip()}. Is DATABASE_URL right?"
        ) from error
    major = connection.connection.info.server_version // 10_000
    if major < OLDEST_POSTGRESQL:
        raise Complaint(
            f"Pult needs PostgreSQL {OLDEST_POSTGRESQL} or newer; DATABASE_URL points to version {major}."
        )
    with session_lock("migrate"):
        apply_migrations()
        renew_built_in_roles()
        renew_catalogue()
        renew_scorecards()
        renew_bank()
        renew_tasks()
        renew_concepts()
    connection.close()
    _stamp(env, "database").write(_fingerprint(MIGRATIONS))


def are_static_files_collected(env: Env) -> bool:
    """Whether those in the data folder are this release's."""
    return _stamp(env, "static").read() == _fingerprint(STATIC_FILES)


def collect_static_files(env: Env) -> None:
    """Copy, name by content and compress the static files when this release's differ from those there."""
    from django.core.management import call_command

    env.data.mkdir(parents=True, exist_ok=True)
    with (env.data / "static.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not are_static_files_collected(env):
            (env.data / "static").mkdir(exist_ok=True)
            call_command("collectstatic", interactive=False, verbosity=0)
            _stamp(env, "static").write(_fingerprint(STATIC_FILES))


def forget_stamps(env: Env) -> None:
    """Nothing is known about the state of this data folder any longer."""
    for name in ("database", "static"):
        _stamp(env, name).path.unlink(missing_ok=True)


class _Stamp:
    """A line in the data folder that says what was done last."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> str:
        return self.path.read_text() if self.path.exists() else ""

    def write(self, value: str) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(value)


def _stamp(env: Env, name: str) -> _Stamp:
    return _Stamp(env.data / f"{name}.prepared")


def _fingerprint(pattern: str) -> str:
    """What would change when the files of this release, or the packages beneath, do."""
    digest = hashlib.sha256(f"{pult.__version__} {PACKAGE}".encode())
    for path in sorted(PACKAGE.rglob(pattern)):
        facts = path.stat()
        digest.update(f"{path.relative_to(PACKAGE)} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    for path in sorted(PACKAGE.parent.glob("*.dist-info")):
        digest.update(path.name.encode())
    return digest.hexdigest()
