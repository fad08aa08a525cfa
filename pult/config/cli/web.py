"""`pult web`: one web process."""

import argparse
import signal
import socket
from contextlib import closing

from pult.config.cli.setting_up import database, django_up, environment, share_figures
from pult.config.cli.words import Complaint, say
from pult.foundation.env import Env

BACKLOG = 2048
LARGEST_SOCKET_MESSAGE = 64 * 1024
FAREWELL_SECONDS = 10


def run(arguments: list[str]) -> int:
    """Serve pages and live sockets until told to stop."""
    argparse.ArgumentParser(
        prog="pult web", description="Start one web process. HOST and PORT say where it listens."
    ).parse_args(arguments)
    env = environment()
    share_figures(env)
    with database(env), closing(listen(env.host, env.port)) as sock:
        from pult.config.cli.migrate import collect_static_files

        django_up()
        collect_static_files(env)
        say(f"Pult listens on {env.address}")
        serve(sock, env)
    return 0


def listen(host: str, port: int) -> socket.socket:
    """A listening socket, or a complaint that names the port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
    except OSError as error:
        sock.close()
        raise Complaint(
            f"Port {port} on {host} cannot be used ({error.strerror}). Is something else listening there? "
            "Choose another with PORT=8001."
        ) from error
    sock.listen(BACKLOG)
    sock.set_inheritable(True)
    return sock


def serve(sock: socket.socket, env: Env) -> None:
    """Serve on this socket until a signal comes; running requests are finished first. Django must be up."""
    import uvicorn

    from pult.config.asgi import application

    config = uvicorn.Config(
        application,
        http="httptools",
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        ws_max_size=LARGEST_SOCKET_MESSAGE,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(env.trusted_proxies),
        forwarded_allow_ips=env.trusted_proxies or None,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=FAREWELL_SECONDS,
    )
    # uvicorn repeats the signal that stopped it; with the default handlers that would look like a crash.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    uvicorn.Server(config).run(sockets=[sock])
