"""A table of customers: its columns are understood, a wrong row is told before and after, and everybody is there."""

import re

from playwright.sync_api import expect

from pult.customers.models import Identity
from tests.browser.conftest import Enter
from tests.browser.looking import PHONE, look_at
from tests.cast import Kettle

TABLE = (
    "Ime i prezime;E-pošta;Telefon;Tvrtka;Omiljena boja\n"
    "Dora Horvat;dora@kiln.example;+385 91 222 333;Kiln d.o.o.;plava\n"
    "Emil Novak;emil@kiln.example;;Kiln d.o.o.;žuta\n"
    "Fran bez adrese;;;;\n"
    "Gita;gita(at)kiln;;;zelena\n"
)


def test_a_table_of_customers_comes_in(enter: Enter, kettle: Kettle):
    page = enter(kettle.lea, "/app/customers/")
    page.locator("a[href*='/app/customers/imports']").click()
    expect(page.locator("#new-heading")).to_be_visible()
    look_at(page, "tables")
    page.locator("[name=file]").set_input_files(
        {"name": "kupci.csv", "mimeType": "text/csv", "buffer": TABLE.encode("cp1250")}
    )
    page.locator("main button[type=submit]").click()
    expect(page.locator("[name=column-1]")).to_have_value("email")
    expect(page.locator("[name=column-4]")).to_have_value("")
    expect(page.locator("main")).to_contain_text("gita(at)kiln")
    look_at(page, "table-columns")
    page.locator("button[value=check]").click()
    expect(page.locator("#checked-heading")).to_be_visible()
    assert not Identity.objects.filter(value="dora@kiln.example").exists()
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(PHONE)
    look_at(page, "table-checked")
    page.locator("button[value=begin]").click()
    expect(page.locator("#refused-heading")).to_be_visible()
    look_at(page, "table-over")
    with page.expect_download() as file:
        page.locator("a[href$='refused.csv']").click()
    assert re.match(r"refused-\d+\.csv", file.value.suggested_filename)
    page.goto("/app/customers/?q=dora")
    expect(page.locator("main")).to_contain_text("dora@kiln.example")
    look_at(page, "customers-found")
    page.locator("a[href*='/app/customers/all.csv?q=dora']").wait_for()
