"""The first visit to an empty Pult: it is set up in the visitor's language, and the first mail arrives."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from tests.browser import server as servers
from tests.browser.conftest import Enter
from tests.browser.customer import Customer
from tests.browser.server import Server
from tests.browser.watching import assert_accessible
from tests.processes import database_url


@pytest.fixture
def empty(transactional_db: None, tmp_path: Path) -> Iterator[Server]:
    """A Pult of its own, in whose database nobody has been. Ask for it first: browsers leave before it stops.

    That Pult makes the tables of a new database by itself is told in `tests/journeys/test_starting.py`.
    """
    name, migrated = f"{connection.settings_dict['NAME']}_empty", connection.settings_dict["TEST"]["TEMPLATE"]
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{migrated}"')
    started = servers.start(tmp_path, DATABASE_URL=database_url(name))
    yield started
    started.stop()
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_the_first_visitor_opens_the_doors_and_a_mail_comes_in(empty: Server, enter: Enter):
    page = enter(None, empty.url)
    expect(page.get_by_role("heading", name="Welcome to Pult")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Hrvatski").click()
    say_who_they_are(page)
    say_whom_they_serve(page)
    expect(page.get_by_role("heading", name="Kettle & Co.")).to_be_visible()
    assert_accessible(page)
    page.goto(f"{empty.url}/app/views/unassigned/")
    expect(page.locator("live-socket")).to_be_attached()
    Customer(empty, "Carl Carlsson", "carl@example.org").writes(
        "My kettle leaks", "It leaks from the bottom.", to="help@kettle.example"
    )
    expect(page.locator(".pult-row-unread", has_text="My kettle leaks")).to_contain_text("Carl Carlsson")


def say_who_they_are(page: Page) -> None:
    expect(page.get_by_role("heading", name="Tko ste vi?")).to_be_visible()
    assert_accessible(page)
    page.locator("[name=name]").fill("Omar Khalil")
    page.locator("[name=email]").fill("omar@kettle.example")
    page.locator("[name=password]").fill("kuhalo-kuha-na-100")
    page.get_by_role("button", name="Nastavi").click()


def say_whom_they_serve(page: Page) -> None:
    page.locator("[name=company]").fill("Kettle & Co.")
    page.locator("[name=address]").fill("help@kettle.example")
    page.locator("[name=country]").select_option("HR")
    page.locator("[name=time_zone]").select_option("Europe/Zagreb")
    assert_accessible(page)
    page.get_by_role("button", name="Nastavi").click()
