"""Fifty agents who work for ten minutes, as browsers would have them work, while mail and chats come in.

Run as `python -m bench.agents --sizes 100000 --minutes 10`. Each agent has a page with a socket and what the page asks
for by itself; reads, answers, notes, solves, searches, takes the next one, and thinks between. Then everything that
was written is counted in the database: what was accepted must stand there once.
"""

import argparse
import asyncio
import itertools
import json
import os
import random
import re
import smtplib
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench import dataset
from bench.__main__ import machine
from bench.asks import REPLY, SOUGHT
from bench.browser import Page, Told
from bench.desk import Desk
from bench.visitors import Visitor, open_widget

ROOT = Path(__file__).resolve().parent.parent
SUPERVISORS = 8
VIEWS = ("mine", "unassigned", "open", "unanswered")
TYPING_SECONDS = 2.0
LAG = re.compile(
    r"^(pult_oldest_waiting_job_seconds|pult_oldest_waiting_fact_seconds) ([0-9.e+-]+)$", re.MULTILINE
)
WRITTEN = """
    SELECT substring(text FROM %(mark)s || '-[0-9a-z-]+'), count(*) FROM conversations_message
    WHERE at > now() - interval '2 hours' AND text LIKE '%%' || %(mark)s || '-%%' GROUP BY 1
"""


@dataclass
class Run:
    """One run: who asks, what was seen, and what was written and accepted."""

    desk: Desk
    ends: float
    think: float
    mark: str
    told: Told = field(default_factory=Told)
    accepted: set[str] = field(default_factory=set)
    in_doubt: set[str] = field(default_factory=set)
    numbers: "itertools.count[int]" = field(default_factory=itertools.count)
    lags: dict[str, list[float]] = field(default_factory=dict)

    @property
    def goes_on(self) -> bool:
        """Whether there is time left."""
        return time.monotonic() < self.ends

    def name(self, kind: str) -> str:
        """A word that stands in one message and in no other."""
        return f"{self.mark}-{kind}-{next(self.numbers)}"

    async def pause(self, chance: random.Random, seconds: float) -> bool:
        """As people pause: mostly shortly, sometimes long. Whoever pauses beyond the end does nothing more."""
        wait = min(chance.expovariate(1 / seconds), 5 * seconds)
        await asyncio.sleep(max(0.0, min(wait, self.ends - time.monotonic())))
        return self.goes_on


class Agent:
    """Somebody at work."""

    def __init__(self, run: Run, session: str, number: int) -> None:
        self.run, self.chance = run, random.Random(number)
        self.page = Page(run.desk.port, session, run.told)
        self.acts: list[tuple[Callable[[], Awaitable[object]], int]] = [
            (self.read, 34), (self.answer, 26), (self.note, 8), (self.change_status, 8), (self.take_next, 6),
            (self.look_at_list, 12), (self.search, 6),
        ]  # fmt: skip

    async def work(self) -> None:
        """From the first page to the end."""
        await asyncio.sleep(self.chance.uniform(0, min(20.0, self.run.think * 3)))
        await self.page.come(self.chance.choice(VIEWS[:3]))
        acts, weights = zip(*self.acts, strict=True)
        while await self.run.pause(self.chance, self.run.think):
            await self.chance.choices(acts, weights)[0]()
        await self.page.leave()

    async def read(self) -> int | None:
        """One of the upper conversations of the list."""
        if not self.page.rows:
            await self.look_at_list()
            return None
        pk = self.chance.choice(self.page.rows[:15])
        await self.page.show(pk)
        await self.page.say(pk, "looking")
        return pk

    async def answer(self) -> None:
        """Read, type with a draft kept on the way, send; one in three is solved by it."""
        pk = await self.read()
        if pk is None:
            return
        if not await self.run.pause(self.chance, self.run.think):
            return
        await self.page.say(pk, "typing")
        form = urlencode({"text": REPLY[:60]})
        await self.page.ask(
            "draft",
            f"/app/conversations/{pk}/drafts/reply/",
            target="div#draft",
            form=form,
            expect=(204, 404),
        )
        await asyncio.sleep(TYPING_SECONDS)
        await self._write(pk, "replies", "reply", "solved" if self.chance.random() < 1 / 3 else "")

    async def note(self) -> None:
        """A word for colleagues."""
        if (pk := await self.read()) is not None:
            await self._write(pk, "notes", "note", "")

    async def change_status(self) -> None:
        """It waits for something, or it is open again."""
        if (pk := await self.read()) is not None:
            form = urlencode({"status": self.chance.choice(("pending", "open"))})
            address = f"/app/conversations/{pk}/status/"
            await self.page.ask("status", address, target="div#thread", form=form, expect=(200, 404, 409))

    async def take_next(self) -> None:
        """What presses most; sometimes nothing waits."""
        await self.page.ask("next", "/app/next/", target="button", form="", expect=(204, 404, 409, 422))

    async def look_at_list(self) -> None:
        """A view; only every now and then another one."""
        await self.page.show_list(self.chance.choice(VIEWS))

    async def search(self) -> None:
        """A few words."""
        await self.page.ask("search", f"/app/search/?q={self.chance.choice(SOUGHT)}")

    async def _write(self, pk: int, where: str, kind: str, then: str) -> None:
        name = self.run.name(kind)
        values = {"text": f"{REPLY}\n\n{name}", "client_key": name, "seen": "", "then": then}
        shown = (f"Thread-Shown: 1-{10**12}-{int(time.time())}",)
        address = f"/app/conversations/{pk}/{where}/"
        # Whoever solves goes on to the next one, and is answered with nothing.
        expect = (200, 204, 404, 409)
        status, _said = await self.page.ask(
            kind, address, target="div#thread", form=urlencode(values), more=shown, expect=expect
        )
        if status in {200, 204}:
            self.run.accepted.add(name)
        elif status not in expect:
            self.run.in_doubt.add(name)


