"""Live chat: two thousand visitors and fifty agents at once; how late a message is, what a visitor costs, a restart.

Every visitor holds a chat of their own and listens; messages come from all of them in turn, at a pace that two cores
hold and at one that is too much. Each agent listens to forty of the chats. After that Pult is stopped and started, and
everybody comes back at the same moment.
"""

import asyncio
import itertools
import json
import secrets
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from bench.desk import Desk

VISITORS, AGENTS = 2_000, 50
# How many messages, and how many a second.
PACES = ((400, 15), (1_500, 50))
COMING_AT_ONCE = 50
PATIENCE = 180.0


@dataclass
class Lateness:
    """How late things came, in milliseconds."""

    seen: list[float] = field(default_factory=list)

    def note(self, since: float) -> None:
        """Something that was sent then has come now."""
        self.seen.append((time.perf_counter() - since) * 1000)

    def shown(self) -> dict[str, float]:
        """The middle, the end, and how many."""
        seen = sorted(self.seen)
        if not seen:
            return {"count": 0}
        at = {share: seen[min(len(seen) - 1, int(share / 100 * len(seen)))] for share in (50, 99)}
        return {"count": len(seen), **{f"p{share}": round(value, 1) for share, value in at.items()}}


@dataclass
class Visitor:
    """One visitor's page."""

    port: int
    token: str
    socket: ClientConnection | None = None
    key: str = ""
    chat: int = 0
    last: int = 0
    ids: list[int] = field(default_factory=list)
    waiting: dict[int, "asyncio.Future[dict[str, Any]]"] = field(default_factory=dict)
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    reader: "asyncio.Task[None] | None" = None

    async def come(self) -> None:
        """Open the page, or come back to it: what was said meanwhile is asked for."""
        address = f"ws://127.0.0.1:{self.port}/live/visitor"
        self.socket = await connect(address, origin=f"http://127.0.0.1:{self.port}", compression=None)  # type: ignore[arg-type]
        self.reader = asyncio.create_task(self._read(self.socket))
        hello = {"token": self.token, "locale": "en", "after": self.last}
        said = await self.call("hello", **hello, **({"key": self.key} if self.key else {}))
        self.key = said["key"]

    async def say(self, text: str) -> None:
        """A message, until the desk says that it is kept."""
        named = {"conversation": self.chat} if self.chat else {}
        await self.call("say", id=secrets.token_hex(16), text=text, **named)

    async def call(self, do: str, **data: Any) -> dict[str, Any]:
        """Ask, and wait for the answer."""
        assert self.socket is not None
        number = next(self.numbers)
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self.waiting[number] = answer
        await self.socket.send(json.dumps({"n": number, "do": do, **data}))
        async with asyncio.timeout(PATIENCE):
            said = await answer
        if "refused" in said:
            raise RuntimeError(f"{do} was refused: {said['text']}")
        return said

    async def _read(self, socket: ClientConnection) -> None:
        try:
            async for text in socket:
                self._take(json.loads(text))
        except ConnectionClosed:
            pass

    def _take(self, said: dict[str, Any]) -> None:
        if said.get("chat"):
            self.chat = int(said["chat"]["conversation"])
        for message in said.get("messages", ()):
            self.ids.append(int(message["id"]))
            self.last = max(self.last, int(message["id"]))
        if (answer := self.waiting.pop(said.get("to") or 0, None)) and not answer.done():
            answer.set_result(said)


@dataclass
class Agent:
    """One agent's page, which listens to some of the chats."""

    port: int
    session: str
    sent: dict[str, float] = field(default_factory=dict)
    late: Lateness = field(default_factory=Lateness)
    socket: ClientConnection | None = None
    reader: "asyncio.Task[None] | None" = None

    async def come(self, chats: list[int]) -> None:
        """Open the page and listen."""
        self.socket = await connect(
            f"ws://127.0.0.1:{self.port}/live",
            origin=f"http://127.0.0.1:{self.port}",  # type: ignore[arg-type]
            additional_headers={"Cookie": f"pult_session={self.session}"},
            compression=None,
        )
        self.reader = asyncio.create_task(self._read(self.socket))
        await self.socket.send(json.dumps({"listen": [f"conversation:{chat}" for chat in chats], "age": 0}))

    async def _read(self, socket: ClientConnection) -> None:
        try:
            async for text in socket:
                for topic in json.loads(text).get("news", ()):
                    if (since := self.sent.pop(topic, None)) is not None:
                        self.late.note(since)
        except ConnectionClosed:
            pass


