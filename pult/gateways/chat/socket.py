"""The visitor's end of the wire: `/live/visitor`. A page calls, and is told what is new in its own chat only."""

import asyncio
import json
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from channels.generic.websocket import AsyncWebsocketConsumer
from django.db import close_old_connections
from django.utils.translation import gettext, gettext_noop, override

from pult.foundation.live.hub import Socket, hub

from . import operations, queries
from .calls import Line, answer, me_of, news
from .origins import is_welcome
from .pace import allows_address
from .queries.showing import widget_of
from .queries.visiting import chat_of
from .queries.wording import language_of

T = TypeVar("T")

LARGEST = 24_000
PULSE_SECONDS = 25
# After so many refusals in a row there is no person behind the page.
PATIENCE = 200
TOO_MUCH, NOT_WELCOME = 4429, 4403
THREADS = ThreadPoolExecutor(6, thread_name_prefix="visitors")


async def in_thread(question: Callable[..., T], *given: Any) -> T:
    """Ask the database outside the event loop."""
    return await asyncio.get_running_loop().run_in_executor(THREADS, _asked, question, *given)


def _asked(question: Callable[..., T], *given: Any) -> T:
    close_old_connections()
    try:
        return question(*given)
    finally:
        close_old_connections()


class Presences:
    """Which visitors have a page open in this process; they are noted together, now and then."""

    def __init__(self) -> None:
        self.pages: dict[int, int] = {}
        self.gone: set[int] = set()
        self.pulse: asyncio.Task[None] | None = None

    def add(self, visitor: int) -> None:
        """One more page of a visitor; the first one starts the pulse."""
        self.pages[visitor] = self.pages.get(visitor, 0) + 1
        self.gone.discard(visitor)
        if self.pulse is None or self.pulse.done():
            self.pulse = asyncio.get_running_loop().create_task(self._beat())

    def remove(self, visitor: int) -> None:
        """One page less."""
        left = self.pages.pop(visitor, 1) - 1
        if left > 0:
            self.pages[visitor] = left
        else:
            self.gone.add(visitor)

    async def _beat(self) -> None:
        beats = 0
        while self.pages or self.gone:
            await asyncio.sleep(1)
            beats += 1
            gone, self.gone = self.gone, set()
            if gone:
                await in_thread(operations.note_gone, gone)
            if beats % PULSE_SECONDS == 0 and self.pages:
                await in_thread(operations.note_here, list(self.pages))


presences = Presences()


