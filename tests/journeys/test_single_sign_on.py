"""Signing in by the word of an OpenID Connect provider, over HTTP, from the button to the desk."""

import urllib.request
from typing import Any
from urllib.error import HTTPError

import pytest
from django.test import Client
from django.urls import reverse

from pult.accounts import operations as accounts
from pult.accounts.models import Person
from pult.accounts.types import Provider, ProviderKind
from pult.foundation.audit.models import AuditRecord
from pult.foundation.rights import BuiltIn
from tests.cast import Kettle
from tests.journeys.identity import CLIENT, SECRET, Identity, identity_provider

ANA = {"sub": "ana-1", "email": "ana@kettle.example", "email_verified": True, "name": "Ana Horvat"}


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_words: Any) -> None:
        return None


def send_on(address: str) -> str:
    """A browser comes to an address and is sent on; where to."""
    with pytest.raises(HTTPError) as sent:
        urllib.request.build_opener(_Stay).open(address, timeout=10)
    with sent.value as answer:
        assert answer.code == 302
        return str(answer.headers["Location"])


def trusted(kettle: Kettle, identity: Identity, **settings: Any) -> None:
    """Omar offers the provider on the sign-in page."""
    accounts.add_provider(
        Provider(
            kind=ProviderKind.OPENID_CONNECT,
            key="house",
            name="House",
            client_id=CLIENT,
            secret=SECRET,
            settings={"server_url": identity.issuer, "oauth_pkce_enabled": True, **settings},
        ),
        by=kettle.omar.actor,
    )


def comes_in(client: Client) -> Any:
    """From the button on the sign-in page, over the provider, and back."""
    assert "House" in client.get(reverse("account_login")).content.decode()
    to_provider = client.get("/account/oidc/house/login/")
    back = send_on(to_provider.headers["Location"])
    return client.get(back.partition("testserver")[2], follow=True)


def is_in(client: Client) -> bool:
    return client.get("/app/").status_code != 302 or "/login" not in client.get("/app/").headers["Location"]


def test_a_colleague_comes_in_by_the_word_of_the_house(kettle: Kettle):
    with identity_provider(**ANA) as identity:
        trusted(kettle, identity)
        client = Client()
        comes_in(client)
        assert is_in(client)
        assert client.session["_auth_user_id"] == str(kettle.ana.person.pk)
        assert AuditRecord.objects.filter(what="person.signed_in", who=kettle.ana.actor.ref).exists()
        assert identity.refusals == []


def test_an_address_that_nobody_has_verified_opens_nothing(kettle: Kettle):
    with identity_provider(**{**ANA, "sub": "mallory", "email_verified": False}) as identity:
        trusted(kettle, identity)
        client = Client()
        comes_in(client)
        assert not is_in(client)


def test_the_word_of_a_domain_that_is_trusted_is_enough(kettle: Kettle):
    with identity_provider(**{**ANA, "email_verified": False}) as identity:
        trusted(kettle, identity, verified_email=["kettle.example"])
        client = Client()
        comes_in(client)
        assert is_in(client)


def test_who_is_invited_is_let_in_and_a_stranger_is_not(kettle: Kettle):
    accounts.invite(
        "nora@kettle.example", roles=[accounts.built_in_role(BuiltIn.AGENT)], by=kettle.omar.actor
    )
    nora = {"sub": "nora-1", "email": "nora@kettle.example", "email_verified": True, "name": "Nora Novak"}
    with identity_provider(**nora) as identity:
        trusted(kettle, identity)
        client = Client()
        comes_in(client)
        assert is_in(client)
        assert Person.objects.get(email="nora@kettle.example").name == "Nora Novak"
        identity.claims.update(sub="zed-1", email="zed@elsewhere.example", name="Zed")
        stranger = Client()
        comes_in(stranger)
        assert not is_in(stranger)
        assert not Person.objects.filter(email="zed@elsewhere.example").exists()


def test_an_answer_that_was_asked_for_elsewhere_is_refused(kettle: Kettle):
    with identity_provider(**ANA) as identity:
        trusted(kettle, identity)
        asked = Client().get("/account/oidc/house/login/")
        back = send_on(asked.headers["Location"]).partition("testserver")[2]
        thief = Client()
        thief.get(back, follow=True)
        assert not is_in(thief)


def test_a_colleague_who_was_switched_off_stays_outside(kettle: Kettle):
    accounts.switch_off(kettle.ana.person, by=kettle.omar.actor)
    with identity_provider(**ANA) as identity:
        trusted(kettle, identity)
        client = Client()
        comes_in(client)
        assert not is_in(client)
