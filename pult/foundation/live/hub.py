"""The hub of one process: topics to sockets, woken by PostgreSQL or Redis; a slow socket never holds up the others."""

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator, Callable
from typing import Any

import psycopg
from django.conf import settings

from pult.foundation.database.notices import notices
from pult.foundation.telemetry import counter, gauge

from .news import CHANNEL
from .wire import NOT_SIGNED_IN, READS_TOO_SLOWLY, frame_of

log = logging.getLogger(__name__)

SOCKETS = gauge("pult_live_sockets", "Pages that are connected now.")
TOO_SLOW = counter("pult_live_sockets_closed_slow", "Pages that were closed because they read too slowly.")

ROOM = 256
# A page says how old it is when it begins to listen; news younger than this are remembered for it.
REMEMBERED_SECONDS = 60.0
MOST_REMEMBERED = 100_000
LONGEST_WAIT_SECONDS = 10.0


class Socket:
    """One connected page: its topics and a bounded queue of what to tell it."""

    def __init__(
        self,
        name: str,
        write: Callable[[bytes], bool] = lambda _: False,
        *,
        person: int | None = None,
        session: str = "",
    ) -> None:
        self.name = name
        self.write = write
        self.person = person
        self.session = session
        self.farewell = READS_TOO_SLOWLY
        self.topics: set[str] = set()
        self.queue: asyncio.Queue[str | None] = asyncio.Queue(maxsize=ROOM)

    def take(self, frame: bytes) -> bool:
        """Write a frame at once, if nothing waits before it and the connection takes it."""
        return self.queue.empty() and self.write(frame)

    def offer(self, text: str) -> bool:
        """Put a message in line; false when the page is too slow and must resume."""
        try:
            self.queue.put_nowait(text)
        except asyncio.QueueFull:
            return False
        return True

    def end(self, code: int) -> None:
        """Say nothing more; whoever sends closes the connection for this reason."""
        self.farewell = code
        while not self.queue.empty():
            self.queue.get_nowait()
        self.queue.put_nowait(None)

    def is_of(self, *, person: int | None, session: str) -> bool:
        """Whether this page was opened by a person, or in a session."""
        return (person is not None and self.person == person) or bool(session and self.session == session)


class Memory:
    """What was news lately, so that a page misses nothing between being made and beginning to listen."""

    def __init__(self) -> None:
        self.since = float("inf")
        self._latest: dict[str, float] = {}

    def begin(self) -> None:
        """The wire stands from now on; what came before nobody knows."""
        self.since = time.monotonic()

    def note(self, topics: list[str]) -> None:
        """These topics changed just now."""
        now = time.monotonic()
        for topic in topics:
            self._latest.pop(topic, None)
            self._latest[topic] = now
        self._forget(now - REMEMBERED_SECONDS)

    def changed(self, topics: set[str], *, age: float) -> set[str]:
        """Those of the topics that may have changed within the last `age` seconds."""
        began = time.monotonic() - age
        if began < self.since or age > REMEMBERED_SECONDS or len(self._latest) >= MOST_REMEMBERED:
            return topics
        return {topic for topic in topics if self._latest.get(topic, 0.0) >= began}

    def _forget(self, before: float) -> None:
        # The oldest stand first, for each topic is put at the end when it is news again.
        while self._latest:
            oldest = next(iter(self._latest))
            if self._latest[oldest] >= before and len(self._latest) <= MOST_REMEMBERED:
                return
            del self._latest[oldest]


class Hub:
    """Every socket of this process, by topic."""

    def __init__(self) -> None:
        self.sockets: set[Socket] = set()
        self.by_topic: dict[str, set[Socket]] = {}
        self.memory = Memory()
        self.listener: asyncio.Task[None] | None = None

    def join(self, socket: Socket, topics: set[str]) -> None:
        """Let the socket hear of these topics."""
        socket.topics |= topics
        for topic in topics:
            self.by_topic.setdefault(topic, set()).add(socket)

    def leave(self, socket: Socket, topics: set[str]) -> None:
        """Let the socket hear of these topics no longer."""
        socket.topics -= topics
        for topic in topics:
            listeners = self.by_topic.get(topic)
            if listeners is not None:
                listeners.discard(socket)
                if not listeners:
                    del self.by_topic[topic]

    def add(self, socket: Socket) -> None:
        """A page has connected; the first one starts the listening."""
        self.sockets.add(socket)
        SOCKETS.inc()
        if self.listener is None or self.listener.done():
            self.listener = asyncio.get_running_loop().create_task(self._listen())

    def remove(self, socket: Socket) -> None:
        """A page has gone."""
        self.leave(socket, set(socket.topics))
        if socket in self.sockets:
            self.sockets.discard(socket)
            SOCKETS.dec()

    def tell(self, message: dict[str, Any]) -> None:
        """Pass one message from the wire on to those who listen."""
        if "news" in message:
            self.memory.note(message["news"])
            self._tell_news(message["news"])
        elif "said" in message:
            text = json.dumps({"said": message["said"]}, ensure_ascii=False)
            listeners = self.by_topic.get(message["said"]["topic"], ())
            self._offer([socket for socket in listeners if socket.name != message["sender"]], text)
        elif "hang_up" in message:
            self._hang_up(**message["hang_up"])

    def tell_all_to_look_again(self) -> None:
        """After a gap in the wire nobody knows what was missed: every page refreshes what it shows."""
        self.memory.begin()
        for socket in list(self.sockets):
            if socket.topics:
                self._offer([socket], json.dumps({"news": sorted(socket.topics)}))

    def _tell_news(self, topics: list[str]) -> None:
        if len(topics) == 1:
            self._offer(list(self.by_topic.get(topics[0], ())), json.dumps({"news": topics}))
            return
        heard: dict[Socket, list[str]] = {}
        for topic in topics:
            for socket in self.by_topic.get(topic, ()):
                heard.setdefault(socket, []).append(topic)
        for socket, theirs in heard.items():
            self._offer([socket], json.dumps({"news": theirs}))

    def _offer(self, sockets: list[Socket], text: str) -> None:
        frame = frame_of(text)
        for socket in sockets:
            if not (socket.take(frame) or socket.offer(text)):
                self.remove(socket)
                TOO_SLOW.inc()
                socket.end(READS_TOO_SLOWLY)

    def _hang_up(self, *, person: int | None, session: str) -> None:
        for socket in list(self.sockets):
            if socket.is_of(person=person, session=session):
                self.remove(socket)
                socket.end(NOT_SIGNED_IN)

    async def _listen(self) -> None:
        wait = 0.5
        while True:
            try:
                async for payload in _wire():
                    if payload is None:
                        wait = 0.5
                        self.tell_all_to_look_again()
                    else:
                        self.tell(json.loads(payload))
            except _breaks() as error:
                log.warning("The live wire broke: %s", error)
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT_SECONDS)


def _breaks() -> tuple[type[Exception], ...]:
    """What the wire in use breaks with."""
    if settings.REDIS_URL:
        from redis import RedisError

        return OSError, RedisError
    return OSError, psycopg.Error


async def _wire() -> AsyncIterator[str | None]:
    """Messages from the other processes; None once, when the wire stands."""
    if settings.REDIS_URL:
        import redis.asyncio as redis_async

        async with redis_async.Redis.from_url(settings.REDIS_URL).pubsub() as pubsub:
            await pubsub.subscribe(CHANNEL)
            yield None
            async for message in pubsub.listen():
                if message["type"] == "message":
                    yield message["data"].decode()
        return
    async for payload in notices(CHANNEL):
        yield payload


hub = Hub()
