"""How the stories look at pages: on a phone, in the language of who looks, with axe."""

import os
from pathlib import Path

from playwright.sync_api import Page, ViewportSize

from pult.accounts.models import Person
from tests.browser.conftest import Enter
from tests.browser.watching import assert_accessible
from tests.cast import Player

PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1440, "height": 900}
# What draws itself anew does so before the next frame; what moves nevertheless is waited for.
REST = """async () => {
    do {
        await new Promise(requestAnimationFrame);
        await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null)));
    } while (document.getAnimations().length);
}"""


def speaks(player: Player, language: str) -> None:
    """What the person has chosen on their profile."""
    Person.objects.filter(pk=player.person.pk).update(language=language)


def on_a_phone(enter: Enter, player: Player, path: str) -> Page:
    page = enter(player, None, color_scheme="dark")
    page.set_viewport_size(PHONE)
    page.goto(path)
    return page


def look(page: Page, name: str, *, dark: bool = False, phone: bool = False) -> None:
    """Look at it in this light and at this width; it stays so."""
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.set_viewport_size(PHONE if phone else DESK)
    page.evaluate(REST)
    look_at(page, name)


def look_at(page: Page, name: str) -> None:
    """Nothing sticks out at the side, and axe finds nothing."""
    size = page.viewport_size
    assert size is not None
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], name
    assert_accessible(page)
    if shots := os.environ.get("SHOTS"):
        page.screenshot(path=str(Path(shots) / f"{name}.png"), full_page=True)
