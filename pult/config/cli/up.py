"""`pult up`: everything in one command."""

import argparse
import os
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from http.client import HTTPConnection, HTTPException
from importlib import import_module

from pult.config.cli.migrate import (
    are_static_files_collected,
    collect_static_files,
    is_prepared,
    migrate,
)
from pult.config.cli.running import only_one
from pult.config.cli.setting_up import database, django_up, environment, preload, share_figures
from pult.config.cli.supervisor import Stopped, Supervisor
from pult.config.cli.web import reserve, serve, socket_of_process
from pult.config.cli.words import Complaint, say
from pult.config.cli.work import work
from pult.foundation.env import Env

PATIENCE_SECONDS = 20.0
MOST_FALLS = 4
PORTS_TO_TRY = 50


def run(arguments: list[str]) -> int:
    """Start database, web and worker; stop them all on Ctrl-C, SIGTERM or SIGHUP."""
    parser = argparse.ArgumentParser(prog="pult up", description="Start everything. Ctrl-C stops everything.")
    parser.add_argument(
        "--demo", action="store_true", help="with a demo department, made when there is no data yet"
    )
    options = parser.parse_args(arguments)
    _arrange_environment(demo=options.demo)
    env = environment()
    with (
        only_one(env) as note,
        closing(reserve(env.host, env.port)) as sock,
        ExitStack() as stack,
        Supervisor() as supervisor,
    ):
        try:
            env = _choose_mail_port(env)
            share_figures(env, afresh=True)
            _begin(stack, env)
            _prepare(supervisor, env, demo=options.demo)
            _start(supervisor, sock, env)
            note(env)
            _greet(env, demo=options.demo)
            while True:
                supervisor.watch(3600)
        except Stopped:
            say("Stopping.")
        supervisor.stop()
    return 0


def _arrange_environment(*, demo: bool) -> None:
    if demo:
        os.environ["PULT_DEMO"] = "1"
    if sys.stdout.isatty():
        # A person reads along: the address and the logins should stay on the screen.
        os.environ.setdefault("LOG_LEVEL", "WARNING")


def _begin(stack: ExitStack, env: Env) -> None:
    """Start the database while Django is imported."""
    if not env.database_url and not (env.data / "postgres" / "PG_VERSION").exists():
        say(f"Making a private PostgreSQL in {env.data / 'postgres'}")
    with ThreadPoolExecutor(1) as pool:
        started = pool.submit(stack.enter_context, database(env))
        django_up()
        started.result()


def _prepare(supervisor: Supervisor, env: Env, *, demo: bool) -> None:
    if not is_prepared(env):
        say("Bringing the database up to date")
        supervisor.do("migrations", lambda: migrate(env))
    if not are_static_files_collected(env):
        say("Preparing the static files")
        supervisor.do("static files", lambda: collect_static_files(env))
    if demo:
        from pult.config.cli.demo import seed

        supervisor.do("demo data", seed)


def _start(supervisor: Supervisor, sock: socket.socket, env: Env) -> None:
    preload()
    supervisor.on_end = import_module("pult.foundation.telemetry").forget_process
    for _ in range(env.web_processes):
        supervisor.keep("web", lambda: serve(socket_of_process(sock), env))
    supervisor.keep("worker", lambda: work(env))
    for _ in range(env.worker_processes - 1):
        supervisor.keep("worker", lambda: work(env, services=False))
    began = time.monotonic()
    while (state := _readiness(sock)) != "ready":
        supervisor.watch(0.1)
        if any(child.falls >= MOST_FALLS for child in supervisor.children):
            raise Complaint("Pult did not start: a process ended again and again. The lines above say why.")
        if time.monotonic() - began > PATIENCE_SECONDS:
            say(f"Still waiting: {state}")
            began = time.monotonic()


def _readiness(sock: socket.socket) -> str:
    """`ready`, or what is missing."""
    host, port = sock.getsockname()[:2]
    local = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    with closing(HTTPConnection(local, port, timeout=1)) as connection:
        try:
            connection.request("GET", "/ready", headers={"Host": "localhost"})
            answer = connection.getresponse()
            text = answer.read().decode()
        except (OSError, HTTPException) as error:
            return str(error)
    return "ready" if answer.status == 200 else text


def _choose_mail_port(env: Env) -> Env:
    """The mail listener's port: as set, or from 2525 on the first that is free."""
    if env.smtp_port == 0 or _is_free(env.smtp_host, env.smtp_port):
        return env
    if "SMTP_PORT" in os.environ:
        raise Complaint(
            f"Port {env.smtp_port} on {env.smtp_host} cannot be used for mail. "
            "Choose another with SMTP_PORT, or SMTP_PORT=0 for none."
        )
    for port in range(env.smtp_port + 1, env.smtp_port + PORTS_TO_TRY):
        if _is_free(env.smtp_host, port):
            say(f"Port {env.smtp_port} is taken; the mail listener uses {port}.")
            os.environ["SMTP_PORT"] = str(port)
            return env.model_copy(update={"smtp_port": port})
    raise Complaint(f"No port from {env.smtp_port} on is free for the mail listener; set SMTP_PORT.")


def _is_free(host: str, port: int) -> bool:
    with closing(socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _greet(env: Env, *, demo: bool) -> None:
    say(f"Pult is ready: {env.address}")
    if env.smtp_port:
        say(f"Mail comes in at {env.smtp_host}:{env.smtp_port}")
    if demo:
        from pult.config.cli.demo import logins

        print(logins(env.address), flush=True)
    say("Ctrl-C stops it.")