async def mails(run: Run, a_minute: float) -> None:
    """Letters through the listener, at a steady pace."""
    chance = random.Random(3)
    while run.goes_on:
        name = run.name("mail")
        began = time.perf_counter()
        try:
            await asyncio.to_thread(_send, run.desk.port + 1, name, chance.randint(1, 10))
            run.accepted.add(name)
            run.told.took["mail, until 250"].append((time.perf_counter() - began) * 1000)
        except (OSError, smtplib.SMTPException) as error:
            run.in_doubt.add(name)
            run.told.wrong.append(f"mail: {error!r}")
        await run.pause(chance, 60 / a_minute)


def _send(port: int, name: str, inbox: int) -> None:
    letter = EmailMessage()
    letter["From"], letter["To"] = f"{name}@example.org", f"in{inbox}@desk.test"
    letter["Subject"], letter["Message-ID"] = f"Kuhalo {name}", f"<{name}@example.org>"
    letter.set_content(f"Kuhalo curi na dnu, molim vas pomozite. {name}")
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as door:
        door.send_message(letter)


async def chat(run: Run, token: str, number: int, every: float) -> None:
    """A visitor who says something now and then."""
    chance = random.Random(1000 + number)
    visitor = Visitor(run.desk.port, token)
    await run.pause(chance, every)
    await visitor.come()
    while run.goes_on:
        name = run.name("chat")
        began = time.perf_counter()
        try:
            await visitor.say(f"Where is my kettle? {name}")
            run.accepted.add(name)
            run.told.took["chat, until kept"].append((time.perf_counter() - began) * 1000)
        except (RuntimeError, TimeoutError) as error:
            run.in_doubt.add(name)
            run.told.wrong.append(f"chat: {error!r}")
        await run.pause(chance, every)
    if visitor.socket is not None:
        await visitor.socket.close()


async def watch(run: Run) -> None:
    """How long the oldest due job and the oldest fact wait, every two seconds."""
    while run.goes_on:
        text = await asyncio.to_thread(_metrics, run.desk.port)
        for name, value in LAG.findall(text):
            run.lags.setdefault(name.removeprefix("pult_oldest_waiting_"), []).append(float(value))
        await asyncio.sleep(2)


def _metrics(port: int) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=30) as answer:
        said: bytes = answer.read()
    return said.decode()


async def work(run: Run, sessions: list[str], asked: argparse.Namespace, token: str) -> None:
    """Everybody at once."""
    people = [Agent(run, session, number).work() for number, session in enumerate(sessions)]
    visitors = [chat(run, token, number, 20.0) for number in range(asked.visitors)]
    await asyncio.gather(*people, *visitors, mails(run, asked.mails), watch(run))


def measure(asked: argparse.Namespace, folder: Path, data: Path, size: int) -> dict[str, Any]:
    """One size."""
    desk = Desk(folder / f"desk-{size}", asked.port, asked.web)
    desk.load(data, size)
    desk.start()
    try:
        token, sessions = open_widget(desk), sessions_of(desk, asked.agents)
        # What an earlier run has left is done first; what is used for the first time takes its time once.
        desk.settle()
        asyncio.run(_work_for(desk, asked, sessions, token, 20.0))
        desk.settle()
        run = asyncio.run(_work_for(desk, asked, sessions, token, asked.minutes * 60))
        began = time.perf_counter()
        desk.settle()
        found = results(run, asked.minutes * 60) | {"settled_s": round(time.perf_counter() - began - 1, 1)}
        return found | {"memory_mib": round(desk.memory()), **kept(run)}
    finally:
        desk.stop()


