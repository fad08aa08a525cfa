"""`pult web`: one web process."""

import argparse
import signal
import socket
import sys
from contextlib import closing

from pult.config.cli.setting_up import database, django_up, environment, share_figures
from pult.config.cli.words import Complaint, say
from pult.foundation.env import Env

BACKLOG = 2048
LARGEST_SOCKET_MESSAGE = 64 * 1024
FAREWELL_SECONDS = 10
EACH_ITS_OWN = sys.platform == "linux"


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
    sock = _bound(host, port)
    sock.listen(BACKLOG)
    sock.set_inheritable(True)
    return sock


def reserve(host: str, port: int) -> socket.socket:
    """The address that several web processes are going to share, or a complaint that names the port.

    On Linux each process then listens on a socket of its own and the kernel deals out the connections evenly; with
    one socket for all, whichever process wakes first takes every connection that waits.
    """
    sock = listen(host, port)
    if not EACH_ITS_OWN:
        return sock
    address = sock.getsockname()
    sock.close()
    return _bound(*address[:2], together=True)


def socket_of_process(reserved: socket.socket) -> socket.socket:
    """What a web process listens on."""
    if not EACH_ITS_OWN:
        return reserved
    sock = _bound(*reserved.getsockname()[:2], together=True)
    sock.listen(BACKLOG)
    return sock


def _bound(host: str, port: int, *, together: bool = False) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if together:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        sock.bind((host, port))
    except OSError as error:
        sock.close()
        raise Complaint(
            f"Port {port} on {host} cannot be used ({error.strerror}). Is something else listening there? "
            "Choose another with PORT=8001."
        ) from error
    return sock


def serve(sock: socket.socket, env: Env) -> None:
    """Serve on this socket until a signal comes; running requests are finished first. Django must be up."""
    import uvicorn

    from pult.config.asgi import application
    from pult.foundation.live.wire import LiveProtocol

    config = uvicorn.Config(
        application,
        http="httptools",
        ws=LiveProtocol,
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
