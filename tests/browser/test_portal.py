"""A customer's own requests: in by a mailed link, answered with a file, reopened, rated, and seen by nobody else."""

import re
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from pult.conversations.models import Conversation
from pult.customers import operations as customers
from pult.customers.models import Customer
from pult.foundation.actors import SYSTEM
from tests.browser.conftest import Enter
from tests.browser.postbox import Postbox
from tests.browser.watching import Complaints, assert_accessible
from tests.cast import Kettle


@pytest.fixture
def leak(kettle: Kettle) -> Conversation:
    """Carl has written; Vera and Dora work with him, and only Vera may read what colleagues write."""
    leak = kettle.conversation("carl@hotel.example", name="Carl Carlsson")
    hotel = customers.create_company("Hotel Adria", by=SYSTEM)
    for name in ("Vera", "Dora"):
        kettle.conversation(f"{name.lower()}@hotel.example", name=name, subject=f"{name} asks")
    for one in Customer.objects.all():
        customers.place_in_company(one, hotel, by=SYSTEM)
    customers.allow_company(Customer.objects.get(name="Vera"), is_allowed=True, by=SYSTEM)
    return leak


def comes_in(page: Page, address: str, postbox: Postbox) -> Page:
    """By a link that arrives by mail."""
    page.goto("/hc/en/requests")
    page.locator("#link_address").fill(address)
    page.get_by_role("button", name="Mail me a link").click()
    found = re.search(r"http\S+/entry/\S+", postbox.wait_for(address).text)
    assert found
    page.goto(found[0])
    page.get_by_role("button", name="Show my requests").click()
    return page


def solves(page: Page, conversation: Conversation) -> None:
    """Ana solves it, and the desk leads on to what is next."""
    page.goto(f"/app/conversations/{conversation.pk}/")
    expect(page.locator("#desk-list .desk-waiting")).to_have_count(0)
    page.keyboard.press("e")
    expect(page.get_by_role("heading", name="No conversation is open")).to_be_visible()


def test_a_request_is_answered_reopened_and_rated_by_its_customer_alone(
    enter: Enter, kettle: Kettle, leak: Conversation, postbox: Postbox, complaints: Complaints
):
    complaints.allow("404")
    carl = enter(None, "/hc/en/requests")
    assert_accessible(carl)
    comes_in(carl, "carl@hotel.example", postbox)
    expect(carl.locator(".own-card")).to_have_text(re.compile("My kettle leaks"))
    expect(carl.get_by_role("searchbox").last).to_have_value("")
    expect(carl.get_by_role("link", name="Open", exact=True)).to_have_attribute("aria-current", "page")
    assert_accessible(carl)
    carl.locator(".own-card").click()
    carl.get_by_label("Your answer").fill("Here is the bill.")
    carl.locator("input[type=file]").set_input_files(
        {"name": "bill.txt", "mimeType": "text/plain", "buffer": b"Paid"}
    )
    assert_accessible(carl)
    carl.get_by_role("button", name="Send the answer").click()
    expect(carl.locator(".own-thread")).to_contain_text("bill.txt")
    ana = enter(kettle.ana, f"/app/conversations/{leak.pk}/")
    expect(ana.locator("#thread")).to_contain_text("Here is the bill.")
    expect(ana.locator("#thread")).to_contain_text("bill.txt")
    ana.get_by_label("Reply", exact=True).last.fill("A new one is on its way.")
    ana.keyboard.press("Control+Enter")
    expect(ana.locator("#thread .pult-mail-ours")).to_contain_text("A new one is on its way.")
    solves(ana, leak)
    carl.reload()
    carl.get_by_label("Your answer").fill("It leaks again.")
    assert_accessible(carl)
    carl.get_by_role("button", name="Send the answer").click()
    ana.goto(f"/app/conversations/{leak.pk}/")
    expect(ana.locator("#thread")).to_contain_text("It leaks again.")
    expect(ana.locator("#conv-head")).not_to_contain_text("Solved")
    solves(ana, leak)
    kettle.settle()
    carl.reload()
    carl.get_by_role("button", name="Rate this request").click()
    carl.get_by_role("radio").last.check(force=True)
    assert_accessible(carl)
    carl.get_by_role("button", name="Send the rating").click()
    expect(carl.get_by_role("heading", name="Thank you")).to_be_visible()
    carl.goto("/hc/en/requests/profile")
    assert_accessible(carl)
    carl.get_by_label("Your name").fill("Carl the Elder")
    carl.get_by_role("button", name="Save").click()
    expect(carl.get_by_text("Your data are changed.")).to_be_visible()
    carl.get_by_role("button", name="Put my data together").click()
    kettle.settle()
    carl.reload()
    with carl.expect_download() as taken:
        carl.locator("#export ~ ul a").click()
    with ZipFile(taken.value.path()) as archive:
        names = archive.namelist()
        said = b"".join(archive.read(one) for one in names if one.endswith(".json")).decode()
    assert "Carl the Elder" in said
    assert any(one.endswith("bill.txt") for one in names)
    dora = comes_in(enter(None, None), "dora@hotel.example", postbox)
    expect(dora.locator(".own-card")).to_have_count(1)
    dora.goto(f"/hc/en/requests/{leak.pk}")
    expect(dora.locator("body")).not_to_contain_text("My kettle leaks")
    vera = comes_in(enter(None, None), "vera@hotel.example", postbox)
    vera.goto("/hc/en/requests?show=all")
    vera.locator(".own-card", has_text="My kettle leaks").click()
    expect(vera.locator(".own-thread")).to_contain_text("It leaks again.")
    expect(vera.get_by_role("button", name="Rate this request")).to_have_count(0)
