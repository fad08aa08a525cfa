"""A signed-in agent's page: a socket that listens, and what the page asks for by itself when news come.

It asks as `live-refresh` does: the first news count at once, a burst once in so many milliseconds; where many look at
the same, each waits up to so many milliseconds longer, unless they have just done something themselves.
"""

import asyncio
import contextlib
import json
import random
import re
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from bench.asks import CSRF
from bench.client import Ask, answer

LINES = 4
PART = re.compile(
    rb'<live-refresh[^>]*\bid="([a-z-]+)"[^>]*data-live="([^"]*)"[^>]*\bevery="(\d+)"(?: spread="(\d+)")?'
)
OWN_ACT_LASTS_SECONDS = 2.0
ROW = re.compile(rb'href="/app/conversations/(\d+)/[?"]')


@dataclass
class Told:
    """What all pages together have seen: how long each kind of request took, and what went wrong."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: list[str] = field(default_factory=list)
    asked: int = 0


@dataclass
class Part:
    """A part of the page that is asked for again when news of its topics come."""

    kind: str
    path: str
    target: str
    every: float
    topics: frozenset[str]
    spread: float = 0.0
    last: float = 0.0
    task: "asyncio.Task[None] | None" = None


class Page:
    """One browser with one page, some connections, and a socket."""

    def __init__(self, port: int, session: str, told: Told) -> None:
        self.port, self.session, self.told = port, session, told
        self.free: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter] | None] = asyncio.Queue()
        for _ in range(LINES):
            self.free.put_nowait(None)
        self.parts: dict[str, Part] = {}
        self.asking: set[asyncio.Task[None]] = set()
        self.rows: list[int] = []
        self.path = "/app/conversations/"
        self.listening: set[str] = set()
        self.socket: ClientConnection | None = None
        self.reader: asyncio.Task[None] | None = None
        self.is_open = True
        self.acted = 0.0

    async def ask(self, kind: str, path: str, *, target: str = "", form: str | None = None, more: tuple[str, ...] = (),
                  expect: tuple[int, ...] = (200, 204)) -> tuple[int, bytes]:  # fmt: skip
        """One request, timed from the moment it is wanted to its last byte."""
        headers = [f"Cookie: pult_session={self.session}; pult_csrf={CSRF}", "Accept-Encoding: gzip", *more]
        if target:
            headers += ["HX-Request: true", f"HX-Target: {target}"]
            headers.append(f"HX-Current-URL: http://127.0.0.1:{self.port}{self.path}")
        if form is not None:
            headers += ["Content-Type: application/x-www-form-urlencoded", f"X-CSRFToken: {CSRF}"]
            self.acted = time.monotonic()
        body = (form or "").encode()
        one = Ask("GET" if form is None else "POST", path, body, tuple(headers))
        began = time.perf_counter()
        status, said = await self._through_a_line(one)
        self.told.took[kind].append((time.perf_counter() - began) * 1000)
        self.told.asked += 1
        if status not in expect:
            self.told.wrong.append(f"{one.method} {path}: {status} {said[:160]!r}")
        return status, said

    async def _through_a_line(self, one: Ask) -> tuple[int, bytes]:
        line = await self.free.get()
        try:
            reader, writer = line or await asyncio.open_connection("127.0.0.1", self.port)
            line = None
            writer.write(one.wire(f"127.0.0.1:{self.port}"))
            status, said = await answer(reader)
        except (OSError, EOFError) as error:
            return 0, repr(error).encode()
        else:
            line = (reader, writer)
            return status, said
        finally:
            self.free.put_nowait(line)

    async def come(self, view: str) -> None:
        """Open the desk, with what the page fetches after itself, and listen."""
        self.path = f"/app/views/{view}/"
        _status, body = await self.ask("desk, whole page", self.path)
        self.socket = await connect(
            f"ws://127.0.0.1:{self.port}/live",
            origin=f"http://127.0.0.1:{self.port}",  # type: ignore[arg-type]
            additional_headers={"Cookie": f"pult_session={self.session}"},
            compression=None,
        )
        self.reader = asyncio.create_task(self._read(self.socket))
        self._find_rows(body)
        self._find_parts(body)
        _presence, (_status, dock) = await asyncio.gather(
            self.ask("presence", "/app/presence/", target="div#desk-me"),
            self.ask("chats of one's own", "/app/chats/mine/", target="div#dock"),
        )
        self._find_parts(dock)
        await self.listen()

    async def show_list(self, view: str) -> None:
        """Another view in the middle."""
        self.path = f"/app/views/{view}/"
        _status, body = await self.ask("list", self.path, target="div#desk")
        self.parts.pop("thread", None)
        self._find_rows(body)
        self._find_parts(body)
        await self.listen()

    async def show(self, pk: int) -> bytes:
        """A conversation on the right, and what its page fetches after it."""
        self.path = here = f"/app/conversations/{pk}/"
        _status, body = await self.ask(
            "conversation", here, target="div#conversation", expect=(200, 204, 404)
        )
        # The element itself has no name; its topic is the conversation's.
        topics = frozenset({f"conversation:{pk}"})
        self.parts["thread"] = Part("news of a conversation", f"{here}messages/", "div#thread", 0.3, topics)
        await asyncio.gather(
            self.ask("script", f"{here}script/", target="section#script-panel", expect=(200, 204, 404)),
            self.ask("suggestions", f"{here}suggestions", target="div#suggestions", expect=(200, 204, 404)),
            self.listen(),
        )
        return body

    async def listen(self) -> None:
        """Tell the server which topics stand on the page now."""
        wanted = {topic for part in self.parts.values() for topic in part.topics}
        if added := wanted - self.listening:
            await self._send({"listen": sorted(added), "age": 0})
        if gone := self.listening - wanted:
            await self._send({"leave": sorted(gone)})
        self.listening = wanted

    async def say(self, pk: int, kind: str) -> None:
        """That this person looks, or types."""
        await self._send({"say": {"topic": f"conversation:{pk}", "kind": kind}})

    async def leave(self) -> None:
        """Close the page."""
        self.is_open = False
        tasks = [part.task for part in self.parts.values() if part.task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self.socket is not None:
            await self.socket.close()

    async def _send(self, frame: dict[str, Any]) -> None:
        if self.socket is not None:
            with contextlib.suppress(ConnectionClosed):
                await self.socket.send(json.dumps(frame))

    def _find_rows(self, body: bytes) -> None:
        self.rows = [int(found) for found in dict.fromkeys(ROW.findall(body))]

    def _find_parts(self, body: bytes) -> None:
        asked: dict[str, Callable[[], tuple[str, str, str]]] = {
            "list-refresh": lambda: ("list, after news", self.path_of_list, "section#desk-list"),
            "views-refresh": lambda: ("counts of views", self.path_of_counts, "div#desk-views"),
            "bell": lambda: ("bell", "/app/notices/bell", "live-refresh#bell"),
            "dock-news": lambda: ("chats of one's own", "/app/chats/mine/", "div#dock"),
        }
        if self.path.startswith("/app/views/"):
            self.path_of_list = self.path
            self.path_of_counts = f"/app/views/?view={self.path.split('/')[3]}"
        for name, topics, every, spread in PART.findall(body):
            if name.decode() in asked:
                kind, path, target = asked[name.decode()]()
                listened = frozenset(topics.decode().split())
                self.parts[name.decode()] = Part(
                    kind, path, target, int(every) / 1000, listened, int(spread or 0) / 1000
                )

    async def _read(self, socket: ClientConnection) -> None:
        try:
            async for text in socket:
                news = set(json.loads(text).get("news", ()))
                for part in self.parts.values():
                    if part.topics & news:
                        self._later(part)
        except ConnectionClosed:
            if self.is_open:
                self.told.wrong.append("a socket was closed")

    def _later(self, part: Part) -> None:
        if part.task is None or part.task.done():
            part.task = asyncio.create_task(self._refresh(part))
            # The loop itself would let go of a task that nobody holds.
            self.asking.add(part.task)
            part.task.add_done_callback(self.asking.discard)

    async def _refresh(self, part: Part) -> None:
        is_own = time.monotonic() - self.acted < OWN_ACT_LASTS_SECONDS
        wait = 0.06 + (0.0 if is_own else random.random() * part.spread)
        await asyncio.sleep(max(wait, part.last + part.every - time.monotonic()))
        part.last = time.monotonic()
        if part not in self.parts.values():
            return
        shown = (f"Thread-Shown: 1-{10**12}-{int(time.time())}",)
        more = shown if part.target == "div#thread" else ()
        # While it is asked for, the next news count again.
        part.task = None
        await self.ask(part.kind, part.path, target=part.target, more=more, expect=(200, 204, 404))