class VisitorSocket(AsyncWebsocketConsumer):
    """One page of a visitor."""

    line: Line | None = None
    sender: asyncio.Task[None] | None = None
    chat: int = 0
    last: int = 0
    standing: dict[str, Any] | None = None
    refusals: int = 0
    wish: str = ""

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Hand a message to its method, without the hop to a thread that Channels makes for each."""
        await getattr(self, message["type"].replace(".", "_"))(message)

    async def connect(self) -> None:
        """Take the page in; who it is, it says itself."""
        self.socket = Socket(secrets.token_hex(8))
        headers = dict(self.scope.get("headers", []))
        self.wish = headers.get(b"accept-language", b"").decode("latin1").partition(",")[0][:20]
        await self.accept()

    async def disconnect(self, code: int) -> None:  # noqa: ARG002 - Channels passes it
        """Forget the page."""
        if self.sender is not None and self.line is not None and self.line.visitor is not None:
            self.sender.cancel()
            hub.remove(self.socket)
            presences.remove(self.line.visitor.pk)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:  # noqa: ARG002
        """Answer one call. What is too much is refused before anything is read from it."""
        if not text_data or len(text_data) > LARGEST:
            await self._refuse(
                "too_long", gettext_noop("This message is too long. Please say it in several.")
            )
            return
        if not allows_address(self._address):
            await self._refuse("too_fast", gettext_noop("That was too fast. Please wait a moment."))
            return
        try:
            call = json.loads(text_data)
        except (ValueError, RecursionError):
            call = None
        if isinstance(call, dict):
            await self._answer(call)

    @property
    def _address(self) -> str:
        return str((self.scope.get("client") or ("", 0))[0])

    async def _refuse(self, code: str, text: str) -> None:
        self.refusals += 1
        if self.refusals > PATIENCE:
            await self.close(code=TOO_MUCH)
        else:
            with override(self._language):
                said = {"refused": code, "text": gettext(text)}
            await self.send(text_data=json.dumps(said, ensure_ascii=False))

    @property
    def _language(self) -> str:
        """The visitor's language; before they have said hello, what their browser asks for."""
        return self.line.language if self.line else language_of(self.wish, usual="en")

    async def _answer(self, call: dict[str, Any]) -> None:
        name = str(call.get("do", ""))
        if name == "here":
            # A page that has heard nothing for a while wants to know whether the wire still stands.
            await self.send(text_data="{}")
            return
        if self.line is None and not (name == "hello" and await self._find_line(call)):
            return
        assert self.line is not None
        if name == "hello" and self.sender is not None:
            await self._refuse("hello_twice", gettext_noop("Please load this page again."))
            return
        if self.chat and call.get("conversation") == self.chat and name == "say":
            # What was said since goes along, so that no number is passed over.
            call = {**call, "after": self.last}
        said = await in_thread(answer, self.line, name, call)
        self.refusals = self.refusals + 1 if "refused" in said else 0
        if self.refusals > PATIENCE:
            await self.close(code=TOO_MUCH)
            return
        if name == "hello" and "refused" not in said:
            self._begin()
        await self.send(text_data=json.dumps({"to": call.get("n"), **said}, ensure_ascii=False))
        if name in {"hello", "say", "resume"} and said.get("chat"):
            await self._follow(said)

    async def _find_line(self, call: dict[str, Any]) -> bool:
        """The widget that is named, if this website may show it."""
        headers = {name.lower(): value.decode("latin1") for name, value in self.scope.get("headers", [])}
        widget = await in_thread(widget_of, str(call.get("token", ""))[:64])
        origin, host = headers.get(b"origin", ""), headers.get(b"host", "")
        if widget is None or not is_welcome(origin, allowed=widget.origins, host=host):
            self.wish = str(call.get("locale") or self.wish)[:20]
            await self._refuse("not_welcome", gettext_noop("This chat is not for this website."))
            await self.close(code=NOT_WELCOME)
            return False
        browser = headers.get(b"user-agent", "")
        self.line = Line(widget=widget, address=self._address, browser=browser, sender=self.socket.name)
        return True

    def _begin(self) -> None:
        assert self.line is not None
        visitor = self.line.known.pk
        if self.sender is not None:
            return
        hub.add(self.socket)
        hub.join(self.socket, {f"visitor:{visitor}"})
        presences.add(visitor)
        self.sender = asyncio.get_running_loop().create_task(self._send_what_comes())

    async def _follow(self, said: dict[str, Any]) -> None:
        """Listen to the chat first, then read what came in between: an overlap is harmless, a gap is not."""
        chat = int(said["chat"]["conversation"])
        numbers = [int(one["id"]) for one in said["messages"]]
        if chat != self.chat:
            hub.leave(self.socket, {f"conversation:{self.chat}"})
            hub.join(self.socket, {f"conversation:{chat}"})
            self.chat, self.last, self.standing = chat, max(numbers, default=0), said["chat"]
            await self._tell_news()
        self.last = max([self.last, *numbers])

    async def _send_what_comes(self) -> None:
        ends = False
        while not ends:
            # Who is told to look five times at once looks once.
            at_once = [await self.socket.queue.get()]
            while not self.socket.queue.empty():
                at_once.append(self.socket.queue.get_nowait())
            ends = None in at_once
            heard = [json.loads(text) for text in at_once if text is not None]
            for said in (one["said"] for one in heard if "said" in one):
                await self._tell_said(said)
            await self._look({topic.partition(":")[0] for one in heard for topic in one.get("news", ())})
        await self.close(code=self.socket.farewell)

    async def _look(self, topics: set[str]) -> None:
        if "visitor" in topics:
            await self._tell_invitation()
        if "conversation" in topics:
            await self._tell_news()

    async def _tell_said(self, said: dict[str, Any]) -> None:
        """Of what the staff does only that somebody writes a reply, and how far they have read."""
        person = said.get("person") or {}
        if person.get("visitor"):
            return
        if said.get("kind") == "typing":
            await self.send(text_data=json.dumps({"typing": person.get("name", "")}, ensure_ascii=False))
        elif said.get("kind") == "read":
            await self.send(text_data=json.dumps({"read": person.get("message", 0)}))

    async def _tell_invitation(self) -> None:
        found = await in_thread(self._invitation)
        if found:
            await self.send(text_data=json.dumps({"invitation": found}, ensure_ascii=False))

    async def _tell_news(self) -> None:
        found = await in_thread(self._news)
        if found is None or not (found["messages"] or "me" in found or found["chat"] != self.standing):
            return
        self.standing = found["chat"]
        self.last = max([self.last, *(int(one["id"]) for one in found["messages"])])
        await self.send(text_data=json.dumps(found, ensure_ascii=False))
        if found.get("more"):
            await self._tell_news()

    def _news(self) -> dict[str, Any] | None:
        assert self.line is not None
        visitor = self.line.known
        chat = chat_of(visitor, self.chat)
        if chat is None:
            return None
        found = news(self.line, chat, after=self.last)
        if not visitor.email and chat.visitor.email:
            # They have told the bot, or another tab.
            visitor.name, visitor.email = chat.visitor.name, chat.visitor.email
            found["me"] = me_of(visitor)
        return found

    def _invitation(self) -> dict[str, Any] | None:
        assert self.line is not None
        return queries.invitation_for(self.line.known)
