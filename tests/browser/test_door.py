"""The door itself: a real Pult runs for these tests, and what its pages complain about is heard."""

import pytest
from playwright.sync_api import Page, expect

from pult.customers.models import Customer
from tests.browser.server import Server
from tests.browser.watching import Complaints, assert_accessible
from tests.cast import Kettle


def test_pult_is_ready(page: Page):
    page.goto("/ready")
    expect(page.locator("body")).to_contain_text('"ready"')


def test_the_browser_and_the_test_see_the_same_department_and_a_real_worker_works(
    server: Server, kettle: Kettle
):
    conversation = kettle.conversation("carl@example.org")
    assert conversation.message_count == 1
    assert Customer.objects.count() == 1


def test_a_script_that_the_page_does_not_carry_is_refused_and_heard(page: Page, complaints: Complaints):
    page.goto("/account/login/")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))"
    )
    page.wait_for_function("true")
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in one for one in complaints.heard)
    complaints.allow("Content Security Policy")


def test_axe_finds_a_planted_fault(page: Page):
    page.goto("/account/login/")
    page.evaluate("document.body.innerHTML = '<main><input type=text></main>'")
    with pytest.raises(AssertionError, match="label"):
        assert_accessible(page)
