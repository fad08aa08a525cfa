"""The list of visitors: who is here, inviting, blocking; and what a browser may no longer open."""

import asyncio
import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pult.foundation.actors import SYSTEM
from pult.foundation.web.requests import trace_from
from pult.gateways.chat import operations, queries
from pult.gateways.chat.identity import Claim
from pult.gateways.chat.keys import key_of
from pult.gateways.chat.models import Block, Visitor
from pult.gateways.chat.socket import VisitorSocket
from pult.knowledge import operations as knowledge
from pult.knowledge.models import Visit
from tests.cast import Kettle

from .shop import ORIGIN, Shop, open_shop
from .test_calls import Page, till

__all__ = ["till"]
pytestmark = pytest.mark.django_db


def on_pages(shop: Shop) -> Visitor:
    operations.change_widget(shop.widget, by=SYSTEM, keeps_trail=True)
    shop.widget.refresh_from_db()
    visitor = shop.visitor(claim=Claim(id="u-7", name="Vera", email="vera@example.org"), address="192.0.2.7")
    operations.agree(visitor, to_trail=True)
    operations.note_page(visitor, address="https://shop.example/cart?step=2", title="Your cart")
    return visitor


def test_ana_sees_who_is_here_and_what_they_look_at(shop: Shop, kettle: Kettle):
    assert "Nobody is on your websites now" in kettle.ana.client.get("/app/visitors").content.decode()
    vera = on_pages(shop)
    away = shop.visitor(at=timezone.now() - timedelta(hours=1))
    other = shop.visitor()
    chat, _message = shop.says(other)
    page = kettle.ana.client.get("/app/visitors").content.decode()
    assert "2 visitors" in page
    for words in ("Vera", "vouched for by the website", "Your cart", "/cart", "Waits"):
        assert words in page
    assert f'href="/app/conversations/{chat.pk}/"' in page
    assert away.shown_name not in page
    fragment = kettle.ana.client.get("/app/visitors", headers={"HX-Target": "div#visitors"}).content.decode()
    assert "<html" not in fragment
    assert f'id="visitor-{vera.pk}"' in fragment
    assert kettle.eva.client.get("/app/visitors").status_code == 403


def test_when_somebody_came_is_this_time_and_not_the_first(shop: Shop):
    before = timezone.now() - timedelta(days=3)
    visitor = shop.visitor(at=before)
    visitor = shop.visitor(key=visitor.key)
    found = queries.visitors_now(shop.kettle.ana.actor)
    assert [one.visitor for one in found] == [visitor]
    assert found[0].since > before + timedelta(days=2)
    again = shop.visitor(key=visitor.key, at=timezone.now() + timedelta(seconds=30))
    assert again.came_at == visitor.came_at


def test_an_invitation_reaches_the_page(shop: Shop, kettle: Kettle):
    vera = on_pages(shop)
    address = f"/app/visitors/{vera.pk}/invitation"
    assert "Invite Vera to chat" in kettle.ana.client.get(address).content.decode()
    assert kettle.ana.client.post(address, {"text": " "}).status_code == 422
    assert kettle.ana.client.post(address, {"text": "May I help?"}).status_code == 204
    said = queries.invitation_for(vera)
    assert said is not None
    assert (said["text"], said["name"]) == ("May I help?", kettle.ana.person.name)
    assert "Invited" in kettle.ana.client.get("/app/visitors").content.decode()


def test_somebody_is_blocked_listed_and_let_in_again(shop: Shop, kettle: Kettle):
    vera = on_pages(shop)
    address = f"/app/visitors/{vera.pk}/block"
    assert "Block Vera" in kettle.ana.client.get(address).content.decode()
    assert "Nobody is blocked" in kettle.ana.client.get("/app/visitors/blocked").content.decode()
    assert kettle.ana.client.post(address, {"lasts": "never"}).status_code == 422
    given = {"lasts": "day", "with_address": "on", "reason": "Shouts"}
    assert kettle.ana.client.post(address, given).status_code == 204
    assert Block.objects.count() == 2
    until = Block.objects.earliest("pk").until
    assert until is not None
    assert until > timezone.now() + timedelta(hours=23)
    listed = kettle.ana.client.get("/app/visitors/blocked").content.decode()
    assert "Shouts" in listed
    assert "192.0.2.7" in listed
    assert "Blocked" in kettle.ana.client.get("/app/visitors").content.decode()
    assert (
        kettle.ana.client.post(f"/app/visitors/blocked/{Block.objects.earliest('pk').pk}/removal").status_code
        == 302
    )
    assert not Block.objects.exists()


def test_a_block_that_has_run_out_blocks_no_longer(shop: Shop, till: Page):
    visitor = Visitor.objects.get()
    ago = timezone.now() - timedelta(days=2)
    operations.block(visitor, by=SYSTEM, until=ago + timedelta(days=1), at=ago)
    assert "chat" in till.ask("resume")
    till.ask("hello")
    assert Visitor.objects.get().blocked_at is None


def test_the_list_costs_the_same_with_one_and_with_ten(shop: Shop, kettle: Kettle):
    on_pages(shop)
    shop.says(shop.visitor())
    kettle.ana.client.get("/app/visitors")  # what is asked once and kept does not count
    with CaptureQueriesContext(connection) as one:
        kettle.ana.client.get("/app/visitors")
    for _number in range(9):
        shop.says(shop.visitor())
    with CaptureQueriesContext(connection) as many:
        kettle.ana.client.get("/app/visitors")
    assert len(many) == len(one)


def test_who_signs_out_leaves_no_key_behind(shop: Shop, kettle: Kettle):
    vera = on_pages(shop)
    shop.says(vera, "My order is late")
    page = Page(shop)
    page.key = key_of(vera.key)
    assert page.ask("resume")["chat"]
    assert page.ask("forget") == {}
    assert page.response("resume", {}).status_code == 401
    stranger = page.ask("hello")
    assert stranger["chat"] is None
    assert not stranger["me"]["verified"]


def test_who_asks_in_the_chat_was_not_served_by_the_help_centre_alone(shop: Shop, till: Page):
    knowledge.note_looking(trace_from("127.0.0.1", ""))
    till.says("I have found nothing")
    assert Visit.objects.get().asked_at is not None


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        ("hr-HR,hr", "Učitajte ovu stranicu ponovno."),
        ("sr-Latn-RS", "Učitajte"),
        ("sr", "Учитајте"),
        ("en-GB", "Please load this page again."),
    ],
)
def test_the_socket_refuses_in_the_visitors_language(wish: str, sentence: str):
    socket = VisitorSocket()
    socket.scope = {"headers": [(b"accept-language", wish.encode())]}
    said: list[str] = []

    async def accept() -> None:
        return None

    async def send(text_data: str) -> None:
        said.append(text_data)

    async def turned_away() -> None:
        await socket.connect()
        await socket._refuse("hello_twice", "Please load this page again.")

    socket.accept, socket.send = accept, send
    asyncio.run(turned_away())
    assert json.loads(said[0])["text"].startswith(sentence)


def test_a_chat_begins_on_a_page_and_flows_may_ask_which(kettle: Kettle):
    shop = open_shop(kettle)
    chat, _message = shop.says(shop.visitor(), page=f"{ORIGIN}/returns")
    assert queries.page_of(chat.conversation) == f"{ORIGIN}/returns"
    assert queries.page_of(kettle.conversation()) == ""
    assert queries.online_among([chat.pk, 999_999]) == {chat.pk}
