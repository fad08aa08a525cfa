"""Notices of a real browser: switched on, shown by the worker while no page looks, and over when one leaves."""

import json
import time

from django.utils import translation
from playwright.sync_api import CDPSession, Page, expect

from pult.notifications.models import Browser
from pult.notifications.testing import TEST
from tests.browser.conftest import Enter
from tests.browser.looking import look, speaks
from tests.browser.server import Server
from tests.browser.watching import Complaints
from tests.cast import Kettle

PATIENCE_SECONDS = 10
SETTINGS = "/app/settings/notifications"
# Push services are other people's computers: only what one of them would say of this browser is made up.
SUBSCRIBED = """
PushManager.prototype.subscribe = async function ({ applicationServerKey }) {
    if (applicationServerKey.byteLength !== 65) throw new TypeError("no key");
    const keys = {
        p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        auth: "BTBZMqHH6r4Tts7J_aSIgg",
    };
    const said = { endpoint: "https://updates.push.services.mozilla.com/wpush/v2/ana", keys };
    return { ...said, options: { applicationServerKey }, toJSON: () => said };
};
"""


def registration_of(page: Page, wire: CDPSession) -> str:
    """The worker of this page, as the browser's tools call it."""
    found: list[str] = []
    wire.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda said: found.extend(one["registrationId"] for one in said["registrations"]),
    )
    wire.send("ServiceWorker.enable")
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not found and time.monotonic() < deadline:
        page.wait_for_timeout(20)
    return found[0]


def shown_to(page: Page) -> list[dict[str, str]]:
    """What lies in the corner of the screen."""
    shown: list[dict[str, str]] = page.evaluate(
        """async () => (await (await navigator.serviceWorker.ready).getNotifications())
            .map(({ title, body, data }) => ({ title, body, url: data.url }))"""
    )
    return shown


def test_ana_is_told_in_her_browser_until_she_signs_out(enter: Enter, kettle: Kettle, server: Server):
    page = enter(kettle.ana, None, permissions=["notifications"])
    page.add_init_script(SUBSCRIBED)
    page.goto(SETTINGS)
    page.get_by_role("button", name="Tell me in this browser").click()
    expect(page.get_by_role("status").filter(has_text="You are told in this browser")).to_be_visible()
    browser = Browser.objects.get(person=kettle.ana.person)
    assert page.evaluate("navigator.serviceWorker.ready.then((one) => one.active.state)") == "activated"

    with translation.override(kettle.ana.person.language):
        notice = TEST.compose(browser.pk, kettle.ana.person, False)
    assert notice is not None
    wire = page.context.new_cdp_session(page)
    said = {
        "origin": server.url,
        "registrationId": registration_of(page, wire),
        "data": json.dumps(notice.as_json()),
    }
    wire.send("ServiceWorker.deliverPushMessage", said)
    page.wait_for_function(
        "navigator.serviceWorker.ready.then(async (one) => (await one.getNotifications()).length)"
    )
    assert shown_to(page) == [{"title": notice.title, "body": notice.body, "url": notice.url}]

    page.goto("/account/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert not Browser.objects.exists()


def test_a_manager_says_what_everybody_is_told_until_they_choose(
    enter: Enter, kettle: Kettle, complaints: Complaints
):
    complaints.allow("422")
    speaks(kettle.mila, "sr")
    speaks(kettle.lea, "hr")
    mila = enter(kettle.mila, "/app/settings/notices")
    mila.locator("[name=ways][value='conversation.assigned/mail']").check()
    mila.locator("[name=quiet_from]").fill("20:00")
    mila.locator("main .btn-primary").click()
    expect(mila.locator("[name=quiet_until]")).to_have_attribute("aria-invalid", "true")
    mila.locator("[name=quiet_until]").fill("07:00")
    mila.locator("main .btn-primary").click()
    expect(mila.locator("[name=ways][value='conversation.assigned/mail']")).to_be_checked()
    look(mila, "default-notices")
    look(mila, "default-notices-phone", dark=True, phone=True)
    lea = enter(kettle.lea, SETTINGS)
    expect(lea.locator("[name=quiet_until]")).to_have_value("07:00")
    lea.locator("[name=quiet_until]").fill("06:00")
    lea.get_by_role("button", name="Spremi").click()
    lea.get_by_role("button", name="Uzmi zadano").click()
    expect(lea.locator("[name=quiet_until]")).to_have_value("07:00")
    look(lea, "own-notices", phone=True)
