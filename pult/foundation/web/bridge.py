"""From the event loop to Django's threads and back, with one hop each way for an ordinary page.

A request is read whole before a thread is taken, so slow clients hold no thread; an answer that is small is handed back
whole, a long one in pieces. Threads keep their database connection.
"""

import asyncio
import contextvars
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import IO, Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

IN_MEMORY = 1024 * 1024
PIECE = 256 * 1024
REFUSED = {"type": "http.response.start", "status": 413, "headers": [(b"content-type", b"text/plain")]}


class Gone(Exception):
    """The client left before it had said everything."""


class TooMuch(Exception):
    """The client says more than anybody should."""


@dataclass
class Answer:
    """What Django answered: the head, and the body as far as it is known."""

    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""
    rest: Iterator[bytes] | None = None
    close: Callable[[], None] = lambda: None

    def begin(self, status: str, headers: list[tuple[str, str]], exc_info: object = None) -> None:  # noqa: ARG002
        """WSGI's `start_response`."""
        self.status = int(status[:3])
        self.headers = [(name.lower().encode("latin1"), value.encode("latin1")) for name, value in headers]


class Bridge:
    """An ASGI application that answers through a WSGI one."""

    def __init__(self, application: Wsgi, *, threads: int, most_bytes: int) -> None:
        self.application = application
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="page")
        self.most_bytes = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            body = await self._read(receive)
        except Gone:
            return
        except TooMuch:
            await send(REFUSED)
            await send({"type": "http.response.body", "body": b"The request is too large.\n"})
            return
        with body:
            answer = await self._in_thread(self._ask, environ_of(scope, body))
            await self._tell(answer, send)

    async def _read(self, receive: Receive) -> "SpooledTemporaryFile[bytes]":
        body: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - the caller closes it
        size, more = 0, True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                body.close()
                raise Gone
            size += len(message.get("body", b""))
            if size > self.most_bytes:
                body.close()
                raise TooMuch
            body.write(message.get("body", b""))
            more = message.get("more_body", False)
        body.seek(0)
        return body

    async def _in_thread(self, call: Callable[..., Any], *arguments: Any) -> Any:
        context = contextvars.copy_context()
        return await asyncio.get_running_loop().run_in_executor(self.pool, context.run, call, *arguments)

    def _ask(self, environ: dict[str, Any]) -> Answer:
        answer = Answer()
        said = self.application(environ, answer.begin)
        answer.close = getattr(said, "close", answer.close)
        chunks = iter(said)
        answer.body, ended = _gather(chunks)
        if ended:
            answer.close()
        else:
            answer.rest = chunks
        return answer

    async def _tell(self, answer: Answer, send: Send) -> None:
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        if answer.rest is None:
            await send({"type": "http.response.body", "body": answer.body})
            return
        try:
            body, ended = answer.body, False
            while not ended:
                await send({"type": "http.response.body", "body": body, "more_body": True})
                body, ended = await self._in_thread(_gather, answer.rest)
            await send({"type": "http.response.body", "body": body})
        finally:
            await self._in_thread(answer.close)


def _gather(chunks: Iterator[bytes]) -> tuple[bytes, bool]:
    """The next piece, and whether it is the last."""
    found: list[bytes] = []
    size = 0
    for chunk in chunks:
        found.append(chunk)
        size += len(chunk)
        if size >= PIECE:
            return b"".join(found), False
    return found[0] if len(found) == 1 else b"".join(found), True


def environ_of(scope: Scope, body: "IO[bytes]") -> dict[str, Any]:
    """The request as WSGI describes it."""
    server = scope.get("server") or ("localhost", 80)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin1"),
        "QUERY_STRING": scope["query_string"].decode("latin1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 0),
        "REMOTE_ADDR": (scope.get("client") or ("", 0))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": None,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        key = _key(name)
        text = value.decode("latin1")
        environ[key] = (
            f"{environ[key]}{';' if key == 'HTTP_COOKIE' else ','}{text}" if key in environ else text
        )
    if "CONTENT_LENGTH" not in environ:
        # Sent in chunks of a length that nobody told; it is all here now.
        environ["CONTENT_LENGTH"] = str(body.seek(0, 2))
        body.seek(0)
    return environ


def _key(name: bytes) -> str:
    key = name.decode("latin1").upper().replace("-", "_")
    return key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"
