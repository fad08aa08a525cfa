"""Visitors of a foreign website with a strict policy chat; server and network go and come; answers follow by mail."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.gateways.chat import operations
from pult.gateways.chat.models import Chat, Widget
from tests.browser.conftest import Enter
from tests.browser.postbox import Postbox
from tests.browser.server import Server, restart
from tests.browser.shop import open_shop, said
from tests.browser.watching import Complaints, assert_accessible
from tests.browser.wire import open_wire
from tests.cast import Kettle


@pytest.fixture
def shop(kettle: Kettle, server: Server) -> Iterator[str]:
    with open_shop(kettle, server.url) as origin:
        yield origin


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
    assert [text.partition("<")[0].strip() for text in said(carl)] == [
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


def begins(page: Page, text: str) -> None:
    """A visitor opens the chat and says the first words."""
    page.get_by_role("button", name="Open the chat").click()
    page.get_by_role("button", name="Start a chat").click()
    page.get_by_label("E-mail").fill("carl@example.org")
    page.get_by_label("Message").fill(text)
    page.get_by_role("button", name="Start a chat").click()
    expect(page.locator("desk-chat .log")).to_contain_text("Sent")


def write(page: Page, text: str) -> None:
    page.get_by_label("Write a message").fill(text)
    page.keyboard.press("Enter")


def test_a_network_that_is_cut_loses_and_doubles_nothing_in_two_tabs(
    enter: Enter, kettle: Kettle, server: Server, complaints: Complaints
):
    complaints.allow(r"WebSocket|ERR_CONNECTION|ERR_TIMED_OUT|ERR_EMPTY_RESPONSE")
    with open_wire(server.url) as wire, open_shop(kettle, wire.url) as shop:
        carl = enter(None, shop)
        carl.context.clock.install()
        carl.reload()
        begins(carl, "My kettle leaks")
        other = carl.context.new_page()
        other.goto(shop)
        other.get_by_role("button", name="Open the chat").click()
        expect(other.locator("desk-chat .log")).to_contain_text("My kettle leaks")
        chat = Chat.objects.get()
        ana = enter(kettle.ana, f"/app/conversations/{chat.pk}/")
        wire.cut()
        write(carl, "Are you there?")
        ana.get_by_label("Reply", exact=True).last.fill("A new one is on its way.")
        ana.keyboard.press("Control+Enter")
        expect(ana.locator("#thread")).to_contain_text("A new one is on its way.")
        carl.clock.run_for(13_000)
        # The other tab says nothing: it has to find out by itself.
        other.clock.run_for(45_000)
        for tab in (carl, other):
            expect(tab.locator("desk-chat .state")).to_contain_text("No connection")
        write(carl, "It leaks on my carpet")
        wire.mend()
        carl.reload()
        carl.get_by_role("button", name="Open the chat").click()
        other.clock.run_for(30_000)
        rows = ["My kettle leaks", "A new one is on its way.", "Are you there?", "It leaks on my carpet"]
        expect(other.locator("desk-chat .log .say")).to_have_count(len(rows))
        write(other, "Thank you")
        rows.append("Thank you")
        for tab in (carl, other):
            expect(tab.locator("desk-chat .log .say")).to_have_count(len(rows))
            expect(tab.locator("desk-chat .log")).not_to_contain_text("Is being sent")
        assert said(carl) == said(other) == rows
        assert list(chat.conversation.messages.order_by("pk").values_list("text", flat=True)) == rows
        expect(ana.locator("#thread .pult-bubble")).to_have_text(rows)
