"""Fan-out: a thousand pages listen to the desk; how many hear each piece of news, and how late."""

import asyncio
import json
import time
from dataclasses import dataclass

import psycopg
from websockets.asyncio.client import ClientConnection, connect

CHANNEL = "pult_live"


@dataclass(frozen=True)
class FanOut:
    """What a round of news did."""

    heard: int
    sent: int
    rate: float
    p50: float
    p99: float


async def fan_out(
    port: int, session: str, database: str, *, pages: int, news: int, a_second: float
) -> FanOut:
    """Open the pages, send the news through PostgreSQL, wait until everybody has heard."""
    sockets = [await _open(port, session) for _ in range(pages)]
    late: list[float] = []
    readers = [asyncio.create_task(_listen(socket, news, late)) for socket in sockets]
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
    await asyncio.wait(readers, timeout=60)
    took = time.perf_counter() - began
    for socket in sockets:
        socket.transport.abort()
    late.sort()
    at = [late[min(len(late) - 1, int(share * len(late)))] for share in (0.5, 0.99)] if late else [0.0, 0.0]
    return FanOut(len(late), news * pages, len(late) / took, at[0], at[1])


async def _open(port: int, session: str) -> ClientConnection:
    socket = await connect(
        f"ws://127.0.0.1:{port}/live",
        additional_headers={"Cookie": f"pult_session={session}"},
        origin=f"http://127.0.0.1:{port}",  # type: ignore[arg-type]
        compression=None,
    )
    await socket.send('{"listen":["desk:0"]}')
    await socket.recv()
    return socket


async def _listen(socket: ClientConnection, news: int, late: list[float]) -> None:
    for _ in range(news):
        told = json.loads(await socket.recv())
        while "said" not in told:
            told = json.loads(await socket.recv())
        late.append((time.time() - told["said"]["person"]) * 1000)
