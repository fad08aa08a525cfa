"""A guided script: made in the browser, run beside a conversation, and counted."""

import re

from playwright.sync_api import Page, expect

from pult.conversations import operations
from pult.conversations.models import Conversation
from tests.browser.conftest import Enter
from tests.browser.watching import assert_accessible
from tests.cast import Kettle


def fills(lea: Page, step: str, **words: str) -> None:
    """Open a step from the list and fill it in by the names of its fields."""
    lea.locator(".script-steps").get_by_role("link", name=step, exact=True).click()
    for name, said in words.items():
        field = lea.locator(f"[name='{name.replace('__', '-')}']")
        if said == "on":
            field.check()
        elif field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(label=said)
        else:
            field.fill(said)


def writes_script(lea: Page) -> None:
    """Does it leak from the bottom or at the lid? The bottom is asked for its number and solved."""
    lea.get_by_role("button", name="New script").click()
    lea.get_by_label("Title").fill("A kettle leaks")
    lea.get_by_role("button", name="Create").click()
    first = lea.locator(".script-steps li").first.locator("strong").inner_text()
    fills(
        lea,
        first,
        title="Where does it leak?",
        say_en="Dear {customer}, where does it leak?",
        say_hr="Gdje curi?",
        choice__0__label="From the bottom",
        choice__0__to="A new step",
        choice__1__label="At the lid",
        choice__1__to="A new step",
    )
    assert_accessible(lea)
    lea.get_by_role("button", name="Save").click()
    fills(
        lea,
        "From the bottom",
        field__0__label="Serial number",
        field__0__is_required="on",
        ends="on",
        note="It gets a new one.",
        tags="bottom",
        priority="High",
        solves="on",
    )
    lea.get_by_role("button", name="Save").click()
    fills(lea, "At the lid", ends="on")
    lea.get_by_role("button", name="Save").click()
    assert_accessible(lea)
    lea.get_by_role("button", name="Publish").click()
    lea.locator("dialog[open]").get_by_role("button", name="Publish").click()


def test_a_script_is_made_run_beside_a_conversation_and_counted(enter: Enter, kettle: Kettle):
    leak = kettle.conversation("carl@example.org", name="Carl Carlsson")
    operations.assign(leak, to=kettle.ana.member, by=kettle.ana.actor)
    lea = enter(kettle.lea, "/app/knowledge/scripts")
    writes_script(lea)
    ana = enter(kettle.ana, f"/app/conversations/{leak.pk}/")
    script = ana.locator("#script-panel")
    script.get_by_role("button", name="Begin").click()
    expect(script).to_contain_text("Dear Carl")
    script.get_by_role("button", name="Insert into the reply").click()
    expect(ana.locator("#panel-reply textarea")).to_have_value(re.compile("where does it leak"))
    assert_accessible(ana)
    script.get_by_role("button", name="From the bottom").click()
    script.get_by_label("Serial number").fill("KT-4711")
    assert_accessible(ana)
    script.get_by_role("button", name="Finish").click()
    note = ana.locator("#thread .pult-note", has_text="KT-4711")
    expect(note).to_contain_text("From the bottom")
    expect(ana.locator("#conv-head")).to_contain_text("Solved")
    assert_accessible(ana)
    leak = Conversation.objects.get(pk=leak.pk)
    assert (leak.priority, leak.is_resolved) == ("high", True)
    lea.get_by_role("link", name="Report", exact=True).click()
    expect(lea.get_by_role("link", name="From the bottom · 1")).to_be_visible()
    assert_accessible(lea)
