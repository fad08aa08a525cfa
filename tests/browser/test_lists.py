"""What is done to a whole list: a view described row by row, a macro, acts on many of it and their undoing."""

from playwright.sync_api import Page, expect

from pult.conversations.models import Conversation
from tests.browser.conftest import Enter
from tests.browser.looking import look, speaks
from tests.cast import Kettle


def adds(page: Page, group: str, key: str) -> None:
    """One more row in the builder."""
    page.locator(f"[name=new-{group}]").select_option(key)
    page.locator(f"button[value=add-{group}]").click()


def saves(page: Page) -> None:
    page.locator(".pult-form-actions [type=submit]").first.click()


def test_a_view_is_described_and_a_macro_acts_on_all_of_it(enter: Enter, kettle: Kettle):
    speaks(kettle.lea, "hr")
    leaks = [kettle.conversation(f"{name}@example.org", subject=f"{name} leaks") for name in ("carl", "dora")]
    kettle.conversation("emil@example.org", subject="Invoice")
    lea = enter(kettle.lea, "/app/settings/macros")
    lea.get_by_role("link", name="Nova makronaredba").first.click()
    lea.locator("[name=name]").fill("Curi")
    adds(lea, "act", "add_tags")
    lea.locator("[name=act-0-value]").fill("leak")
    adds(lea, "act", "priority")
    lea.locator("[name=act-1-value]").select_option("urgent")
    saves(lea)
    expect(lea.locator("main .card")).to_contain_text("Curi")
    lea.get_by_role("link", name="Sandučić").first.click()
    lea.locator(".desk-views-all").click()
    lea.get_by_role("link", name="Novi prikaz").first.click()
    lea.locator("[name=name]").fill("Sve što curi")
    adds(lea, "all", "subject")
    lea.locator("[name=all-1-value]").fill("leaks")
    lea.locator("button[value=look]").click()
    expect(lea.locator(".saved-found")).to_contain_text("2")
    look(lea, "view-builder", phone=True)
    saves(lea)
    rows = lea.locator("#desk-list .desk-line")
    expect(rows).to_have_count(2)
    rows.first.locator(".desk-pick").check()
    lea.locator("#bulk [name=all]").check()
    lea.locator("#bulk [type=submit]").click()
    dialog = lea.get_by_role("dialog")
    dialog.locator("[name=macro]").select_option(label="Curi")
    look(lea, "bulk", dark=True)
    dialog.locator(".btn-primary").click()
    expect(lea.locator("#toasts")).to_contain_text("2")
    expect(rows.locator(".desk-priority-urgent")).to_have_count(2)
    assert Conversation.objects.filter(tags=["leak"]).count() == len(leaks)
    lea.locator("#toasts").get_by_role("button", name="Poništi").click()
    expect(rows.locator(".desk-priority-urgent")).to_have_count(0)
    rows.first.locator("a").click()
    expect(lea.locator("#conv-head h1")).to_contain_text("leaks")
    lea.keyboard.press("m")
    dialog.get_by_role("button", name="Curi").click()
    expect(lea.locator("#set-priority")).to_have_value("urgent")
