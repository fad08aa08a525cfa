"""The door in a real browser: set-up, an invitation, a passkey, in keyboard and axe."""

import re

from django.contrib.auth.hashers import Argon2PasswordHasher
from playwright.sync_api import Page, expect

from pult.accounts import operations as accounts
from pult.accounts.models import Invitation, Person
from pult.foundation.rights import BuiltIn
from tests.browser.conftest import Enter
from tests.browser.server import Server
from tests.browser.watching import assert_accessible
from tests.cast import PASSWORD, Kettle


def type_in(page: Page, **values: str) -> None:
    for label, value in values.items():
        page.get_by_label(label.replace("_", " "), exact=True).fill(value)


def use_real_password(person: Person) -> None:
    """The suite hashes passwords in a quick way that the running Pult does not accept."""
    person.password = Argon2PasswordHasher().encode(PASSWORD, "saltsaltsalt")
    person.save(update_fields=["password"])


def test_an_invited_person_chooses_a_password_and_is_in(kettle: Kettle, enter: Enter, server: Server):
    accounts.invite(
        "nada@kettle.example",
        by=kettle.omar.actor,
        roles=[accounts.built_in_role(BuiltIn.AGENT)],
        name="Nada",
    )
    page = enter(None, f"/account/invitation/{Invitation.objects.get().link}")
    assert_accessible(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome")
    type_in(page, Your_name="Nada Nadić", Password="kuhalo-kuha-na-100")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url(re.compile("/app/"))
    assert Person.objects.get(email="nada@kettle.example").last_login


def test_a_passkey_is_added_and_opens_the_door(kettle: Kettle, enter: Enter):
    use_real_password(kettle.ana.person)
    page = enter(None, "/account/login/")
    type_in(page, **{"E-mail": "ana@kettle.example", "Password": PASSWORD})
    assert_accessible(page)
    page.get_by_label("Password", exact=True).press("Enter")
    page.wait_for_url(re.compile("/app/"))

    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    page.goto("/app/settings/security")
    page.get_by_role("link", name="Add a passkey").click()
    type_in(page, Password=PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    assert_accessible(page)
    page.get_by_label("Name").fill("Laptop")
    page.get_by_text("Sign in with it alone").click()
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url(re.compile("/account/2fa/recovery-codes|/app/settings/security"))
    page.goto("/app/settings/security")
    expect(page.get_by_text("Laptop")).to_be_visible()

    page.goto("/account/logout/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile("/account/login/"))
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(re.compile("/app/"))


def test_the_language_of_the_door_is_chosen_there(kettle: Kettle, enter: Enter):
    page = enter(None, "/account/login/")
    page.get_by_role("button", name="Српски").click()
    expect(page.locator("html")).to_have_attribute("lang", "sr")
    expect(page.get_by_role("heading", level=1)).to_have_text("Пријави се")
    assert_accessible(page)