def measure(desk: Desk, session: str) -> dict[str, Any]:
    """Everything about many chats at once."""
    token = open_widget(desk)
    before = desk.memory()
    return asyncio.run(_measure(desk, session, token, before))


async def _measure(desk: Desk, session: str, token: str, before: float) -> dict[str, Any]:
    visitors = [Visitor(desk.port, token) for _ in range(VISITORS)]
    came = await _all(visitors, Visitor.come)
    cost = (desk.memory() - before) * 1024 / VISITORS
    began = await _all(visitors, lambda one: one.say("Where is my kettle?"))
    await asyncio.to_thread(desk.settle)
    agents = [Agent(desk.port, session) for _ in range(AGENTS)]
    for number, agent in enumerate(agents):
        await agent.come([one.chat for one in visitors[number::AGENTS]])
    await asyncio.sleep(1)
    talks = {f"at_{pace}_a_second": await _talk(visitors, agents, count, pace) for count, pace in PACES}
    storm = await _storm(desk, visitors)
    lost = VISITORS + sum(count for count, _pace in PACES) - sum(len(set(one.ids)) for one in visitors)
    for socket in (*(one.socket for one in visitors), *(one.socket for one in agents)):
        if socket is not None:
            await socket.close()
    return {
        "visitors": VISITORS,
        "agents": AGENTS,
        "came_a_second": round(VISITORS / came, 1),
        "kib_a_visitor": round(cost, 1),
        "chats_begun_a_second": round(VISITORS / began, 1),
        **talks,
        "back_after_restart_s": round(storm, 1),
        "lost": lost,
    }


async def _all(visitors: list[Visitor], act: Any) -> float:
    """Everybody does it, some at a time; gives back how long that took."""
    began, gate = time.perf_counter(), asyncio.Semaphore(COMING_AT_ONCE)

    async def one(visitor: Visitor) -> None:
        async with gate:
            await act(visitor)

    await asyncio.gather(*(one(visitor) for visitor in visitors))
    return time.perf_counter() - began


async def _talk(visitors: list[Visitor], agents: list[Agent], count: int, pace: int) -> dict[str, Any]:
    """Messages at a steady pace, whether or not the one before has been answered."""
    kept, heard, sent = Lateness(), Lateness(), dict[str, float]()
    for agent in agents:
        agent.sent, agent.late = sent, heard
    began = time.perf_counter()

    async def one(visitor: Visitor, number: int) -> None:
        since = sent[f"conversation:{visitor.chat}"] = time.perf_counter()
        await visitor.say(f"Message {number}")
        kept.note(since)

    tasks = []
    for number in range(count):
        tasks.append(asyncio.create_task(one(visitors[number % len(visitors)], number)))
        await asyncio.sleep(max(0.0, began + (number + 1) / pace - time.perf_counter()))
    await asyncio.gather(*tasks)
    took = time.perf_counter() - began
    await asyncio.sleep(2)
    return {"kept_a_second": round(count / took, 1), "kept_ms": kept.shown(), "heard_ms": heard.shown()}


async def _storm(desk: Desk, visitors: list[Visitor]) -> float:
    """Pult is stopped and started; gives back how long after it is ready everybody is there again."""
    await asyncio.to_thread(desk.stop)
    await asyncio.to_thread(desk.start)
    return await _all(visitors, Visitor.come)


def open_widget(desk: Desk) -> str:
    """A chat on this machine's pages, in the first department; gives back its token."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.open_widget", f"http://127.0.0.1:{desk.port}"],
        env=desk.env, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return done.stdout.strip().splitlines()[-1]
