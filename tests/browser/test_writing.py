"""What is written: a canned reply in her language, sent, taken back and planned; a colleague called by name."""

import re

from playwright.sync_api import Page, expect

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation, Message, PlannedReply
from pult.conversations.types import MessageKind, PlanState
from pult.inboxes.models import Inbox
from tests.browser.conftest import Enter
from tests.browser.looking import look_at, on_a_phone, speaks
from tests.cast import Kettle

ANSWER = re.compile(r"^Draga Ivana, novo je na putu\.\s*$")


def kept_answer(page: Page) -> None:
    """One name, two languages."""
    page.locator("[name=name]").fill("Novo kuhalo")
    page.locator("[name=shortcut]").fill("novo")
    page.locator("[name=text_en]").fill("Dear {{customer.first_name}}, a new one is on its way.")
    page.locator("[name=text_hr]").fill("Draga {{customer.first_name}}, novo je na putu.")
    page.locator(".pult-form-actions [type=submit]").first.click()
    expect(page.locator("main")).to_contain_text("Novo kuhalo")


def test_a_canned_reply_in_her_language_is_taken_back_and_planned(enter: Enter, kettle: Kettle):
    Inbox.objects.update(undo_seconds=30)
    speaks(kettle.lea, "hr")
    speaks(kettle.ana, "sr")
    kept_answer(enter(kettle.lea, "/app/settings/canned/new/"))
    leak = kettle.conversation("ivana@example.org", name="Ivana Kovač")
    Conversation.objects.filter(pk=leak.pk).update(language="hr")
    ana = on_a_phone(enter, kettle.ana, f"/app/conversations/{leak.pk}/")
    text = ana.locator("#panel-reply textarea")
    text.press_sequentially("/nov")
    choice = ana.get_by_role("option", name="Novo kuhalo")
    expect(choice).to_be_visible()
    look_at(ana, "canned")
    choice.click()
    expect(text).to_have_value(ANSWER)
    ana.get_by_role("button", name="Пошаљи", exact=True).click()
    ana.locator("#thread").get_by_role("button", name="Опозови").click()
    dialog = ana.get_by_role("dialog")
    expect(dialog.locator("textarea")).to_have_value(ANSWER)
    look_at(ana, "taken-back")
    assert PlannedReply.objects.get().state == PlanState.OPEN
    ana.keyboard.press("Escape")
    text.fill("Hvala na strpljenju.")
    ana.get_by_role("button", name="Други начини слања").click()
    ana.get_by_role("menuitem", name="Пошаљи касније").click()
    look_at(ana, "later")
    dialog.locator("[name=send_at]").nth(1).click()
    expect(ana.locator("#thread")).to_contain_text("Hvala na strpljenju.")
    assert not Message.objects.filter(kind=MessageKind.REPLY).exists()


def test_who_is_called_by_name_and_who_follows_hear_it_from_the_bell(enter: Enter, kettle: Kettle):
    speaks(kettle.lea, "hr")
    leak = kettle.conversation("carl@example.org", name="Carl Carlsson")
    conversations.assign(leak, to=kettle.ana.member, by=kettle.ana.actor)
    kettle.settle()
    lea = on_a_phone(enter, kettle.lea, "/app/notices/")
    ana = enter(kettle.ana, f"/app/conversations/{leak.pk}/")
    ana.locator("#tab-note").click()
    note = ana.locator("#panel-note textarea")
    note.press_sequentially("Look, @le")
    ana.get_by_role("option", name="Lea Novak").click()
    note.press_sequentially(" have we more of them?")
    ana.keyboard.press("Control+Enter")
    expect(ana.locator("#thread .pult-note")).to_contain_text("have we more of them?")
    row = lea.locator(".notice").first
    expect(row).to_contain_text("My kettle leaks")
    look_at(lea, "bell")
    row.get_by_role("link").first.click()
    expect(lea.locator("#thread .pult-note")).to_contain_text("have we more of them?")
    lea.evaluate("document.querySelector('#conv-head [hx-post$=\"following/\"]').click()")
    kettle.mail("carl@example.org", claimed=leak.pk, text="Any news?")
    lea.goto("/app/notices/")
    expect(lea.locator(".notice").first).to_contain_text("Carl Carlsson")
