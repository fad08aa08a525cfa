"""Every page of the access table in a real browser: for everybody's eyes, light and dark, and without complaints."""

from collections.abc import Iterable

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Error, Page, Response, expect

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from tests.browser.conftest import Enter
from tests.browser.looking import REST
from tests.browser.watching import WCAG, faults_of
from tests.cast import Kettle
from tests.guards import access

STRANGER, ADMINISTRATOR = access.PEOPLE.index("stranger"), access.PEOPLE.index("administrator")
# An administrator sees so many pages that parts of them are looked at side by side.
PARTS = 5
# The gallery is tried by itself, in more states than a page has.
TRIED_ELSEWHERE = "ui:"
# Colours pass over into each other; axe would measure them on the way.
STILL = """{
    const still = new CSSStyleSheet();
    still.replaceSync("*, ::before, ::after { transition: none !important }");
    document.adoptedStyleSheets.push(still);
}"""
FRAME = [".pult-rail", "toast-host"]
COLOURS = ["color-contrast", "link-in-text-block"]


@pytest.fixture
def things(kettle: Kettle) -> dict[str, object]:
    """What the pages are about: something has happened, so that there is something to read."""
    found = access.things(kettle)
    carls = Conversation.objects.get(pk=found["conversation"])
    kettle.reply(carls)
    conversations.note(carls, by=kettle.lea.actor, text="He is a friend of the house.")
    conversations.set_tags(carls, ["leak"], by=kettle.ana.actor)
    return found


def pages_of(who: int) -> Iterable[access.Line]:
    for line in access.table():
        if line.method == "GET" and line.statuses[who] == 200 and not line.name.startswith(TRIED_ELSEWHERE):
            yield line


def faults_at(page: Page, address: str, *, without: list[str], in_dark: bool) -> list[str]:
    """What is wrong with the page there, in light, and with its colours in dark; nothing where there is no page."""
    page.emulate_media(color_scheme="light")
    try:
        answer = page.goto(address)
    except Error as error:
        # A file to keep has no page to look at.
        if "Download is starting" in error.message:
            return []
        raise
    if answer is None or not _is_page(answer):
        return []
    faults = faults_of(page, tags=WCAG, without=without)
    if not in_dark:
        return faults
    page.emulate_media(color_scheme="dark")
    page.evaluate(REST)
    return faults + [f"in the dark: {fault}" for fault in faults_of(page, rules=COLOURS, without=without)]


def _is_page(answer: Response) -> bool:
    """Neither a file nor a fragment."""
    return "html" in answer.headers.get("content-type", "") and "<html" in answer.text()


@pytest.mark.parametrize(
    ("who", "part"), [(STRANGER, 0), *((ADMINISTRATOR, part) for part in range(PARTS))], ids=str
)
def test_no_page_fails_those_who_cannot_see_well(
    enter: Enter, kettle: Kettle, things: dict[str, object], who: int, part: int
):
    page = enter(kettle.omar if who == ADMINISTRATOR else None, None)
    page.add_init_script(STILL + AXE_SCRIPT)
    addresses = [line.address.format(**things) for line in pages_of(who)]
    if who == ADMINISTRATOR:
        addresses = addresses[part::PARTS]
    found = {}
    for number, address in enumerate(addresses):
        # The frame is the same around all of them: it is looked at once.
        # Both themes come from one list of colours: every fifth page is looked at in the dark, too.
        in_dark = number % 5 == 0
        if faults := faults_at(page, address, without=FRAME if number else [], in_dark=in_dark):
            found[address] = faults
    assert not found, "\n".join(f"{address}\n  " + "\n  ".join(faults) for address, faults in found.items())


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_opens_over_a_conversation_can_be_read_too(
    enter: Enter, kettle: Kettle, things: dict[str, object], theme: str
):
    page = enter(kettle.lea, f"/app/conversations/{things['conversation']}/", color_scheme=theme)
    # The list comes by itself a moment after the page: until then nobody listens to keys.
    expect(page.locator("#desk-list .desk-waiting")).to_have_count(0)
    for key in ("a", "z", "t", "Control+k", "?"):
        page.keyboard.press(key)
        expect(page.locator("dialog[open]")).to_be_visible()
        faults = faults_of(page, tags=WCAG)
        assert not faults, f"after {key}: {faults}"
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_be_hidden()
