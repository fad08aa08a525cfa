"""The settings page of the mail door in a real browser: readable for everybody, wide and narrow, light and dark."""

import os
from pathlib import Path

import pytest

from pult.gateways.email import operations
from pult.gateways.email.tests.post_office import write
from pult.gateways.email.types import Source
from tests.browser.conftest import Enter
from tests.browser.test_gallery import look
from tests.browser.watching import assert_accessible
from tests.cast import Kettle

PAGE = "/app/settings/mail"


@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 390)])
def test_held_mail_can_be_read_by_everybody(kettle: Kettle, enter: Enter, theme: str, width: int):
    raw = write(to="sales@kettle.example", subject="Ten kettles for our new office in Zagreb, please")
    mail = operations.take_in(raw, source=Source.COMMAND, envelope_to=["sales@kettle.example"], later=False)
    operations.settle(mail)
    page = enter(kettle.omar, None)
    page.set_viewport_size({"width": width, "height": 900})
    look(kettle.omar, theme, "comfortable")
    page.goto(PAGE)
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    if shots := os.environ.get("SHOTS"):
        page.screenshot(path=str(Path(shots) / f"mail-{theme}-{width}.png"), full_page=True)
    page.get_by_role("button", name="Read again").click()
    page.get_by_text("none of our mailboxes").first.wait_for()
