"""`pult backup` and `pult restore`: one file with data, uploads and the signing key; restored and verified."""

import argparse
import hashlib
import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import pult
from pult.config.cli.migrate import forget_stamps, migrate
from pult.config.cli.running import only_one
from pult.config.cli.setting_up import database, django_up, environment
from pult.config.cli.words import Complaint, say
from pult.foundation.database.embedded import EmbeddedPostgres, PostgresFailed, binaries
from pult.foundation.env import Env

FORMAT = 1
DUMP, MANIFEST, KEY, FILES = "database.dump", "manifest.json", "secret_key", "files/"
NOWHERE = Path(os.devnull)
TABLES = """
    SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition
    AND relnamespace = 'public'::regnamespace ORDER BY 1
"""


def backup(arguments: list[str]) -> int:
    """Write everything into one file. Pult may run meanwhile."""
    parser = argparse.ArgumentParser(prog="pult backup", description="Write data and uploads into one file.")
    parser.add_argument("file", type=Path)
    options = parser.parse_args(arguments)
    env = environment()
    with database(env), _appearing(options.file) as unfinished:
        manifest = _write(env, unfinished)
    say(f"{options.file}: {_told(manifest)}.")
    return 0


def restore(arguments: list[str]) -> int:
    """Put such a file into an empty installation, and count everything again."""
    parser = argparse.ArgumentParser(
        prog="pult restore", description="Restore a backup into an empty installation."
    )
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--verify", action="store_true", help="only read the file through; nothing is restored"
    )
    options = parser.parse_args(arguments)
    env = environment()
    if options.verify:
        return _verify(options.file)
    with only_one(env), tempfile.TemporaryDirectory() as scratch, database(env):
        _must_be_empty(env)
        manifest = _unpack(options.file, Path(scratch), env)
        say("Restoring the database")
        _run("pg_restore", "--no-owner", "--no-acl", "--exit-on-error", "--single-transaction",
             "-d", _url(env), str(Path(scratch) / DUMP))  # fmt: skip
        _must_equal(_count(env), manifest["rows"])
        forget_stamps(env)
        django_up()
        migrate(env)
    say(f"Restored and verified: {_told(manifest)}.")
    return 0


def _verify(file: Path) -> int:
    """Every byte against its digest, and whether PostgreSQL can read its part. Needs no database."""
    with tempfile.TemporaryDirectory() as scratch:
        manifest = _unpack(file, Path(scratch), None)
        _run("pg_restore", "-f", str(NOWHERE), str(Path(scratch) / DUMP))
    say(f"{file} is whole: {_told(manifest)}.")
    return 0


def _told(manifest: dict[str, Any]) -> str:
    return f"{sum(manifest['rows'].values())} rows, {manifest['uploads']} uploads"


@contextmanager
def _appearing(file: Path) -> Iterator[Path]:
    """A file that is there whole or not at all, whatever ends the run; until then the one before it stays."""
    from pult.foundation.files.stores import settle

    unfinished = file.with_name(file.name + ".unfinished")
    try:
        _begin(unfinished)
        yield unfinished
        with unfinished.open("rb") as written:
            os.fsync(written.fileno())
        unfinished.rename(file)
        settle(file.parent)
    except OSError as error:
        raise Complaint(f"{file} was not written: {error}.") from error
    finally:
        unfinished.unlink(missing_ok=True)


def _begin(path: Path) -> None:
    """An empty file for nobody else's eyes. A run that died may have left one, and its child may still write there."""
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)


def _write(env: Env, file: Path) -> dict[str, Any]:
    # Beside the file: there is room for it, and what a run that died leaves is found and written over by the next.
    dump = file.with_name(f"{file.name}.{DUMP}")
    try:
        _begin(dump)
        say("Writing the database")
        # The rows first, the uploads after: an upload is stored before its row and never changed, so none can miss.
        counts = _dump(env, dump)
        with tarfile.open(file, "w") as archive:
            digest = _add_file(archive, DUMP, dump)
            uploads = _add_uploads(archive, env)
            key = _add_key(archive, env)
            manifest = {
                "format": FORMAT, "version": pult.__version__, "at": datetime.now(UTC).isoformat(timespec="seconds"),
                "dump_sha256": digest, "key_sha256": key, "rows": counts, "uploads": uploads,
            }  # fmt: skip
            _add_bytes(archive, MANIFEST, json.dumps(manifest, indent=1).encode())
    finally:
        dump.unlink(missing_ok=True)
    return manifest


def _url(env: Env) -> str:
    return (
        env.database_url.get_secret_value()
        if env.database_url
        else EmbeddedPostgres(env.data / "postgres").url()
    )


def _program(name: str) -> str:
    """Ours first: it is new enough for any server."""
    try:
        return str(binaries() / name)
    except PostgresFailed:
        found = shutil.which(name)
    if found is None:
        raise Complaint(f"This needs PostgreSQL's {name}. Install the PostgreSQL client programs.")
    return found


