"""Visitors of a foreign website with a strict policy chat; server and network go and come; answers follow by mail."""

import re
from collections.abc import Iterator
from datetime import time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from pult.assistant import operations as assistant
from pult.assistant.models import Bot
from pult.assistant.types import When
from pult.calendars import operations as calendars
from pult.calendars.types import Interval
from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.foundation.actors import SYSTEM
from pult.gateways.chat import operations
from pult.gateways.chat.models import Chat, Widget
from pult.knowledge import operations as knowledge
from pult.knowledge.types import DocumentKind
from pult.workforce.models import Department
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


def write(page: Page, text: str, *, label: str = "Write a message") -> None:
    page.get_by_label(label).fill(text)
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


KAMENAC = "Kamenac se uklanja sirćetom: sipajte pola litra vode i decilitar sirćeta, i prokuvajte."


@pytest.fixture
def night(kettle: Kettle, shop: str) -> Bot:
    """It is closed until the day after tomorrow; the bot knows one article, written in Latin letters."""
    day = (timezone.localdate() + timedelta(days=2)).weekday()
    calendar = calendars.open_calendar(
        "Office", zone="Europe/Belgrade", week={day: [Interval.of(time(9), time(17))]}, by=SYSTEM
    )
    Department.objects.update(calendar=calendar)
    article = knowledge.write(
        "Uklanjanje kamenca", language="sr-latn", body=KAMENAC, kind=DocumentKind.ARTICLE,
        also_asked=["Kako da očistim kuvalo?"], by=SYSTEM,
    )  # fmt: skip
    knowledge.publish(article, by=SYSTEM)
    flow = assistant.write_flow("Usual", by=SYSTEM)
    assistant.publish_flow(flow, by=SYSTEM)
    flow.refresh_from_db()
    widget = Widget.objects.get()
    operations.change_widget(widget, fields=[], by=SYSTEM)
    bot = assistant.open_bot(widget.inbox, name="Lonče", flow=flow, by=SYSTEM)
    assistant.change_bot(bot, is_on=True, when=When.CLOSED, by=SYSTEM)
    kettle.settle()
    return bot


def test_at_night_the_bot_answers_in_cyrillic_and_a_person_writes_by_mail(
    enter: Enter, kettle: Kettle, shop: str, night: Bot, postbox: Postbox
):
    vera = enter(None, f"{shop}/sr")
    vera.get_by_role("button", name="Отвори чет").click()
    expect(vera.locator("desk-chat")).to_contain_text("Lonče одговара одмах")
    assert_accessible(vera)
    vera.get_by_role("button", name="Започните чет").click()
    log = vera.locator("desk-chat .log")
    write(vera, "Како да очистим кувало?", label="Напишите поруку")
    expect(log).to_contain_text("Каменац се уклања сирћетом")
    expect(log.get_by_role("link", name="Уклањање каменца")).to_have_attribute("href", re.compile("/hc/sr/"))
    write(vera, "Хоћу да разговарам са човеком", label="Напишите поруку")
    expect(log).to_contain_text("адресу")
    write(vera, "vera@example.org", label="Напишите поруку")
    expect(log).to_contain_text("поново радимо")
    expect(vera.locator("desk-chat")).to_contain_text("одговарамо е-поштом на vera@example.org")
    expect(vera.locator("desk-chat .state")).to_have_text("")
    kettle.settle()
    chat = Chat.objects.get()
    vera.close()
    ana = enter(kettle.ana, f"/app/conversations/{chat.pk}/")
    expect(ana.locator("#thread")).to_contain_text("Каменац се уклања сирћетом")
    operations.note_gone([chat.visitor_id], at=timezone.now() - timedelta(minutes=10))
    ana.get_by_label("Reply", exact=True).last.fill("Пробајте још једном, са лимунском киселином.")
    ana.keyboard.press("Control+Enter")
    letter = postbox.wait_for("vera@example.org")
    assert "са лимунском киселином" in letter.text
