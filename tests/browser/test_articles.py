"""An article: written in the rich editor, translated, overtaken, compared, restored, and read by strangers."""

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from pult.knowledge.models import Document
from tests.browser.conftest import Enter
from tests.browser.watching import assert_accessible
from tests.cast import Kettle


@pytest.fixture
def picture() -> bytes:
    """A lid, in red."""
    kept = BytesIO()
    Image.new("RGB", (240, 120), "firebrick").save(kept, "PNG")
    return kept.getvalue()


def tool(page: Page, name: str) -> None:
    page.get_by_role("toolbar").get_by_role("button", name=name, exact=True).click()


def comes(page: Page) -> None:
    """The editor takes the plain field's place a moment after the page is there."""
    expect(page.get_by_role("toolbar")).to_be_visible()


def publishes(page: Page, note: str, change: str = "A change") -> None:
    page.locator(".know-publish summary").click()
    page.get_by_label("Note for colleagues").fill(note)
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("Published.")).to_be_visible()


def begins(ana: Page, picture: bytes) -> str:
    """Ana writes an article with the tools of the editor; its address."""
    ana.get_by_role("link", name="New document").click()
    ana.get_by_role("link", name=re.compile("^Article")).click()
    ana.get_by_label("Title").fill("Čišćenje kamenca")
    ana.get_by_label("Written first in").select_option("hr")
    ana.get_by_role("button", name="Write").click()
    comes(ana)
    text, keys = ana.locator(".know-rich [role=textbox]"), ana.keyboard
    text.click()
    keys.type("Kamenac skida ")
    keys.press("Control+b")
    keys.type("ocat")
    keys.press("Enter")
    tool(ana, "Heading")
    keys.type("Što vam treba")
    keys.press("Enter")
    tool(ana, "List")
    for thing in ("bijeli ocat", "meka krpa", ""):
        keys.type(thing)
        keys.press("Enter")
    tool(ana, "Table")
    for cell in ("Voda", "Koliko često", "meka", "dvaput godišnje", "tvrda"):
        keys.type(cell)
        keys.press("Tab")
    keys.type("svaki mjesec")
    keys.press("Control+End")
    with ana.expect_response(re.compile("/files")):
        ana.locator("input[data-files]").set_input_files(
            {"name": "lid.png", "mimeType": "image/png", "buffer": picture}
        )
    ana.get_by_role("textbox", name="What the picture shows").fill("Poklopac čajnika")
    keys.press("Enter")
    expect(text.get_by_role("img", name="Poklopac čajnika")).to_be_visible()
    keys.press("Enter")
    keys.type("https://youtu.be/dQw4w9WgXcQ ")
    expect(ana.get_by_text("Saved", exact=True)).to_be_visible()
    return ana.url


def replaces(page: Page, **words: str) -> None:
    """Write a text anew in the plain field, and its title."""
    comes(page)
    if page.locator(".know-rich").is_visible():
        page.get_by_role("button", name="Markdown").click()
    page.get_by_label("Title").fill(words["title"])
    page.locator("textarea[name=body]").fill(words["body"])


def test_an_article_is_written_translated_overtaken_restored_and_read(
    enter: Enter, kettle: Kettle, picture: bytes
):
    draft = begins(ana := enter(kettle.ana, "/app/knowledge/documents"), picture)
    assert_accessible(ana)
    lea = enter(kettle.lea, draft)
    publishes(lea, "First")
    expect(lea.locator(".doc-video a")).to_have_attribute("href", "https://youtu.be/dQw4w9WgXcQ")
    assert_accessible(lea)
    lea.get_by_role("link", name="Translations").click()
    row = lea.locator(".know-item", has_text="Srpski (latinica)")
    row.get_by_role("button", name="Translate").click()
    expect(lea.get_by_role("heading", level=1)).to_have_text("Čišćenje kamenca")
    expect(lea.locator(".know-source")).to_contain_text("Što vam treba")
    replaces(
        lea, title="Čišćenje kamenca sirćetom", body="Kamenac skida **sirće**.\n\n- belo sirće\n- meka krpa"
    )
    assert_accessible(lea)
    publishes(lea, "")
    lea.goto(draft)
    replaces(lea, title="Skidanje kamenca", body="Kamenac skida **limunska kiselina**.")
    publishes(lea, "Second")
    lea.get_by_role("link", name="Translations").click()
    expect(row).to_contain_text("Outdated")
    assert_accessible(lea)
    lea.get_by_role("link", name="Versions").click()
    lea.get_by_role("link", name="Hrvatski").click()
    expect(lea.locator(".know-compared ins")).to_contain_text(["limunska kiselina"])
    assert_accessible(lea)
    number = Document.objects.get().pk
    carl = enter(None, f"/hc/hr/articles/{number}-ciscenje-kamenca")
    expect(carl).to_have_url(re.compile(f"/hc/hr/articles/{number}-skidanje-kamenca$"))
    expect(carl.locator(".doc")).to_contain_text("limunska kiselina")
    lea.get_by_role("button", name="Restore version 1").click()
    expect(lea.get_by_label("Title")).to_have_value("Čišćenje kamenca")
    publishes(lea, "The first was right")
    # Where he was led on before, he must not be led in circles now that the name is back.
    carl.goto(f"/hc/hr/articles/{number}-ciscenje-kamenca")
    expect(carl.get_by_role("img", name="Poklopac čajnika")).to_be_visible()
    expect(carl.locator(".doc")).to_contain_text("svaki mjesec")
    assert_accessible(carl)
    carl.get_by_role("link", name="Српски").click()
    expect(carl.locator("h1")).to_have_text("Чишћење каменца сирћетом")
    expect(carl.locator(".doc")).to_contain_text("бело сирће")
    assert_accessible(carl)
