"""Customers: two that are one and two again, all that is known taken along, forgotten; and some whom only a few see."""

import re
import zipfile

from playwright.sync_api import Page, expect

from pult.conversations import operations
from pult.customers.models import Customer
from tests.browser.conftest import Enter
from tests.browser.looking import look, speaks
from tests.cast import Kettle


def confirms(page: Page) -> None:
    page.locator("dialog[open] .pult-dialog-foot .btn").last.click()


def test_two_customers_become_one_two_again_taken_along_and_forgotten(enter: Enter, kettle: Kettle):
    speaks(kettle.omar, "hr")
    old = kettle.conversation("carl@example.org", name="Carl Carlsson")
    new = kettle.conversation("carl@work.example", name="Carl at work", subject="Again")
    for one in (old, new):
        operations.solve(one, by=kettle.lea.actor)
    omar = enter(kettle.omar, "/app/customers/")
    omar.locator("main").get_by_role("link", name="Carl at work").click()
    omar.get_by_role("link", name="Spoji", exact=True).click()
    omar.locator("main [name=q]").fill("Carlsson")
    omar.locator("main [name=q]").press("Enter")
    look(omar, "customer-merge", phone=True)
    omar.get_by_role("button", name=re.compile("Carl Carlsson")).click()
    expect(omar.locator("h1")).to_have_text("Carl Carlsson")
    kettle.settle()
    omar.reload()
    expect(omar.locator("main")).to_contain_text("carl@work.example")
    expect(omar.locator("main")).to_contain_text("Again")
    omar.get_by_role("button", name="Poništi").click()
    confirms(omar)
    expect(omar.locator("h1")).to_have_text("Carl at work")
    kettle.settle()
    omar.get_by_role("link", name="Izvezi", exact=True).click()
    with omar.expect_download() as taken:
        omar.locator("main form [type=submit]").click()
    with zipfile.ZipFile(taken.value.path()) as held:
        told = held.read("person.json")
    assert b"carl@work.example" in told
    assert b"carl@example.org" not in told
    omar.go_back()
    omar.get_by_role("link", name="Izbriši", exact=True).click()
    omar.locator("#erase-name").fill("Carl at work")
    look(omar, "customer-erasure", dark=True, phone=True)
    omar.locator("main .btn-danger").click()
    kettle.settle()
    assert Customer.objects.get(pk=new.customer_id).erased_at
    assert Customer.objects.get(pk=old.customer_id).name == "Carl Carlsson"


def test_a_mailbox_and_a_customer_are_for_a_few_and_say_for_whom(enter: Enter, kettle: Kettle):
    speaks(kettle.omar, "sr")
    leak = kettle.conversation("carl@example.org", name="Carl Carlsson")
    omar = enter(kettle.omar, "/app/settings/inboxes/")
    omar.get_by_role("link", name="Help").click()
    omar.get_by_role("link", name="Ко то види").click()
    omar.locator("[name=is_restricted]").check()
    for name in ("Lea Novak", "Omar Khalil"):
        omar.get_by_role("checkbox", name=name).check()
    look(omar, "inbox-readers", dark=True, phone=True)
    omar.locator("main .btn-primary").click()
    kettle.settle()
    speaks(kettle.lea, "sr")
    lea = enter(kettle.lea, f"/app/conversations/{leak.pk}/")
    lea.locator("#conv-head .conv-facts button", has_text="Ограничено").click()
    dialog = lea.get_by_role("dialog")
    expect(dialog).to_contain_text("Lea Novak")
    expect(dialog).not_to_contain_text("Ana Horvat")
    look(lea, "who-sees-it")
    lea.keyboard.press("Escape")
    ana = enter(kettle.ana, "/app/views/open/")
    expect(ana.locator("#desk-list .desk-waiting")).to_have_count(0)
    expect(ana.locator("#desk-list")).not_to_contain_text("Carl Carlsson")
    lea.locator("#conv-side a[href^='/app/customers/']").first.click()
    lea.get_by_role("link", name="Ко то види").click()
    lea.locator("[name=is_restricted]").check()
    lea.get_by_role("checkbox", name="Lea Novak").check()
    lea.locator("main .btn-primary").click()
    expect(lea.locator(".side-lock")).to_be_visible()
