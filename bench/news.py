"""Fan-out: a thousand pages listen to the desk; how many hear each piece of news, and how late."""

import asyncio
import base64
import json
import os
import re
import time
from dataclasses import dataclass, field

import psycopg

CHANNEL = "pult_live"
LISTEN = b'{"listen":["desk:0"]}'
SAID_AT = re.compile(rb'"person": ?([0-9.]+)')
SHORT, MEDIUM = 126, 127  # lengths that say: two more bytes, eight more bytes


@dataclass(frozen=True)
class FanOut:
    """What a round of news did."""

    heard: int
    sent: int
    rate: float
    p50: float
    p99: float


@dataclass
class Ears:
    """What all pages have heard."""

    pages: int
    expected: int
    late: list[float] = field(default_factory=list)
    ready: int = 0
    all_listen: asyncio.Event = field(default_factory=asyncio.Event)
    done: asyncio.Event = field(default_factory=asyncio.Event)

    def hear(self, frame: bytes) -> None:
        """One frame of one page."""
        said = SAID_AT.search(frame)
        if said is None:
            self.ready += b'"listening"' in frame
            if self.ready == self.pages:
                self.all_listen.set()
            return
        self.late.append((time.time() - float(said[1])) * 1000)
        if len(self.late) == self.expected:
            self.done.set()


class Page(asyncio.Protocol):
    """A page with just enough WebSocket to count what it hears: the client must not be what is measured."""

    def __init__(self, port: int, session: str, ears: Ears) -> None:
        self.port, self.session, self.ears = port, session, ears
        self.buffer = b""
        self.is_open = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        transport.write(
            f"GET /live HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nOrigin: http://127.0.0.1:{self.port}\r\n"
            f"Cookie: pult_session={self.session}\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if not self.is_open:
            head, found, rest = self.buffer.partition(b"\r\n\r\n")
            if not found:
                return
            assert b" 101 " in head, head
            self.is_open, self.buffer = True, rest
            # A mask of zeros leaves the text as it is.
            self.transport.write(bytes([0x81, 0x80 | len(LISTEN), 0, 0, 0, 0]) + LISTEN)
        self._take_frames()

    def _take_frames(self) -> None:
        buffer, at = self.buffer, 0
        while len(buffer) - at >= 2:
            length, begins = buffer[at + 1], at + 2
            if length in {SHORT, MEDIUM}:
                more = 2 if length == SHORT else 8
                length, begins = int.from_bytes(buffer[begins : begins + more]), begins + more
            if len(buffer) < begins + length:
                break
            self.ears.hear(buffer[begins : begins + length])
            at = begins + length
        self.buffer = buffer[at:]


async def fan_out(
    port: int, session: str, database: str, *, pages: int, news: int, a_second: float
) -> FanOut:
    """Open the pages, send the news through PostgreSQL, wait until everybody has heard."""
    ears = Ears(pages, pages * news)
    sockets = [await _open(port, session, ears) for _ in range(pages)]
    async with asyncio.timeout(60):
        await ears.all_listen.wait()
    began = time.perf_counter()
    async with await psycopg.AsyncConnection.connect(database, autocommit=True) as wire:
        for number in range(news):
            payload = json.dumps(
                {"said": {"topic": "desk:0", "kind": "looking", "person": time.time()}, "sender": ""}
            )
            await wire.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])
            await asyncio.sleep(
                max(0.0, began + (number + 1) / a_second - time.perf_counter()) if a_second else 0
            )
        async with asyncio.timeout(60):
            await ears.done.wait()
    took = time.perf_counter() - began
    for socket in sockets:
        socket.transport.abort()
    late = sorted(ears.late)
    p50, p99 = (late[min(len(late) - 1, int(share * len(late)))] for share in (0.5, 0.99))
    return FanOut(len(late), news * pages, len(late) / took, p50, p99)


async def _open(port: int, session: str, ears: Ears) -> Page:
    _transport, page = await asyncio.get_running_loop().create_connection(
        lambda: Page(port, session, ears), "127.0.0.1", port
    )
    return page
