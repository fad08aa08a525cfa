"""The page's end of the wire: `/live`. News only; the page pulls the HTML itself."""

import asyncio
import json
import secrets
import time
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from pult.foundation.actors import Actor

from .hub import Socket, hub
from .news import mark_of, say
from .topics import allowed
from .wire import EXTENSION, NOT_SIGNED_IN
from .work import tell_work

MOST_TOPICS = 300
LARGEST_MESSAGE = 20_000
KINDS = frozenset({"looking", "typing", "noting", "gone"})


class LiveSocket(AsyncWebsocketConsumer):
    """One page of a signed-in person."""

    actor: Actor
    socket: Socket
    sender: asyncio.Task[None] | None = None
    works_on: str = ""

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Hand a message to its method, without the hop to a thread that Channels makes for each."""
        await getattr(self, message["type"].replace(".", "_"))(message)

    async def connect(self) -> None:
        """Take the page in, if somebody is signed in."""
        self.actor = getattr(self.scope.get("user"), "actor", None) or Actor(kind="nobody")  # type: ignore[arg-type]
        await self.accept()
        if not self.actor.is_person:
            await self.close(code=NOT_SIGNED_IN)
            return
        write = self.scope.get("extensions", {}).get(EXTENSION)
        session = mark_of(getattr(self.scope.get("session"), "session_key", None) or "")
        self.socket = Socket(
            secrets.token_hex(8), *([write] if write else []), person=self.actor.person_id, session=session
        )
        hub.add(self.socket)
        self.sender = asyncio.get_running_loop().create_task(self._send_what_comes())

    async def disconnect(self, code: int) -> None:  # noqa: ARG002 - Channels passes it
        """Forget the page."""
        if self.sender is not None:
            self.sender.cancel()
            self._work({"topic": self.works_on, "left": True})
            hub.remove(self.socket)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:  # noqa: ARG002
        """Listen to, leave, or say something in a topic; what cannot be read is passed over."""
        if not text_data or len(text_data) > LARGEST_MESSAGE or self.sender is None:
            return
        try:
            asked = json.loads(text_data)
        except ValueError:
            return
        if isinstance(asked, dict):
            if asked.get("here"):
                # A page that has heard nothing for a while wants to know whether the wire still stands.
                self.socket.offer("{}")
            await self._listen(_topics(asked.get("listen")), _seconds(asked.get("age")))
            hub.leave(self.socket, _topics(asked.get("leave")))
            self._work(asked.get("work"))
            await self._say(asked.get("say"))

    async def _listen(self, asked: set[str], age: float) -> None:
        asked = set(sorted(asked)[: MOST_TOPICS - len(self.socket.topics)])
        if not asked:
            return
        began = time.monotonic()
        granted = asked & await database_sync_to_async(allowed)(self.actor, asked)
        hub.join(self.socket, granted)
        answer = {"listening": sorted(granted)}
        if denied := sorted(asked - granted):
            answer["denied"] = denied
        self.socket.offer(json.dumps(answer))
        if missed := hub.memory.changed(granted, age=age + time.monotonic() - began):
            self.socket.offer(json.dumps({"news": sorted(missed)}))

    async def _say(self, said: Any) -> None:
        if not isinstance(said, dict) or said.get("kind") not in KINDS:
            return
        topic = said.get("topic")
        if topic in self.socket.topics:
            person = {"id": self.actor.id, "name": self.actor.name, "initials": _initials(self.actor.name)}
            await database_sync_to_async(say)(topic, said["kind"], person, sender=self.socket.name)

    def _work(self, done: Any) -> None:
        topic = done.get("topic") if isinstance(done, dict) else None
        if topic and topic in self.socket.topics:
            left = bool(done.get("left"))
            self.works_on = "" if left else topic
            tell_work(self.actor, topic, ago=_seconds(done.get("ago")), left=left)

    async def _send_what_comes(self) -> None:
        while (text := await self.socket.queue.get()) is not None:
            await self.send(text_data=text)
        await self.close(code=self.socket.farewell)


def _topics(value: Any) -> set[str]:
    return {topic for topic in value if isinstance(topic, str)} if isinstance(value, list) else set()


def _seconds(milliseconds: Any) -> float:
    """How long ago the page was asked for; one that does not say counts as new."""
    is_number = isinstance(milliseconds, int | float) and not isinstance(milliseconds, bool)
    return max(0.0, milliseconds / 1000) if is_number else 0.0


def _initials(name: str) -> str:
    return "".join(part[0] for part in name.split()[:2]).upper()
