"""The help centre for strangers: without script, by keyboard, in careless Croatian, and on the way to a message."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from pult.foundation.actors import SYSTEM
from pult.gateways.forms import operations as forms
from pult.gateways.forms.models import Visit
from pult.knowledge import operations as knowledge
from pult.knowledge.models import Document
from pult.metrics.models import Fact
from tests.browser.conftest import Enter
from tests.browser.watching import assert_accessible
from tests.cast import Kettle

ARTICLES = {
    "Čajnik curi": "Ako čajnik curi ispod poklopca, zamijenite brtvu.\n\n## Narudžba brtve\n\nBrtvu šaljemo besplatno.",
    "Povrat novca": "Novac vraćamo u roku od 14 dana od dana kada čajnik stigne k nama.",
    "Čišćenje kamenca": "Kamenac skida ocat. Prokuhajte ga s vodom i isperite.",
}


@pytest.fixture
def leak(kettle: Kettle) -> Document:
    """The house knows three things, in Croatian."""
    made = [knowledge.write(title, body=body, language="hr", by=SYSTEM) for title, body in ARTICLES.items()]
    for one in made:
        knowledge.publish(one, by=SYSTEM)
    kettle.settle()
    return made[0].document


def test_a_stranger_without_script_finds_prints_and_says_what_was_missing(
    enter: Enter, kettle: Kettle, leak: Document
):
    carl = enter(None, "/hc/hr/", java_script_enabled=False)
    search = carl.get_by_role("search").first
    search.get_by_role("searchbox").fill("curi mi cajnik")
    search.get_by_role("searchbox").press("Enter")
    carl.get_by_role("link", name=re.compile("Čajnik curi")).first.click()
    expect(carl.get_by_role("heading", level=1)).to_have_text("Čajnik curi")
    carl.get_by_role("button", name="Ne", exact=True).click()
    carl.get_by_label(re.compile("nedostajalo")).fill("Gdje je brtva?")
    carl.get_by_role("button", name="Pošalji").click()
    carl.emulate_media(media="print")
    expect(carl.locator(".doc")).to_contain_text("zamijenite brtvu")
    expect(carl.get_by_role("search").first).to_be_hidden()
    expect(carl.locator("#helpful")).to_be_hidden()
    lea = enter(kettle.lea, "/app/knowledge/usefulness/")
    lea.get_by_role("link", name=re.compile("1 comment")).click()
    expect(lea.locator("#main")).to_contain_text("Gdje je brtva?")
    assert_accessible(lea)


def test_a_stranger_is_answered_while_typing_and_before_sending(enter: Enter, kettle: Kettle, leak: Document):
    shop = {"hr": "Pišite nam", "en": "Write to us"}
    forms.open_form("help", titles=shop, department=kettle.support, by=SYSTEM)
    carl = enter(None, "/hc/hr/")
    carl.keyboard.press("Tab")
    field = carl.locator("main").get_by_role("combobox")
    field.focus()
    carl.keyboard.type("ciscenje kame")
    expect(carl.get_by_role("option", name="Čišćenje kamenca")).to_be_visible()
    assert_accessible(carl)
    carl.keyboard.press("ArrowDown")
    carl.keyboard.press("Enter")
    expect(carl.get_by_role("heading", level=1)).to_have_text("Čišćenje kamenca")
    assert_accessible(carl)
    carl.goto("/hc/hr/search?q=cajnik+mi+curi+a+nemam+brtvu")
    expect(carl.locator(".centre-results a").first).to_contain_text("Čajnik curi")
    assert_accessible(carl)
    carl.goto("/forms/help/hr")
    carl.get_by_label("Poruka").fill("cajnik mi curi sa strane, sta da radim")
    expect(carl.locator("[data-articles] a").first).to_contain_text("Čajnik curi")
    assert_accessible(carl)
    with carl.expect_response(re.compile("/notes$")):
        carl.locator("[data-answered]").click()
    expect(carl.locator("[data-thanks]")).to_be_visible()
    kettle.settle()
    Visit.objects.update(shown_at=timezone.now() - timedelta(hours=2))
    forms.settle_visits()
    kettle.settle()
    assert Fact.objects.get(metric="forms.deflection").value == 1
