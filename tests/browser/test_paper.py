"""A conversation taken out of the house: printed for the customer, exported with its notes for the file."""

import zipfile

from playwright.sync_api import expect

from pult.conversations import operations
from tests.browser.conftest import Enter
from tests.browser.looking import look, speaks
from tests.cast import Kettle


def test_a_conversation_is_printed_without_notes_and_exported_with_them(enter: Enter, kettle: Kettle):
    speaks(kettle.ana, "sr-latn")
    leak = kettle.conversation("carl@example.org", name="Carl Carlsson")
    operations.note(leak, by=kettle.lea.actor, text="He is a friend of the house.")
    ana = enter(kettle.ana, f"/app/conversations/{leak.pk}/")
    ana.get_by_role("button", name="Više", exact=True).click()
    ana.get_by_role("menuitem", name="Štampaj ili izvezi").click()
    paper = ana.locator("article.paper")
    expect(paper).to_contain_text("It leaks from the bottom.")
    expect(paper).not_to_contain_text("friend of the house")
    look(ana, "paper", phone=True)
    ana.get_by_role("link", name="Sa internim beleškama").click()
    expect(paper).to_contain_text("friend of the house")
    look(ana, "paper-notes")
    with ana.expect_download() as taken:
        ana.get_by_role("button", name="ZIP").click()
    with zipfile.ZipFile(taken.value.path()) as held:
        names = held.namelist()
        told = "".join(held.read(name).decode() for name in names if name.endswith((".html", ".json")))
    assert taken.value.suggested_filename.endswith(".zip")
    assert "friend of the house" in told
    ana.get_by_role("link", name="Nazad").click()
    expect(ana.locator("#conv-head h1")).to_have_text("My kettle leaks")
