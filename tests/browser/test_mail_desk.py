"""What a mail desk is switched to for: an own status, a question to a courier on a phone, spam, a brand, reports."""

import re

from playwright.sync_api import expect

from pult.brands.models import Brand
from pult.dashboards.models import Mailing
from pult.foundation.actors import SYSTEM
from pult.inboxes.operations import open_inbox
from pult.moderation.models import ListedSender
from tests.browser.conftest import Enter
from tests.browser.customer import Customer
from tests.browser.looking import PHONE, look_at, on_a_phone
from tests.browser.postbox import Postbox
from tests.browser.server import Server
from tests.cast import Kettle

COURIER = "dispatch@courier.example"


def test_the_courier_is_asked_on_a_phone_and_waited_for(
    enter: Enter, kettle: Kettle, server: Server, postbox: Postbox
):
    omar = enter(kettle.omar, "/app/settings/statuses/new/")
    omar.locator("[name=name_en]").fill("Waiting for the courier")
    omar.locator("[name=within]").select_option("on_hold")
    omar.locator("main button[type=submit]").click()
    expect(omar.locator("main").get_by_text("Waiting for the courier")).to_be_visible()
    parcel = kettle.conversation("carl@example.org", subject="Where is my parcel?", text="Lane 7.")
    here = f"/app/conversations/{parcel.pk}/"
    phone = on_a_phone(enter, kettle.ana, f"{here}sides/")
    look_at(phone, "new-side")
    phone.locator("[name=to]").fill(COURIER)
    phone.locator("[name=subject]").fill("Parcel 4711")
    phone.locator("textarea[name=text]").fill("Where is it?")
    phone.locator("main button[type=submit]").click()
    expect(phone.locator("#side-thread")).to_contain_text("Where is it?")
    letter = postbox.wait_for(COURIER)
    Customer(server, "Dispatch", COURIER).answers(letter, "Tomorrow at noon.")
    expect(phone.locator("#side-thread")).to_contain_text("Tomorrow at noon.")
    look_at(phone, "side")
    assert not parcel.messages.filter(text__contains="noon").exists()
    ana = enter(kettle.ana, here)
    ana.locator("#set-status").select_option(label="Waiting for the courier")
    expect(ana.locator("#conv-head")).to_contain_text("Waiting for the courier")
    parcel.refresh_from_db()
    assert parcel.status == "on_hold"


def test_spam_leaves_a_brand_comes_and_a_report_is_ordered(enter: Enter, kettle: Kettle):
    spam = kettle.conversation("win@prizes.example", subject="You have won")
    lea = enter(kettle.lea, f"/app/conversations/{spam.pk}/")
    expect(lea.locator("#desk-list .desk-waiting")).to_have_count(0)
    with lea.expect_response("**/spam/"):
        lea.evaluate("document.querySelector('[hx-vals*=blocks]').click()")
    assert ListedSender.objects.filter(value="win@prizes.example").exists()
    lea.goto("/app/views/spam/")
    expect(lea.locator("#desk-list").get_by_text("You have won")).to_be_visible()
    orders = open_inbox("Orders", address="orders@kettle.example", department=kettle.support, by=SYSTEM)
    lea.goto("/app/reports/")
    lea.get_by_label("Inbox").select_option(label="Orders")
    lea.get_by_role("button", name="Show").click()
    lea.get_by_role("link", name="Time and availability").click()
    expect(lea).to_have_url(re.compile(f"/app/reports/time.*inbox={orders.pk}"))
    expect(lea.get_by_text("are not known by inbox or brand")).to_be_visible()
    for name in ("now", "time", "promises", "mails/new"):
        lea.goto(f"/app/reports/{name}")
        lea.set_viewport_size(PHONE)
        look_at(lea, f"reports-{name.replace('/', '-')}")
    lea.locator("main form button[type=submit]").last.click()
    expect(lea).to_have_url(re.compile("/app/reports/mails$"))
    assert Mailing.objects.count() == 1
    omar = on_a_phone(enter, kettle.omar, "/app/settings/brands/new")
    look_at(omar, "new-brand")
    omar.locator("[name=name]").fill("Teapot & Sons")
    omar.locator("[name=host]").fill("help.teapot.example")
    omar.locator("[name=languages]").first.check()
    omar.locator("main button[type=submit]").first.click()
    expect(omar).to_have_url(re.compile("/brands(/\\d+)?$"))
    assert Brand.objects.filter(host="help.teapot.example").exists()
    look_at(omar, "brand")
