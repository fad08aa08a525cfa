"""A checklist from the settings to the solved conversation, worked through by two at once."""

from playwright.sync_api import expect

from pult.conversations.models import Conversation
from tests.browser.conftest import Enter
from tests.browser.looking import PHONE, look_at, speaks
from tests.browser.watching import Complaints, assert_accessible
from tests.cast import Kettle


def test_a_checklist_is_written_worked_through_and_demanded(
    enter: Enter, kettle: Kettle, complaints: Complaints
):
    complaints.allow("422")
    leak = kettle.conversation("carl@example.org", name="Carl Carlsson")
    lea = enter(kettle.lea, "/app/settings/checklists/new")
    lea.locator("#id_name-en").fill("Refund")
    lea.locator("[name=step-1-en]").fill("Check the order")
    lea.locator("[name=step-2-en]").fill("Pay it back")
    lea.locator("[name=required-2]").check()
    lea.get_by_role("button", name="Save", exact=True).last.click()
    expect(lea.locator("main")).to_contain_text("2 steps · 1 required to solve")
    speaks(kettle.lea, "hr")
    lea.emulate_media(color_scheme="dark")
    lea.set_viewport_size(PHONE)
    lea.goto(lea.url.replace("/settings/checklists", f"/conversations/{leak.pk}/"))
    ana = enter(kettle.ana, f"/app/conversations/{leak.pk}/")
    expect(ana.locator("#conv-here")).to_contain_text("Lea Novak is here")
    ana.keyboard.press("h")
    ana.get_by_role("dialog").get_by_role("button", name="Refund").click()
    lists = ana.locator("#checklists")
    expect(lists).to_contain_text("0/2")
    ana.keyboard.press("e")
    expect(ana.locator("#toasts")).to_contain_text("Tick off before it is solved: “Pay it back”.")
    # Whoever else looks sees it come, on her phone, too, and ticks it off.
    lea.get_by_role("button", name="Pojedinosti").click()
    look_at(lea, "checklist")
    lea.locator("#checklists").get_by_label("Check the order").check()
    expect(lists).to_contain_text("1/2")
    expect(lists).to_contain_text("Lea Novak")
    lists.get_by_placeholder("Add a step").fill("Call Carl")
    ana.keyboard.press("Enter")
    expect(lists).to_contain_text("1/3")
    expect(lists.get_by_placeholder("Add a step")).to_have_value("")
    lists.get_by_role("button", name="Change “Refund”").click()
    dialog = ana.get_by_role("dialog")
    dialog.get_by_role("button", name="Move step 3 up").click()
    expect(dialog.locator("[name=text]").nth(1)).to_have_value("Call Carl")
    dialog.get_by_role("button", name="Save", exact=True).last.click()
    expect(lists.locator("li").nth(1)).to_contain_text("Call Carl")
    lists.get_by_label("Pay it back").check()
    expect(lists).to_contain_text("2/3")

    assert_accessible(ana)
    ana.keyboard.press("e")
    expect(lea.locator("#conv-head")).to_contain_text("Riješeno")
    assert Conversation.objects.get(pk=leak.pk).is_resolved
