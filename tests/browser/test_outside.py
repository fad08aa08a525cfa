"""Other systems: a mailbox fetched, programs let in and told, a desk's history, the shop beside a conversation."""

import json
import re
import urllib.request

from playwright.sync_api import expect

from pult.conversations import operations
from pult.conversations.models import Conversation
from pult.gateways.desks.tests.test_tables import HEAD, ROWS
from pult.gateways.email.operations.providers import set_provider
from pult.gateways.email.tests.mail_server import PASSWORD, USER, mail_server
from pult.gateways.email.tests.post_office import write
from pult.gateways.email.types import ProviderKind
from pult.panels.tests.shop import open_shop
from tests.browser.conftest import Enter
from tests.browser.looking import look, speaks
from tests.browser.server import Server
from tests.browser.watching import Complaints
from tests.cast import Kettle
from tests.journeys.identity import CLIENT, LASTING, SECRET, identity_provider
from tests.loopback import listening


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


def test_a_mailbox_is_opened_because_its_owner_says_yes(enter: Enter, kettle: Kettle):
    speaks(kettle.omar, "hr")
    with mail_server() as there, identity_provider() as owner:
        there.tokens = {"granted"}
        omar = enter(kettle.omar, "/app/settings/mail/providers/other")
        known = {"name": "Copper Mail", "client_id": CLIENT, "secret": SECRET, "scope": LASTING}
        safe = {"consent_url": "https://127.0.0.1/authorize", "token_url": "https://127.0.0.1/token"}
        for name, value in {**known, **safe}.items():
            omar.locator(f"main [name={name}]").fill(value)
        omar.locator("main .btn-primary").click()
        expect(omar.locator("main")).to_contain_text("Copper Mail")
        look(omar, "provider", dark=True, phone=True)
        # The one of this story stands on this machine, where nothing is encrypted.
        plain = {"consent_url": f"{owner.issuer}/authorize", "token_url": f"{owner.issuer}/token"}
        set_provider(ProviderKind.OTHER, by=kettle.omar.actor, **known, **plain)
        omar.goto(f"/app/settings/mail/inboxes/{kettle.inbox.pk}/mailbox")
        for name, value in {"host": "127.0.0.1", "port": str(there.port), "user": USER}.items():
            omar.locator(f"[name={name}]").fill(value)
        omar.locator("[name=security]").select_option("none")
        omar.locator("[name=way]").select_option(ProviderKind.OTHER)
        omar.locator("main .btn-primary").click()
        way_out = omar.locator("main a.btn-primary")
        expect(way_out).to_contain_text("Copper Mail")
        look(omar, "consent", phone=True)
        way_out.click()
        expect(omar.locator("#health-heading")).to_have_text(USER)
        expect(omar.locator("main")).to_contain_text("Copper Mail")
        there.deliver(write("It leaks.", subject="My kettle leaks", message_id="<leak@example.org>"))
        ana = enter(kettle.ana, "/app/views/open/")
        expect(ana.locator("#desk-list")).to_contain_text("My kettle leaks")


def test_a_program_is_let_in_and_another_is_told(enter: Enter, kettle: Kettle, server: Server):
    leak = kettle.conversation("carl@example.org")
    omar = enter(kettle.omar, "/app/settings/tokens")
    omar.locator("[name=name]").fill("Warehouse")
    omar.locator("[name=days]").select_option("30")
    omar.get_by_role("button", name="Make the token").click()
    secret = omar.locator("#secret").inner_text()
    look(omar, "token", dark=True)
    asked = urllib.request.Request(
        f"{server.url}/api/v1/conversations/{leak.pk}", headers={"Authorization": f"Bearer {secret}"}
    )
    with urllib.request.urlopen(asked) as answer:
        assert json.load(answer)["subject"] == "My kettle leaks"
    with listening() as receiver:
        omar.get_by_role("link", name="Webhooks").first.click()
        omar.get_by_role("link", name="New webhook").first.click()
        omar.locator("[name=address]").fill(f"{receiver.url}/hook")
        omar.locator("[name=facts][value='note.added']").check()
        omar.get_by_role("button", name="Create").click()
        expect(omar.locator("main code").first).to_have_text(re.compile("whsec_"))
        operations.note(leak, by=kettle.ana.actor, text="He is a friend of the house.")
        assert receiver.wait_for_one().path == "/hook"
    omar.get_by_role("link", name="Webhooks").first.click()
    omar.get_by_role("link", name="/hook").click()
    omar.locator("summary").first.click()
    expect(omar.locator("main")).to_contain_text("thanks")
    look(omar, "webhook", phone=True)


def test_another_desks_history_is_rehearsed_and_brought_in(enter: Enter, kettle: Kettle):
    speaks(kettle.omar, "sr-latn")
    omar = enter(kettle.omar, "/app/settings/imports")
    table = {"name": "desk.csv", "mimeType": "text/csv", "buffer": (HEAD + ROWS).encode()}
    for is_rehearsal in (True, False):
        omar.locator("[name=kind]").select_option("csv")
        omar.locator("[name=account]").fill("Stari pult")
        omar.locator("[name=file]").set_input_files(table)
        omar.locator("[name=is_rehearsal]").set_checked(is_rehearsal)
        omar.locator("main [type=submit]").last.click()
        kettle.settle()
        omar.reload()
        expect(omar.locator("#left-heading")).to_be_visible()
        look(omar, f"import-{is_rehearsal}", dark=is_rehearsal, phone=is_rehearsal)
        assert Conversation.objects.exists() is not is_rehearsal
        omar.get_by_role("link", name="Uvozi").first.click()
    assert Conversation.objects.get(subject="Leaks").messages.filter(text="It leaks").exists()


def test_what_the_shop_knows_stands_beside_the_conversation(enter: Enter, kettle: Kettle):
    speaks(kettle.ana, "hr")
    leak = kettle.conversation("carl@example.org")
    with open_shop() as shop:
        omar = enter(kettle.omar, "/app/settings/panels")
        omar.get_by_role("link", name="New panel").first.click()
        omar.locator("a[href$='kind=lookup']").click()
        omar.locator("[name=name]").fill("Shop")
        omar.locator("[name=address]").fill(f"http://127.0.0.1:{shop.port}/orders?m={{customer.email}}")
        for number, (label, where, shape) in enumerate(
            [("Level", "customer.level", "badge"), ("Order", "orders[].number", "link")]
        ):
            omar.locator("[name=piece-label]").nth(number).fill(label)
            omar.locator("[name=piece-where]").nth(number).fill(where)
            omar.locator("[name=piece-shape]").nth(number).select_option(shape)
        omar.locator("main .btn-primary").click()
        omar.locator("[name=customer]").fill("carl@example.org")
        omar.locator("#trial [type=submit]").click()
        expect(omar.locator("#trial")).to_contain_text("Gold")
        look(omar, "panel", phone=True)
        ana = enter(kettle.ana, f"/app/conversations/{leak.pk}/")
        expect(ana.locator("#conv-side")).to_contain_text("17-A")
        look(ana, "panel-beside")
        assert shop.asked[0][0] == "/orders?m=carl%40example.org"
