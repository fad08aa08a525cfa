"""A lean closed-loop HTTP client: so many connections, each asks, reads the whole answer, asks again."""

import asyncio
import gzip
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Ask:
    """One request, ready to be sent."""

    method: str
    path: str
    body: bytes = b""
    headers: tuple[str, ...] = ()
    expect: int = 200

    def wire(self, host: str) -> bytes:
        """The bytes on the wire."""
        lines = [
            f"{self.method} {self.path} HTTP/1.1",
            f"Host: {host}",
            "Connection: keep-alive",
            *self.headers,
        ]
        if self.body or self.method == "POST":
            lines.append(f"Content-Length: {len(self.body)}")
        return "\r\n".join([*lines, "", ""]).encode() + self.body


@dataclass
class Timing:
    """How long each request took, in milliseconds, and over how long all of them ran."""

    took: list[float] = field(default_factory=list)
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def percentile(self, share: float) -> float:
        """The nearest-rank percentile."""
        ordered = sorted(self.took)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.took) / self.seconds if self.seconds else 0.0


async def run(
    port: int, asks: Callable[[], Iterator[Ask]], *, clients: int, seconds: float, most: int
) -> Timing:
    """Ask with so many clients for so long, at most so many requests; every request runs to its end."""
    timing = Timing()
    source = asks()
    began = time.perf_counter()
    ends = began + seconds
    await asyncio.gather(*(_client(port, source, timing, ends, most) for _ in range(clients)))
    timing.seconds = time.perf_counter() - began
    return timing


async def _client(port: int, source: Iterator[Ask], timing: Timing, ends: float, most: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        while time.perf_counter() < ends and len(timing.took) < most:
            ask = next(source, None)
            if ask is None:
                return
            began = time.perf_counter()
            writer.write(ask.wire(f"127.0.0.1:{port}"))
            status, body = await answer(reader)
            timing.took.append((time.perf_counter() - began) * 1000)
            if status != ask.expect:
                timing.wrong.append(f"{ask.method} {ask.path}: {status} {body[:200]!r}")
    finally:
        writer.close()


async def answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """The status and the body of what comes next, unpacked."""
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    lower = head.lower()
    body = await _body(reader, lower)
    return status, gzip.decompress(body) if b"content-encoding: gzip" in lower else body


async def _body(reader: asyncio.StreamReader, head: bytes) -> bytes:
    if b"transfer-encoding: chunked" in head:
        return await _chunks(reader)
    at = head.find(b"content-length:")
    length = int(head[at + 15 : head.index(b"\r\n", at)]) if at >= 0 else 0
    return await reader.readexactly(length) if length else b""


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while size := int(await reader.readline(), 16):
        body += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readexactly(2)
    return body
