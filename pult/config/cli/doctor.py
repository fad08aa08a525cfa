"""`pult doctor`: what is wrong with this installation, and what to do."""

import argparse
import os
import shutil
import socket
import ssl
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit

from pult.config.cli.setting_up import database, django_up, environment
from pult.config.cli.words import Complaint
from pult.foundation.env import Env

LITTLE_SPACE = 2 * 1024**3
QUIET_SECONDS = 60

# Good or not, and the sentence.
Finding = tuple[bool, str]


def run(arguments: list[str]) -> int:
    """Look at everything, say how each stands, and fail when something is wrong."""
    argparse.ArgumentParser(
        prog="pult doctor", description="Say what is wrong with this installation."
    ).parse_args(arguments)
    env = environment()
    wrong = 0
    for look in (_folder, _address, _mail_out, _mail_in, _inside):
        for good, sentence in look(env):
            print(f"{'✓' if good else '✗'} {sentence}", flush=True)
            wrong += not good
    return 1 if wrong else 0


def _folder(env: Env) -> Iterator[Finding]:
    env.data.mkdir(parents=True, exist_ok=True)
    yield os.access(env.data, os.W_OK), f"The data folder {env.data} can be written."
    free = shutil.disk_usage(env.data).free
    yield free > LITTLE_SPACE, f"{free / 1024**3:.1f} GB are free there; less than 2 would be little."
    key = env.data / "secret_key"
    if not env.secret_key and key.exists():
        yield key.stat().st_mode & 0o077 == 0, f"Only its owner can read {key}."


def _address(env: Env) -> Iterator[Finding]:
    public = urlsplit(env.address)
    local = public.hostname in {"localhost", "127.0.0.1"}
    yield local or public.scheme == "https", f"The address {env.address} is this machine's own, or encrypted."
    if not local:
        yield (
            bool(env.trusted_proxies),
            "TRUSTED_PROXIES names the proxy, so that logs and limits see who calls.",
        )


def _mail_out(env: Env) -> Iterator[Finding]:
    if env.smtp_url is None:
        yield True, "No SMTP_URL: mail waits in the outbox."
        return
    where = urlsplit(env.smtp_url.get_secret_value())
    port = where.port or (465 if where.scheme == "smtps" else 25)
    reached = _reaches(where.hostname or "", port)
    yield (
        reached,
        f"The mail server {where.hostname}:{port} (SMTP_URL) {'answers' if reached else 'does not answer'}.",
    )


def _mail_in(env: Env) -> Iterator[Finding]:
    if env.smtp_port:
        reached = _reaches(env.smtp_host, env.smtp_port)
        words = "answers" if reached else "does not answer; it does while “pult up” or “pult work” runs"
        yield reached, f"The mail listener {env.smtp_host}:{env.smtp_port} {words}."
        yield from _mail_certificate(env)


def _mail_certificate(env: Env) -> Iterator[Finding]:
    if env.smtp_tls_cert is None:
        return
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(
            env.smtp_tls_cert, env.smtp_tls_key
        )
    except OSError as error:
        yield False, f"The certificate of the mail listener (SMTP_TLS_CERT) cannot be used: {error}."
    else:
        yield True, f"The mail listener has a certificate: {env.smtp_tls_cert}."


def _inside(env: Env) -> Iterator[Finding]:
    """What only the database can tell."""
    try:
        with database(env):
            django_up()
            yield from _of_database()
    except Complaint as complaint:
        yield False, str(complaint)


def _of_database() -> Iterator[Finding]:
    from pult.foundation.jobs import queries
    from pult.foundation.watch import state

    now = state.look()
    yield (
        now.database,
        "The database answers." if now.database else "The database does not answer. Is DATABASE_URL right?",
    )
    if not now.database:
        return
    yield (
        now.migrations,
        "The database is up to date." if now.migrations else "Migrations are missing: run “pult migrate”.",
    )
    if now.migrations:
        alive = now.worker_seconds is not None and now.worker_seconds < QUIET_SECONDS
        yield (
            alive,
            "A worker runs." if alive else "No worker runs; jobs wait. Start “pult up” or “pult work”.",
        )
        failed = queries.queue().failed
        yield (
            not failed,
            f"{failed} jobs have failed; see /app/settings/jobs." if failed else "No job has failed.",
        )


def _reaches(host: str, port: int) -> bool:
    try:
        with closing(socket.create_connection((host, port), timeout=5)):
            return True
    except OSError:
        return False
