"""Other systems: a mailbox fetched, programs let in and told, a desk's history, the shop beside a conversation."""

from playwright.sync_api import expect

from pult.gateways.email.tests.mail_server import PASSWORD, USER, mail_server
from pult.gateways.email.tests.post_office import write
from tests.browser.conftest import Enter
from tests.browser.looking import look, speaks
from tests.browser.watching import Complaints
from tests.cast import Kettle


def test_a_mailbox_is_tried_connected_and_fetched(enter: Enter, kettle: Kettle, complaints: Complaints):
    complaints.allow("422")
    speaks(kettle.omar, "sr")
    with mail_server() as there:
        omar = enter(kettle.omar, "/app/settings/inboxes/")
        omar.get_by_role("link", name="Help").click()
        omar.get_by_role("banner").get_by_role("link", name="Сандуче").click()
        given = {"host": "127.0.0.1", "port": str(there.port), "user": USER, "password": "wrong"}
        for name, value in given.items():
            omar.locator(f"[name={name}]").fill(value)
        omar.locator("[name=security]").select_option("none")
        omar.locator("[name=try]").click()
        expect(omar.locator(".pult-alert, .alert").first).to_be_visible()
        look(omar, "mailbox-refused", dark=True, phone=True)
        omar.locator("[name=password]").fill(PASSWORD)
        omar.locator("main .btn-primary").click()
        expect(omar.locator("#health-heading")).to_have_text(USER)
        there.deliver(write("It leaks.", subject="My kettle leaks", message_id="<leak@example.org>"))
        expect(omar.locator("main .pult-facts")).to_be_visible()
        ana = enter(kettle.ana, "/app/views/open/")
        expect(ana.locator("#desk-list")).to_contain_text("My kettle leaks")
        omar.reload()
        look(omar, "mailbox")