async def _work_for(
    desk: Desk, asked: argparse.Namespace, sessions: list[str], token: str, seconds: float
) -> Run:
    run = Run(desk, time.monotonic() + seconds, asked.think, f"run{int(time.time())}")
    await work(run, sessions, asked, token)
    return run


def sessions_of(desk: Desk, count: int) -> list[str]:
    """So many members, signed in."""
    command = [sys.executable, "-m", "bench.open_sessions", str(count)]
    done = subprocess.run(command, env=desk.env, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.split()


def results(run: Run, seconds: float) -> dict[str, Any]:
    """Every kind of request, and all together."""
    rows = {kind: row(took) for kind, took in sorted(run.told.took.items(), key=lambda one: -len(one[1]))}
    pages = [one for kind, took in run.told.took.items() if ", until" not in kind for one in took]
    lags = {
        name: {"p50": round(statistics.median(values), 2), "most": round(max(values), 2)}
        for name, values in run.lags.items()
    }
    wrong = {"count": len(run.told.wrong), "such_as": run.told.wrong[:5]}
    return {
        "kinds": rows,
        "all": row(pages),
        "a_second": round(len(pages) / seconds, 1),
        "wrong": wrong,
        "lag": lags,
    }


def row(took: list[float]) -> dict[str, float]:
    """How many, and how long."""
    ordered = sorted(took)
    shares = {
        f"p{share}": ordered[min(len(ordered) - 1, int(share / 100 * len(ordered)))] for share in (50, 95, 99)
    }
    return {"count": len(ordered), **{name: round(value, 1) for name, value in shares.items()}}


def kept(run: Run) -> dict[str, Any]:
    """Whether everything that was accepted stands in the database, once."""
    with run.desk.connect() as connection:
        rows = connection.execute(WRITTEN, {"mark": run.mark}).fetchall()
    there = {str(name): int(str(count)) for name, count in rows}
    return {
        "written": len(run.accepted),
        "lost": len(run.accepted - set(there)),
        "doubled": sum(count > 1 for count in there.values()),
        "without_an_answer": len(run.in_doubt),
    }


def show(size: int, found: dict[str, Any]) -> None:
    """A table for people."""
    print(f"\n{size:,} conversations: {found['a_second']} requests a second")
    print(f"{'':28}{'count':>8}{'p50':>8}{'p95':>8}{'p99':>8} ms")
    for kind, one in [*found["kinds"].items(), ("all pages", found["all"])]:
        print(f"{kind:28}{one['count']:>8}{one['p50']:>8.1f}{one['p95']:>8.1f}{one['p99']:>8.1f}")
    print(
        " · ".join(f"{name} {value}" for name, value in found.items() if name not in {"kinds", "all"}),
        flush=True,
    )


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench.agents", description=__doc__)
    parser.add_argument("--sizes", default="100000", help="conversations to load, comma-separated")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--agents", type=int, default=50)
    parser.add_argument("--visitors", type=int, default=20, help="visitors who chat")
    parser.add_argument("--mails", type=float, default=30.0, help="letters a minute")
    parser.add_argument("--think", type=float, default=8.0, help="seconds between two acts of one agent")
    parser.add_argument("--web", type=int, default=2, help="web processes")
    parser.add_argument("--port", type=int, default=8790)
    parser.add_argument("--data", help="the data set as SQLite; made when absent")
    parser.add_argument("--folder", default=str(ROOT / "var" / "bench"))
    return parser.parse_args()


def main() -> None:
    """Let them work at every size."""
    asked = arguments()
    folder = Path(asked.folder)
    reference = Path(os.environ.get("PULT_REFERENCE", ROOT.parent / "shared" / "reference"))
    data = dataset.find(folder, reference, asked.data)
    found = {}
    for size in asked.sizes.split(","):
        found[size] = measure(asked, folder, data, int(size))
        show(int(size), found[size])
    path = folder / f"agents-{datetime.now(UTC):%Y%m%d-%H%M%S}.json"
    path.write_text(json.dumps({"machine": machine(), "asked": vars(asked), "sizes": found}, indent=1))
    print(f"\nWritten to {path}")


if __name__ == "__main__":
    main()
