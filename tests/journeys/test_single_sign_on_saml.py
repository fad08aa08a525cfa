"""Signing in by the word of a SAML provider, from the button to the desk."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from pult.accounts import operations as accounts
from pult.accounts.models import Person
from pult.accounts.provider_forms import SamlForm
from pult.foundation.rights import BuiltIn
from tests.cast import Kettle
from tests.journeys.saml import FAMILY, GIVEN, MAIL, Vouching

ACS = "/account/saml/house/acs/"


def browser() -> Client:
    """A browser; the signed answer must name the host that it was sent to."""
    return Client(HTTP_HOST="testserver")


def trusted(kettle: Kettle, house: Vouching, *, domains: str = "kettle.example") -> None:
    """Omar offers the provider on the sign-in page, as its form makes it."""
    told = house.settings
    form = SamlForm(
        {
            "name": "House",
            "key": "house",
            "domains": domains,
            "entity_id": told["entity_id"],
            "sso_url": told["sso_url"],
            "certificate": told["x509cert"],
        }
    )
    assert form.is_valid(), form.errors
    accounts.add_provider(form.as_provider(), by=kettle.omar.actor)


def comes_in(client: Client, house: Vouching, **how: Any) -> Any:
    """From the button on the sign-in page, over the provider, and back with its answer."""
    assert "House" in client.get(reverse("account_login")).content.decode()
    page = client.get("/account/saml/house/login/")
    return client.post(ACS, house.answer(page.headers["Location"], **how), follow=True)


def is_in(client: Client) -> bool:
    return "/login" not in client.get("/app/").headers.get("Location", "")


def ana(kettle: Kettle) -> Vouching:
    return Vouching("ana-1", {MAIL: kettle.ana.person.email})


def test_a_colleague_comes_in_by_the_word_of_the_house(kettle: Kettle):
    house = ana(kettle)
    trusted(kettle, house)
    client = browser()
    comes_in(client, house)
    assert is_in(client)
    assert client.session["_auth_user_id"] == str(kettle.ana.person.pk)


def test_who_is_invited_comes_in_with_the_name_that_the_house_tells(kettle: Kettle):
    accounts.invite(
        "nora@kettle.example", roles=[accounts.built_in_role(BuiltIn.AGENT)], by=kettle.omar.actor
    )
    house = Vouching("nora-1", {MAIL: "nora@kettle.example", GIVEN: "Nora", FAMILY: "Novak"})
    trusted(kettle, house)
    client = browser()
    comes_in(client, house)
    assert is_in(client)
    assert Person.objects.get(email="nora@kettle.example").name == "Nora Novak"


def test_an_address_outside_the_trusted_domains_opens_nothing(kettle: Kettle):
    house = ana(kettle)
    trusted(kettle, house, domains="elsewhere.example")
    client = browser()
    comes_in(client, house)
    assert not is_in(client)


def test_nothing_that_is_forged_opens_the_door(kettle: Kettle):
    house = ana(kettle)
    trusted(kettle, house)
    forger = ana(kettle)
    client = browser()
    comes_in(client, forger)
    comes_in(client, house, signed=False)
    comes_in(client, house, since=timedelta(hours=1))
    assert not is_in(client)


def test_an_answer_that_was_asked_for_elsewhere_is_refused(kettle: Kettle):
    house = ana(kettle)
    trusted(kettle, house)
    asked = browser().get("/account/saml/house/login/")
    thief = browser()
    thief.post(ACS, house.answer(asked.headers["Location"]), follow=True)
    assert not is_in(thief)


def test_the_provider_is_told_where_to_answer(kettle: Kettle):
    trusted(kettle, ana(kettle))
    told = browser().get("/account/saml/house/metadata/")
    assert told.status_code == 200
    assert ACS in told.content.decode()