def _run(name: str, *arguments: str) -> str:
    done = subprocess.run([_program(name), *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Complaint(f"{name} failed: {done.stderr.strip()[-2000:]}")
    return done.stdout


def _dump(env: Env, to: Path) -> dict[str, int]:
    """Dump and count in one snapshot, so that both tell of the same moment."""
    import psycopg

    with psycopg.connect(_url(env)) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        snapshot = connection.execute("SELECT pg_export_snapshot()").fetchone()
        _run("pg_dump", "-Fc", "--no-owner", "--no-acl", f"--snapshot={snapshot[0] if snapshot else ''}",
             "-f", str(to), "-d", _url(env))  # fmt: skip
        return _counts(connection)


def _count(env: Env) -> dict[str, int]:
    import psycopg

    with psycopg.connect(_url(env)) as connection:
        return _counts(connection)


def _counts(connection: Any) -> dict[str, int]:
    from psycopg import sql

    counts = {}
    for (name,) in connection.execute(TABLES).fetchall():
        question = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))
        counts[name] = connection.execute(question).fetchone()[0]
    return counts


def _must_be_empty(env: Env) -> None:
    if _count(env):
        raise Complaint(
            "The database is not empty; nothing was restored. Restore into a new data folder (PULT_DATA) "
            "or an empty database (DATABASE_URL)."
        )


def _must_equal(now: dict[str, int], then: dict[str, int]) -> None:
    wrong = [name for name in then if now.get(name) != then[name]]
    if wrong:
        raise Complaint(f"After restoring, these tables do not hold what was backed up: {', '.join(wrong)}.")


def _add_file(archive: tarfile.TarFile, name: str, path: Path) -> str:
    archive.add(path, name, recursive=False)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    archive.addfile(entry, io.BytesIO(content))


def _add_uploads(archive: tarfile.TarFile, env: Env) -> int:
    if env.storage_url:
        say("Uploads lie in the object store (STORAGE_URL) and are not in this file; back that up too.")
        return 0
    paths = sorted(path for path in (env.data / "files").rglob("*") if path.is_file() and path.name[0] != ".")
    for path in paths:
        # Somebody may be erased meanwhile, and their files with them.
        with suppress(FileNotFoundError):
            archive.add(path, FILES + path.relative_to(env.data / "files").as_posix(), recursive=False)
    return sum(entry.name.startswith(FILES) for entry in archive.getmembers())


def _add_key(archive: tarfile.TarFile, env: Env) -> str:
    key = env.data / KEY
    if env.secret_key or not key.exists():
        return ""
    _add_bytes(archive, KEY, key.read_bytes())
    return hashlib.sha256(key.read_bytes()).hexdigest()


def _unpack(file: Path, scratch: Path, env: Env | None) -> dict[str, Any]:
    """Check every byte of the file against its digest; put the dump aside, the rest in place where there is a place."""
    try:
        with tarfile.open(file) as archive:
            manifest = json.loads(_reading(archive, MANIFEST).read())
            if manifest.get("format") != FORMAT:
                raise Complaint(f"{file} was written by a newer Pult ({manifest.get('version')}).")
            if _save(_reading(archive, DUMP), scratch / DUMP) != manifest["dump_sha256"]:
                raise Complaint(
                    f"{file} is damaged: its database does not have the digest that it should have."
                )
            uploads = [
                entry for entry in archive.getmembers() if entry.name.startswith(FILES) and entry.isfile()
            ]
            for entry in uploads:
                _take_upload(archive, entry, env)
            if len(uploads) != manifest["uploads"]:
                raise Complaint(f"{file} is damaged: uploads are missing.")
            if KEY in archive.getnames():
                _take_key(archive, manifest["key_sha256"], env)
    except (tarfile.TarError, OSError, ValueError, KeyError) as error:
        raise Complaint(f"{file} cannot be read as a backup: {error}") from error
    loaded: dict[str, Any] = manifest
    return loaded


def _take_upload(archive: tarfile.TarFile, entry: tarfile.TarInfo, env: Env | None) -> None:
    """An upload's name is its digest, which makes it its own proof and a safe name."""
    digest = entry.name.rpartition("/")[2]
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise Complaint(f"{entry.name} is not the name of an upload.")
    target = env.data / "files" / digest[:2] / digest[2:4] / digest if env else NOWHERE
    target.parent.mkdir(parents=True, exist_ok=True)
    if _save(_reading(archive, entry.name), target) != digest:
        raise Complaint(f"The upload {digest} is damaged.")


def _take_key(archive: tarfile.TarFile, digest: str, env: Env | None) -> None:
    if _save(_reading(archive, KEY), NOWHERE) != digest:
        raise Complaint("The backup is damaged: its signing key is not the one that was written.")
    if env and not env.secret_key:
        _begin(env.data / KEY)
        _save(_reading(archive, KEY), env.data / KEY)


def _reading(archive: tarfile.TarFile, name: str) -> "IO[bytes]":
    found = archive.extractfile(name)
    if found is None:
        raise KeyError(name)
    return found


def _save(source: "IO[bytes]", target: Path) -> str:
    digest = hashlib.sha256()
    with target.open("wb") as out:
        while piece := source.read(1024 * 1024):
            digest.update(piece)
            out.write(piece)
        out.flush()
        if target != NOWHERE:
            os.fsync(out.fileno())
    return digest.hexdigest()
