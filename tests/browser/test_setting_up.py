"""A new installation in a real browser: from the first visit to an open door."""

import re

from playwright.sync_api import expect

from pult.accounts.models import Organisation, Person
from pult.inboxes.models import Inbox
from tests.browser.conftest import Enter
from tests.browser.server import Server
from tests.browser.watching import assert_accessible


def test_the_first_visitor_is_led_to_an_open_door(server: Server, enter: Enter):
    page = enter(None, "/setup/")
    assert_accessible(page)
    page.get_by_role("button", name="Hrvatski").click()
    expect(page.locator("html")).to_have_attribute("lang", "hr")
    assert_accessible(page)
    page.get_by_label("Vaše ime").fill("Omar Khalil")
    page.get_by_label("E-pošta").fill("omar@kettle.example")
    page.get_by_label("Lozinka").fill("kuhalo-kuha-na-100")
    page.get_by_role("button", name="Nastavi").click()
    page.wait_for_url(re.compile("/setup/company"))
    assert_accessible(page)
    page.get_by_label("Tvrtka").fill("Kettle & Co.")
    page.get_by_label("Adresa na koju korisnici pišu").fill("pomoc@kettle.example")
    page.get_by_label("Zemlja").select_option("HR")
    page.get_by_role("button", name="Nastavi").click()
    page.wait_for_url(re.compile("/setup/done"))
    assert_accessible(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kettle & Co.")
    page.get_by_role("link", name="Otvorite pult").click()
    page.wait_for_url(re.compile("/app/"))
    assert (Person.objects.get().language, Organisation.objects.get().language) == ("hr", "hr")
    assert Inbox.objects.get().address == "pomoc@kettle.example"
