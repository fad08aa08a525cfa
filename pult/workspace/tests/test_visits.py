"""The desk beside a chat: whether the visitor is there, what they have read, ending, the copy, handing over."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from pult.foundation.actors import SYSTEM
from pult.gateways.chat import operations
from pult.gateways.chat.models import Chat
from pult.gateways.chat.tests.shop import Shop, open_shop
from pult.routing.models import Wait
from pult.routing.types import Left
from tests.cast import Player

FRAGMENT = {"HX-Request": "true", "HX-Target": "article#conversation"}


@pytest.fixture
def shop(kettle) -> Shop:
    """The shop's pages, with a chat on them."""
    return open_shop(kettle)


def page_of(player: Player, chat: Chat) -> str:
    return player.client.get(f"/app/conversations/{chat.pk}/", headers=FRAGMENT).content.decode()


def test_ana_sees_whether_the_visitor_is_there(shop, kettle):
    visitor = shop.visitor()
    chat, _message = shop.says(visitor)
    assert "On the page" in page_of(kettle.ana, chat)
    operations.note_gone([visitor.pk], at=timezone.now() - timedelta(minutes=5))
    assert "Left the page" in page_of(kettle.ana, chat)
    assert "On the page" not in page_of(kettle.ana, chat)
    mail_page = kettle.ana.client.get(f"/app/conversations/{kettle.conversation().pk}/").content.decode()
    assert "visitor-panel" not in mail_page


def test_the_panel_tells_who_they_are_and_which_pages_they_saw(shop, kettle):
    operations.change_widget(shop.widget, by=SYSTEM, keeps_trail=True)
    shop.widget.refresh_from_db()
    visitor = shop.visitor()
    operations.describe(visitor, label="VIP", attributes={"plan": "<b>gold</b>"}, email="vera@example.org")
    operations.agree(visitor, to_trail=True)
    for name in ("kettles", "cart"):
        operations.note_page(visitor, address=f"https://shop.example/{name}", title=name.title())
    chat, _message = shop.says(visitor, page="https://shop.example/cart")
    panel = kettle.ana.client.get(f"/app/conversations/{chat.pk}/visitor/").content.decode()
    for words in (
        "VIP",
        "&lt;b&gt;gold&lt;/b&gt;",
        "Kettles",
        "Cart",
        "proved by nobody",
        "Block this visitor",
    ):
        assert words in panel
    assert kettle.stella.client.get(f"/app/conversations/{chat.pk}/visitor/").status_code == 404
    other = kettle.conversation()
    assert kettle.ana.client.get(f"/app/conversations/{other.pk}/visitor/").status_code == 404


def test_a_reply_that_was_read_says_when(shop, kettle):
    chat, _message = shop.says(shop.visitor())
    reply = kettle.reply(chat.conversation)
    assert "conv-seen" not in page_of(kettle.ana, chat)
    operations.note_got(chat, message_id=reply.pk, has_read=True)
    shown = page_of(kettle.ana, chat)
    assert shown.index(f"message-{reply.pk}") < shown.index('id="conv-seen"')
    kettle.reply(chat.conversation, "And a cup.")
    assert page_of(kettle.ana, chat).count("conv-seen") == 2  # once: its class and its id


def test_ana_ends_the_chat(shop, kettle):
    chat, _message = shop.says(shop.visitor())
    address = f"/app/conversations/{chat.pk}/chat-end/"
    assert address in page_of(kettle.ana, chat)
    assert "Chat ended" in kettle.ana.client.post(address).content.decode()
    chat.refresh_from_db()
    assert chat.ended_by == "staff"
    assert address not in page_of(kettle.ana, chat)


def test_a_copy_goes_where_the_visitor_wants_it(shop, kettle):
    visitor = shop.visitor()
    operations.describe(visitor, email="vera@example.org")
    chat, _message = shop.says(visitor, "My kettle sings")
    address = f"/app/conversations/{chat.pk}/transcript/"
    assert "vera@example.org" in kettle.ana.client.get(address).content.decode()
    assert kettle.ana.client.post(address, {"to": "nowhere"}).status_code == 422
    assert kettle.ana.client.post(address, {"to": "vera@example.org"}).status_code == 200
    assert "My kettle sings" in mail.outbox[-1].body


def test_a_chat_is_handed_to_a_colleague_with_a_note(shop, kettle):
    chat, _message = shop.says(shop.visitor())
    address = f"/app/conversations/{chat.pk}/transfer/"
    asked = kettle.ana.client.get(address).content.decode()
    assert f'value="member-{kettle.lea.member.pk}"' in asked
    assert f'value="department-{kettle.billing.pk}"' in asked
    assert f'value="member-{kettle.ana.member.pk}"' not in asked
    given = {"to": f"member-{kettle.lea.member.pk}", "note": "She speaks Croatian."}
    assert kettle.ana.client.post(address, given).status_code == 200
    kettle.settle()
    chat.conversation.refresh_from_db()
    assert chat.conversation.assignee == kettle.lea.member
    assert "She speaks Croatian." in page_of(kettle.lea, chat)
    assert Wait.objects.get().outcome == Left.ANSWERED


def test_a_colleague_of_another_department_gets_it_there(shop, kettle):
    chat, _message = shop.says(shop.visitor())
    given = {"to": f"member-{kettle.stella.member.pk}", "note": "About the bill."}
    answer = kettle.ana.client.post(f"/app/conversations/{chat.pk}/transfer/", given)
    kettle.settle()
    chat.conversation.refresh_from_db()
    assert (chat.conversation.department, chat.conversation.assignee) == (
        kettle.billing,
        kettle.stella.member,
    )
    assert answer["HX-Redirect"] == "/app/conversations/"
    assert not Wait.objects.waiting().exists()


def test_the_next_page_keeps_a_place_for_ones_chats(shop, kettle):
    chat, _message = shop.says(shop.visitor())
    assert "data-held" not in kettle.ana.client.get("/app/customers/").content.decode()
    kettle.ana.client.post(f"/app/conversations/{chat.pk}/mine/")
    kettle.ana.client.get("/app/chats/mine/")
    assert "data-held" in kettle.ana.client.get("/app/customers/").content.decode()
    kettle.ana.client.post(f"/app/conversations/{chat.pk}/status/", {"status": "solved"})
    kettle.ana.client.get("/app/chats/mine/")
    assert "data-held" not in kettle.ana.client.get("/app/customers/").content.decode()
