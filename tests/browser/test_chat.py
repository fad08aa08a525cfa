"""A visitor of a foreign website with a strict policy chats; the server goes and comes; the answer follows by mail."""

import re
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.foundation.actors import SYSTEM
from pult.gateways.chat import operations
from pult.gateways.chat.models import Chat, Widget
from tests.browser.conftest import Enter
from tests.browser.postbox import Postbox
from tests.browser.server import Server, restart
from tests.browser.watching import Complaints, assert_accessible
from tests.cast import Kettle


@pytest.fixture
def shop(kettle: Kettle, server: Server) -> Iterator[str]:
    """A shop on another origin, whose policy allows the desk and nothing else."""
    desk = server.url
    pages: dict[str, str] = {}

    class Shop(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            sources = f"script-src {desk}; connect-src {desk} {desk.replace('http', 'ws')}; img-src {desk}"
            self.send_header("Content-Security-Policy", f"default-src 'none'; {sources}")
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(pages["/"].encode())

        def log_message(self, *words: object) -> None:
            """Nobody reads it."""

    house = ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    origin = f"http://127.0.0.1:{house.server_port}"
    widget = operations.open_widget(
        "Shop",
        department=kettle.support,
        mailbox=kettle.inbox,
        origins=[origin],
        fields=[
            {"key": "name", "kind": "text", "required": False},
            {"key": "email", "kind": "email", "required": True},
        ],
        by=SYSTEM,
    )
    script = f'<script async src="{desk}/widget.js" data-token="{widget.token}"></script>'
    pages["/"] = (
        f"<!doctype html><html lang=en><title>Shop</title><main><h1>Kettles</h1></main>{script}</html>"
    )
    Thread(target=house.serve_forever, daemon=True).start()
    yield origin
    house.shutdown()
    house.server_close()


def said(page: Page) -> list[str]:
    return page.locator("desk-chat .log .say").all_inner_texts()


def test_a_visitor_chats_through_a_restart_and_gets_the_last_word_by_mail(
    enter: Enter, kettle: Kettle, server: Server, shop: str, postbox: Postbox, complaints: Complaints
):
    complaints.allow(r"WebSocket|ERR_CONNECTION_REFUSED|ERR_INTERNET_DISCONNECTED|favicon")
    carl = enter(None, shop)
    carl.get_by_role("button", name="Open the chat").click()
    assert_accessible(carl)
    carl.get_by_role("button", name="Start a chat").click()
    carl.get_by_label("E-mail").fill("carl@example.org")
    carl.get_by_label("Message").fill("My kettle leaks <script>alert(1)</script>")
    carl.get_by_role("button", name="Start a chat").click()
    expect(carl.locator("desk-chat .log")).to_contain_text("My kettle leaks")
    expect(carl.locator("desk-chat .log")).to_contain_text("Sent")
    kettle.settle()
    chat = Chat.objects.get()
    ana = enter(kettle.ana, f"/app/conversations/{chat.pk}/")
    ana.get_by_label("Reply", exact=True).last.fill("From the bottom?")
    ana.keyboard.press("Control+Enter")
    expect(carl.locator("desk-chat .log")).to_contain_text("From the bottom?")
    assert_accessible(carl)
    ana.close()
    with restart(server):
        carl.get_by_label("Write a message").fill("Yes, from the bottom")
        carl.keyboard.press("Enter")
        expect(carl.locator("desk-chat .state")).to_contain_text("No connection")
        conversation = Conversation.objects.get(pk=chat.pk)
        conversations.reply(conversation, by=kettle.ana.actor, text="A new one is on its way.")
    expect(carl.locator("desk-chat .log")).not_to_contain_text("Is being sent", timeout=40_000)
    expect(carl.locator("desk-chat .log")).to_contain_text("A new one is on its way.")
    assert [re.sub("<.*", "", text).strip() for text in said(carl)] == [
        "My kettle leaks",
        "From the bottom?",
        "A new one is on its way.",
        "Yes, from the bottom",
    ]
    carl.close()
    operations.note_gone([chat.visitor_id], at=timezone.now() - timedelta(minutes=10))
    conversations.reply(conversation, by=kettle.ana.actor, text="It comes on Monday.")
    letter = postbox.wait_for("carl@example.org")
    assert "It comes on Monday." in letter.text
    assert Widget.objects.count() == 1
