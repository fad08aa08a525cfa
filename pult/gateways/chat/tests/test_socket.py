"""The visitor's end of the wire: what it answers, what it refuses, and when it hangs up."""

import asyncio
import json
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Self

import pytest
from asgiref.testing import ApplicationCommunicator
from django.db import connections

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation, Message
from pult.foundation.live.hub import Hub, hub
from pult.gateways.chat import socket
from pult.gateways.chat.pace import Pace
from pult.gateways.chat.socket import NOT_WELCOME, PATIENCE, TOO_MUCH, VisitorSocket

from .shop import ORIGIN, Shop

pytestmark = pytest.mark.django_db
MEGABYTE = 1_000_000


class Wire:
    """One page that is connected."""

    def __init__(self, shop: Shop, address: str = "192.0.2.7", origin: str = ORIGIN) -> None:
        self.shop = shop
        headers = [(b"origin", origin.encode()), (b"host", b"desk.example"), (b"user-agent", b"Firefox")]
        scope = {"type": "websocket", "path": "/live/visitor", "headers": headers, "client": (address, 5000)}
        self.page = ApplicationCommunicator(VisitorSocket.as_asgi(), scope)

    async def __aenter__(self) -> Self:
        await self.page.send_input({"type": "websocket.connect"})
        assert (await self.heard())["type"] == "websocket.accept"
        return self

    async def __aexit__(self, *_how: object) -> None:
        await self.page.send_input({"type": "websocket.disconnect", "code": 1001})
        await self.page.wait(timeout=30)

    async def send(self, text: str | None = None, raw: bytes | None = None) -> None:
        await self.page.send_input({"type": "websocket.receive", "text": text, "bytes": raw})

    async def heard(self) -> dict[str, Any]:
        return dict(await self.page.receive_output(timeout=30))

    async def next(self) -> dict[str, Any]:
        return dict(json.loads((await self.heard())["text"]))

    async def hears_nothing(self) -> bool:
        return bool(await self.page.receive_nothing(timeout=0.05))

    async def ask(self, do: str, /, **data: Any) -> dict[str, Any]:
        await self.send(json.dumps({"do": do, "n": 1, **data}))
        return await self.next()

    async def hello(self, **data: Any) -> dict[str, Any]:
        return await self.ask("hello", token=self.shop.widget.token, **data)


@pytest.fixture
def play(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Coroutine[Any, Any, None]], None]]:
    """Play a story on the wire, with this test's own connection to the database."""
    ours = connections["default"]
    ours.inc_thread_sharing()

    def asked(question: Callable[..., Any], *given: Any) -> Any:
        connections["default"] = ours
        return question(*given)

    async def nobody(_hub: Hub) -> None:
        await asyncio.sleep(3600)

    monkeypatch.setattr(socket, "_asked", asked)
    monkeypatch.setattr(Hub, "_listen", nobody)
    with ThreadPoolExecutor(1) as thread:
        monkeypatch.setattr(socket, "THREADS", thread)
        yield asyncio.run
    ours.dec_thread_sharing()


def test_a_page_hears_what_is_said_in_its_chat_once_and_never_a_note(shop: Shop, play):
    def staff_writes(chat: int) -> None:
        conversation = Conversation.objects.get(pk=chat)
        conversations.note(conversation, by=shop.kettle.ana.actor, text="A friend of the house")
        conversations.reply(conversation, by=shop.kettle.ana.actor, text="From the bottom?")

    async def story() -> None:
        async with Wire(shop) as page:
            hello = await page.hello()
            begun = await page.ask("say", id="message-1", text="It leaks")
            chat = begun["chat"]["conversation"]
            async with Wire(shop) as tab:
                there = await tab.hello(key=hello["key"])
                assert [one["text"] for one in there["messages"]] == ["It leaks"]
                await socket.in_thread(staff_writes, chat)
                for _twice in range(2):
                    hub.tell({"news": [f"conversation:{chat}"]})
                for one in (page, tab):
                    assert [said["text"] for said in (await one.next())["messages"]] == ["From the bottom?"]
                    assert await one.hears_nothing()

    play(story())


def test_a_megabyte_is_refused_in_words_and_the_talk_goes_on(shop: Shop, play):
    async def story() -> None:
        async with Wire(shop) as page:
            await page.hello()
            refused = await page.ask("say", id="message-1", text="a" * MEGABYTE)
            assert refused["refused"] == "too_long"
            assert "several" in refused["text"]
            refused = await page.ask("say", id="message-1", text="a" * 5001)
            assert refused["refused"] == "too_long"
            said = await page.ask("say", id="message-1", text="a" * 5000)
            assert [len(one["text"]) for one in said["messages"]] == [5000]

    play(story())
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    "nonsense", ["{", "[]", "7", "null", '{"do": 5}', '{"do": ["say"]}', "[" * 20_000, '{"n": {}}']
)
def test_nonsense_harms_nothing(shop: Shop, play, nonsense: str):
    async def story() -> None:
        async with Wire(shop) as page:
            await page.send(nonsense)
            await page.send(raw=b"\x00\xff")
            assert (await page.next())["refused"] == "too_long"
            assert "key" in await page.hello()

    play(story())


def test_ten_thousand_in_a_minute_from_one_address_end_with_the_wire(shop: Shop, play, monkeypatch):
    pace = Pace(burst=12, a_second=0)
    monkeypatch.setattr("pult.gateways.chat.pace.ADDRESSES", pace)

    async def story() -> None:
        async with Wire(shop, "192.0.2.66") as flood, Wire(shop, "192.0.2.7") as carl:
            await flood.hello()
            heard = []
            for number in range(10_000):
                await flood.send(json.dumps({"do": "say", "id": f"flood-{number:06}", "text": "Buy"}))
                heard.append(await flood.heard())
                if heard[-1]["type"] == "websocket.close":
                    break
            assert heard[-1]["code"] == TOO_MUCH
            assert len(heard) <= PATIENCE + pace.burst
            # Whoever is somewhere else notices nothing of it.
            await carl.hello()
            assert "refused" not in await carl.ask("say", id="message-1", text="It leaks")

    play(story())
    assert Message.objects.filter(text="Buy").count() == pace.burst - 1
    assert Message.objects.filter(text="It leaks").count() == 1


@pytest.mark.parametrize(
    ("token", "origin"),
    [
        ("nowhere", ORIGIN),
        ("", ORIGIN),
        (7, ORIGIN),
        (None, ORIGIN),
        ("x" * 5000, ORIGIN),
        ("right", "https://evil.example"),
        ("right", "null"),
        ("right", ""),
    ],
)
def test_a_wrong_token_or_website_is_told_and_hung_up(shop: Shop, play, token: object, origin: str):
    async def story() -> None:
        async with Wire(shop, origin=origin) as wire:
            refused = await wire.ask("hello", token=shop.widget.token if token == "right" else token)
            assert refused["refused"] == "not_welcome"
            closed = await wire.heard()
        assert (closed["type"], closed["code"]) == ("websocket.close", NOT_WELCOME)

    play(story())


def test_nothing_is_answered_before_hello_and_hello_is_said_once(shop: Shop, play):
    async def story() -> None:
        async with Wire(shop) as page:
            await page.send(json.dumps({"do": "history", "n": 1}))
            assert await page.hears_nothing()
            assert await page.ask("here") == {}
            forged = await page.hello(user={"id": "42", "hash": "0" * 64})
            assert forged["refused"] == "forged_identity"
            assert "refused" in await page.ask("history")
            assert "key" in await page.hello()
            assert (await page.hello())["refused"] == "hello_twice"
            assert (await page.ask("history"))["chats"] == []

    play(story())
