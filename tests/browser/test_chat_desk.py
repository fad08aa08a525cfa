"""A chat at the desk, from the keyboard: it rings here, then there, is taken, answered, handed on, and listened to."""

import re

import pytest
from playwright.sync_api import Page, expect

from pult.conversations import operations as conversations
from pult.conversations.models import CannedReply, Conversation, Message
from pult.conversations.types import MessageKind
from pult.foundation.actors import SYSTEM
from pult.gateways.chat import operations as door
from pult.gateways.chat.operations import Said
from pult.knowledge import operations as knowledge
from pult.knowledge.types import DocumentKind
from pult.routing import operations as routing
from pult.routing.models import Offer
from pult.routing.types import Result, Rules
from pult.workforce import operations as workforce
from pult.workforce.types import Presence
from tests.browser.conftest import Enter
from tests.browser.watching import Complaints, assert_accessible
from tests.cast import Kettle

WHITE = "White spots are limescale; vinegar takes them off."


@pytest.fixture
def leak(kettle: Kettle) -> Conversation:
    """Vera waits; whom Ana does not answer is offered to Billing, and Stella has a phrase and an article at hand."""
    for one in (kettle.lea, kettle.mila):
        workforce.set_presence(one.member, Presence.OFFLINE, by=SYSTEM)
    rules = Rules(most_misses=1, overflow_id=kettle.billing.pk, is_for_everybody=False)
    routing.set_rules(kettle.support, rules, by=SYSTEM)
    conversations.save_canned_reply(
        CannedReply(),
        name="Greeting",
        shortcut="hello",
        texts={"en": "Hello {{ customer.name }}!"},
        by=SYSTEM,
    )
    article = knowledge.write("Limescale", language="en", body=WHITE, kind=DocumentKind.ARTICLE, by=SYSTEM)
    knowledge.publish(article, by=SYSTEM)
    widget = door.open_widget("Shop", department=kettle.support, mailbox=kettle.inbox, by=SYSTEM)
    vera = door.welcome(widget)
    door.describe(vera, name="Vera")
    chat, _message = door.say(vera, Said(name="message-1", text="White spots in my kettle"))
    kettle.settle()
    return chat.conversation


def presses(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_chat_rings_on_is_taken_by_one_key_handed_on_and_whispered_into(
    enter: Enter, kettle: Kettle, leak: Conversation, complaints: Complaints
):
    # Whoever hands a chat to another department may ask for it once more before the page has left it.
    complaints.allow(r"404.*/messages/")
    ana, stella = enter(kettle.ana, "/app/customers/"), enter(kettle.stella, "/app/")
    expect(ana.locator("chat-offer")).to_contain_text("White spots in my kettle")
    assert_accessible(ana, within="#dock")
    expect(stella.locator("#dock-offers")).to_be_attached()
    # Ana is at the coffee machine: half a minute goes by.
    offer = Offer.objects.get()
    routing.move_on(at=offer.expires_at)
    expect(ana.locator("chat-offer")).to_have_count(0)
    expect(stella.locator("chat-offer")).to_contain_text("Vera")
    presses(stella, "y")
    expect(stella.locator("#conv-head h1")).to_have_text("White spots in my kettle")
    assert Offer.objects.get(result=Result.ACCEPTED).member == kettle.stella.member
    presses(stella, "r")
    stella.keyboard.type("/hello")
    expect(stella.get_by_role("option", name="Greeting")).to_be_visible()
    presses(stella, "Enter")
    stella.keyboard.type(" ??lime")
    expect(stella.get_by_role("option", name="The whole text")).to_be_visible()
    presses(stella, "ArrowDown", "Enter")
    expect(stella.locator("#panel-reply textarea")).to_have_value(
        re.compile(f"^Hello Vera! {WHITE}\nhttp.*limescale$")
    )
    presses(stella, "Enter")
    expect(stella.locator("#thread .pult-chat-ours")).to_contain_text("Hello Vera!")
    lea = enter(kettle.lea, "/app/chats/live/")
    lea.get_by_role("button", name=re.compile("Read along.*Vera")).click()
    lea.get_by_label("Whisper to whoever serves").fill("She is a friend of the house.")
    presses(lea, "Control+Enter")
    expect(stella.locator("#thread")).to_contain_text("She is a friend of the house.")
    stella.get_by_role("button", name="More", exact=True).click()
    stella.get_by_role("menuitem", name="Transfer").click()
    stella.get_by_label("To whom").select_option(f"member-{kettle.ana.member.pk}")
    stella.get_by_label("Note for the colleagues").fill("She has tried vinegar already.")
    stella.get_by_role("dialog").get_by_role("button", name="Transfer").click()
    expect(ana.locator("#dock-chats")).to_contain_text("Vera")
    presses(ana, "x")
    expect(ana.locator("#thread")).to_contain_text("She has tried vinegar already.")
    assert Message.objects.filter(kind=MessageKind.NOTE).count() == 2
