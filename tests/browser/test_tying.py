"""Conversations that belong together: merged and parted again, split, and the incidents of a problem told at once."""

from playwright.sync_api import Page, expect

from pult.conversations.models import Conversation
from pult.conversations.types import Status
from tests.browser.conftest import Enter
from tests.browser.looking import PHONE, look_at, speaks
from tests.cast import Kettle


def opened(page: Page, conversation: Conversation) -> None:
    page.goto(f"/app/conversations/{conversation.pk}/")
    # The list comes by itself a moment after the page: until then nobody listens to keys.
    expect(page.locator("#desk-list .desk-waiting")).to_have_count(0)


def test_conversations_are_merged_parted_split_and_tied_to_their_problem(enter: Enter, kettle: Kettle):
    speaks(kettle.ana, "sr-latn")
    leak = kettle.conversation("carl@example.org", name="Carl Carlsson", subject="My kettle leaks")
    more = kettle.conversation("carl@example.org", name="Carl Carlsson", subject="It leaks more")
    batch = kettle.conversation("dora@example.org", name="Dora", subject="A whole batch leaks")
    ana = enter(kettle.ana, None)
    dialog = ana.get_by_role("dialog")
    opened(ana, leak)
    ana.keyboard.press("w")
    dialog.get_by_label("Nastavlja se u").select_option(str(more.pk))
    dialog.get_by_role("button", name="Spoji").click()
    expect(ana.locator("#thread")).to_contain_text(f"ovde je spojen #{leak.pk}")
    expect(ana.locator("#thread article")).to_have_count(2)
    merged = Conversation.objects.get(pk=more.pk)
    assert merged.messages.filter(text__contains="bottom").count() == 2
    ana.keyboard.press("w")
    dialog.get_by_role("button", name="Opozovi").click()
    expect(ana.locator("#conv-head h1")).to_have_text("My kettle leaks")
    kettle.mail("carl@example.org", claimed=leak.pk, text="And where is my invoice?")
    expect(ana.locator("#thread")).to_contain_text("my invoice")
    ana.evaluate("document.querySelector('#conv-head [hx-get$=\"split/\"]').click()")
    dialog.get_by_label("And where is my invoice?").check()
    dialog.locator("[name=subject]").fill("Invoice")
    look_at(ana, "split")
    dialog.locator("[type=submit]").click()
    expect(ana.locator("#conv-head h1")).to_have_text("Invoice")
    expect(ana.locator("#thread article")).to_have_count(1)
    for one in (leak, more):
        opened(ana, one)
        ana.keyboard.press("l")
        dialog.get_by_label("Kako").select_option(label="Uzrok mu je problem")
        dialog.get_by_label("Ili po broju").fill(str(batch.pk))
        dialog.get_by_role("button", name="Poveži").click()
        expect(ana.locator("#conv-side")).to_contain_text("A whole batch leaks")
    opened(ana, batch)
    expect(ana.locator("#conv-side")).to_contain_text("2 nerešena")
    ana.keyboard.press("l")
    ana.set_viewport_size(PHONE)
    look_at(ana, "incidents")
    dialog.get_by_label("Odgovor").fill("Zdravo {{customer.first_name}}, šaljemo nov.")
    dialog.get_by_label("Posle toga").select_option(label="Rešeno")
    dialog.get_by_role("button", name="Pošalji svima").click()
    expect(ana.locator("#toasts")).to_contain_text("2")
    kettle.settle()
    assert set(Conversation.objects.filter(pk__in=[leak.pk, more.pk]).values_list("status", flat=True)) == {
        Status.SOLVED
    }
    assert leak.messages.filter(text="Zdravo Carl, šaljemo nov.").exists()
