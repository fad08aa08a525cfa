"""A server on this machine that says what a test wants it to say, and remembers what it was told."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

WAIT_SECONDS = 20


@dataclass
class Heard:
    """One request."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Reply:
    """What the server says next."""

    status: int = 200
    body: bytes = b"thanks"
    headers: dict[str, str] = field(default_factory=dict)
    waits: float = 0


Say = Callable[[Heard], Reply]


@dataclass
class Loopback:
    """The server: where it is, what it heard, what it says."""

    port: int
    say: Say = lambda heard: Reply()
    heard: list[Heard] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def wait_for_one(self) -> Heard:
        """The first request, waiting for it to come."""
        deadline = time.monotonic() + WAIT_SECONDS
        while not self.heard and time.monotonic() < deadline:
            time.sleep(0.05)
        return self.heard[0]


@contextmanager
def listening() -> Iterator[Loopback]:
    """A server until the end of the block."""
    box: list[Loopback] = []

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            heard = Heard(self.command, self.path, headers, self.rfile.read(length))
            box[0].heard.append(heard)
            reply = box[0].say(heard)
            time.sleep(reply.waits)
            try:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                self.wfile.write(reply.body)
            except OSError:
                pass

        do_GET = do_POST = handle_any  # noqa: N815 - the names that the base class calls

        def log_message(self, *_said: object) -> None:
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    box.append(Loopback(server.server_address[1]))
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield box[0]
    finally:
        server.shutdown()
        server.server_close()
