"""A customer's own requests: in by a mailed link, answered with a file, reopened, rated, and seen by nobody else."""

import json
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
    page.get_by_label("Mail address").first.fill(address)
    page.get_by_role("button", name="Mail me a link").click()
    found = re.search(r"http\S+/entry/\S+", postbox.wait_for(address).text)
    assert found
    page.goto(found[0])
    page.get_by_role("button", name="Show my requests").click()
    return page


def solves(page: Page) -> None:
    page.keyboard.press("e")
    expect(page.locator("#conv-head")).to_contain_text("Solved")


def test_a_request_is_answered_reopened_and_rated_by_its_customer_alone(
    enter: Enter, kettle: Kettle, leak: Conversation, postbox: Postbox, complaints: Complaints
):
    complaints.allow("404")
    carl = enter(None, "/hc/en/requests")
    assert_accessible(carl)
    comes_in(carl, "carl@hotel.example", postbox)
    expect(carl.locator(".own-card")).to_have_text(re.compile("My kettle leaks"))
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
    solves(ana)
    carl.reload()
    carl.get_by_label("Your answer").fill("It leaks again.")
    assert_accessible(carl)
    carl.get_by_role("button", name="Send the answer").click()
    expect(ana.locator("#thread")).to_contain_text("It leaks again.")
    expect(ana.locator("#conv-head")).not_to_contain_text("Solved")
    solves(ana)
    carl.reload()
    carl.get_by_role("button", name="Rate this request").click()
    assert_accessible(carl)


