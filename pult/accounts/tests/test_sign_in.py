"""The door: password, second factors, waiting after failures, letters about changes."""

import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from pult.accounts import operations as accounts
from pult.accounts import queries
from pult.accounts.adapters import MFAAdapter, SocialAdapter
from pult.accounts.jobs import forget
from pult.accounts.models import FailedSignIns, Person
from pult.accounts.operations.sign_in import FREE_FAILURES, LONGEST_WAIT, wait_after
from pult.accounts.types import Act, Provider, ProviderKind
from pult.foundation.audit.models import AuditRecord
from pult.foundation.rights import BuiltIn
from tests.cast import PASSWORD

LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def forgotten_limits():
    cache.clear()


@pytest.fixture(autouse=True)
def one_moment(monkeypatch):
    """A code is good for half a minute: its clock stands, so that no test begins in one and ends in the next."""
    now = time.time()
    monkeypatch.setattr(totp, "time", SimpleNamespace(time=lambda: now))


def sign_in(browser, email="ana@kettle.example", password=PASSWORD):
    return browser.post(LOGIN, {"login": email, "password": password})


def confirm(browser):
    """What changes the way one signs in asks for the password once more."""
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def code_now(secret, *, steps=0):
    return format_hotp_value(hotp_value(secret, int(totp.time.time()) // 30 + steps))


def with_app(person):
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret


def test_a_password_opens_the_door_and_the_log_says_so(kettle):
    browser = Client()
    assert sign_in(browser).headers["Location"] == "/app/"
    assert AuditRecord.objects.filter(what=Act.SIGNED_IN, who=kettle.ana.person.ref).count() == 1
    assert browser.post("/account/logout/").headers["Location"] == LOGIN
    assert browser.get("/app/settings/profile").status_code == 302


def test_the_address_may_be_typed_in_any_case(kettle):
    assert sign_in(Client(), email="ANA@Kettle.Example").status_code == 302


@pytest.mark.parametrize("address", ["ana@kettle.example", "nobody@kettle.example"])
def test_failures_make_an_address_wait_longer_and_longer(kettle, address):
    browser = Client()
    for _ in range(FREE_FAILURES):
        assert "do not fit together" in sign_in(browser, address, "wrong").content.decode()
    assert "Try again in 1 minute." in sign_in(browser, address).content.decode()
    at = timezone.now() + timedelta(minutes=2)
    assert queries.wait_of(address, at=at) is None
    accounts.note_failed_sign_in(address, at=at)
    assert queries.wait_of(address, at=at) == at + timedelta(minutes=2)


def test_signing_in_forgives_and_a_day_forgets(kettle):
    for _ in range(FREE_FAILURES - 1):
        accounts.note_failed_sign_in("ana@kettle.example")
    sign_in(Client())
    assert not FailedSignIns.objects.exists()
    accounts.note_failed_sign_in("ana@kettle.example", at=timezone.now() - timedelta(days=2))
    accounts.note_failed_sign_in("ana@kettle.example")
    assert FailedSignIns.objects.get().count == 1
    accounts.forget_old_failures(at=timezone.now() + timedelta(days=2))
    assert not FailedSignIns.objects.exists()


def test_sessions_that_ran_out_are_forgotten(kettle):
    old, new = Client(), Client()
    for browser in (old, new):
        sign_in(browser)
    Session.objects.filter(session_key=old.session.session_key).update(expire_date=timezone.now())
    forget(timestamp=int((timezone.now() + timedelta(days=1)).timestamp()))
    assert [one.session_key for one in UserSession.objects.all()] == [new.session.session_key]


def test_being_locked_out_is_written_down_without_naming_a_stranger(kettle):
    for _ in range(FREE_FAILURES):
        accounts.note_failed_sign_in("ana@kettle.example")
        accounts.note_failed_sign_in("nobody@kettle.example")
    assert [record.about for record in AuditRecord.objects.filter(what=Act.LOCKED_OUT)] == [
        kettle.ana.person.ref
    ]


@given(st.integers(min_value=0, max_value=10_000))
def test_the_wait_grows_and_is_bounded(failures):
    assert timedelta() <= wait_after(failures) <= wait_after(failures + 1) <= LONGEST_WAIT
    assert bool(wait_after(failures)) == (failures >= FREE_FAILURES)


def test_a_guesser_from_one_place_is_slowed_down_whatever_addresses_are_tried(kettle):
    browser = Client()
    for number in range(20):
        sign_in(browser, f"guess{number}@kettle.example", "wrong")
    assert "Too many failed attempts" in sign_in(browser, "guess99@kettle.example", "wrong").content.decode()
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert sign_in(elsewhere).status_code == 302


def test_with_an_app_the_password_is_only_the_first_step(kettle):
    secret = with_app(kettle.ana.person)
    browser = Client()
    assert sign_in(browser).headers["Location"] == reverse("mfa_authenticate")
    assert browser.get("/app/settings/profile").status_code == 302
    assert "Second step" in browser.get(reverse("mfa_authenticate")).content.decode()
    wrong = browser.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "This code is not right" in wrong.content.decode()
    assert (
        browser.post(reverse("mfa_authenticate"), {"code": code_now(secret)}).headers["Location"] == "/app/"
    )
    assert browser.get("/app/settings/profile").status_code == 200


def test_a_code_opens_once(kettle):
    secret = with_app(kettle.ana.person)
    first, second = Client(), Client()
    code = code_now(secret)
    for browser in (first, second):
        sign_in(browser)
        browser.post(reverse("mfa_authenticate"), {"code": code})
    assert first.get("/app/settings/profile").status_code == 200
    assert second.get("/app/settings/profile").status_code == 302


def test_a_recovery_code_helps_once_when_the_phone_is_lost(kettle):
    with_app(kettle.ana.person)
    codes = RecoveryCodes.activate(kettle.ana.person).get_unused_codes()
    browser = Client()
    sign_in(browser)
    assert browser.post(reverse("mfa_authenticate"), {"code": codes[0]}).headers["Location"] == "/app/"
    again = Client()
    sign_in(again)
    assert again.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 200


def test_secrets_of_apps_are_unreadable_in_the_database(kettle):
    secret = with_app(kettle.ana.person)
    stored = str(Authenticator.objects.get().data)
    assert secret not in stored
    assert MFAAdapter().decrypt(Authenticator.objects.get().data["secret"]) == secret


@pytest.mark.django_db(transaction=True)
def test_somebody_adds_an_app_and_is_told_by_letter(kettle):
    browser = Client()
    sign_in(browser)
    assert "reauthenticate" in browser.get(reverse("mfa_activate_totp")).headers["Location"]
    confirm(browser)
    page = browser.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    done = browser.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    assert done.status_code == 302
    codes = browser.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert codes.count("<li>") == 10
    assert [record.what for record in AuditRecord.objects.filter(what=Act.SECOND_FACTOR_ADDED)]
    assert "authenticator app was added" in mail.outbox[0].body
    security = browser.get(reverse("accounts:security")).content.decode()
    assert "Remove the app" in security
    assert "10 codes are left" in security


def test_a_role_can_ask_for_a_second_factor(kettle):
    accounts.change_role(
        accounts.built_in_role(BuiltIn.AGENT), by=kettle.omar.actor, needs_second_factor=True,
        rights=accounts.built_in_role(BuiltIn.AGENT).rights,
    )  # fmt: skip
    browser = Client()
    sign_in(browser)
    security = reverse("accounts:security")
    assert browser.get("/app/settings/profile").headers["Location"] == security
    fragment = browser.get("/app/settings/profile", headers={"HX-Request": "true"})
    assert fragment.headers["HX-Redirect"] == security
    assert "Your role asks for a second factor" in browser.get(security).content.decode()
    with_app(kettle.ana.person)
    assert browser.get("/app/settings/profile").status_code == 200
    confirm(browser)
    refused = browser.post(reverse("mfa_deactivate_totp"))
    assert "this last one stays" in refused.content.decode()
    assert sign_in(Client(), "eva@kettle.example").headers["Location"] == "/app/"


def test_an_administrator_helps_somebody_who_lost_their_phone(kettle):
    with_app(kettle.ana.person)
    kettle.omar.client.post(reverse("accounts:person_factor_reset", args=[kettle.ana.person.pk]))
    assert not queries.has_second_factor(kettle.ana.person)
    assert sign_in(Client()).headers["Location"] == "/app/"


def test_a_forgotten_password_is_replaced_by_letter(kettle):
    browser = Client()
    browser.post(reverse("account_reset_password"), {"email": "ana@kettle.example"})
    link = next(word for word in mail.outbox[0].body.split() if "/password/reset/key/" in word)
    page = browser.get(link.partition("testserver")[2], follow=True)
    new = {"password1": "voda-vri-polako-7", "password2": "voda-vri-polako-7"}
    browser.post(page.request["PATH_INFO"], new)
    assert sign_in(Client()).status_code == 200
    assert sign_in(Client(), password="voda-vri-polako-7").status_code == 302


def test_a_letter_of_reset_speaks_the_persons_language_and_strangers_learn_nothing(kettle):
    answers = [
        Client().post(reverse("account_reset_password"), {"email": address})
        for address in ("ana@kettle.example", "nobody@kettle.example")
    ]
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {
        (302, reverse("account_reset_password_done"))
    }


def test_a_changed_address_counts_when_its_letter_is_answered(kettle):
    browser = Client()
    sign_in(browser)
    browser.post(reverse("account_email"), {"action_add": "1", "email": "ana.h@kettle.example"})
    assert Person.objects.get(pk=kettle.ana.person.pk).email == "ana@kettle.example"
    link = next(word for word in mail.outbox[0].body.split() if "/confirm-email/" in word)
    browser.post(link.partition("testserver")[2])
    assert Person.objects.get(pk=kettle.ana.person.pk).email == "ana.h@kettle.example"


def test_nobody_signs_up(db, kettle):
    page = Client().post("/account/signup/", {"email": "eve@elsewhere.example", "password1": "a-b-c-d-1"})
    assert "By invitation" in page.content.decode()
    assert not Person.objects.filter(email="eve@elsewhere.example").exists()


def test_a_change_of_password_ends_the_other_sessions(kettle):
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)
    new = {"oldpassword": PASSWORD, "password1": "voda-vri-polako-7", "password2": "voda-vri-polako-7"}
    here.post(reverse("account_change_password"), new)
    assert here.get("/app/settings/profile").status_code == 200
    assert there.get("/app/settings/profile").status_code == 302


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "too short"),
        ("hr", "Lozinka je prekratka. Treba imati najmanje 8 znakova."),
        ("sr-latn", "Lozinka je prekratka. Treba da ima najmanje 8 znakova."),
        ("sr", "Лозинка је прекратка. Треба да има најмање 8 знакова."),
    ],
)
def test_a_weak_password_is_refused_in_every_language(language, said):
    with translation.override(language), pytest.raises(ValidationError) as refused:
        validate_password("horvat", Person(name="Ana Horvat", email="ana@kettle.example"))
    sentences = " ".join(refused.value.messages)
    assert said in sentences
    assert len(refused.value.messages) == 2


OPEN_ID = Provider(
    kind=ProviderKind.OPENID_CONNECT, key="house", name="House", client_id="pult", secret="s3cret",
    settings={"server_url": "https://id.kettle.example", "verified_email": ["kettle.example"]},
)  # fmt: skip


def test_an_administrator_adds_a_provider_in_the_browser(kettle):
    form = {
        "name": "House", "key": "house", "domains": "kettle.example", "secret": "s3cret",
        "server_url": "https://id.kettle.example", "client_id": "pult",
    }  # fmt: skip
    url = reverse("accounts:new_provider", args=["openid_connect"])
    assert kettle.omar.client.post(url, form | {"server_url": "http://id.kettle.example"}).status_code == 422
    assert kettle.omar.client.post(url, form | {"domains": "not a domain"}).status_code == 422
    page = kettle.omar.client.post(url, form, follow=True).content.decode()
    assert "/account/oidc/house/login/callback/" in page
    assert "s3cret" not in page
    assert "s3cret" not in str(list(AuditRecord.objects.values()))
    app = SocialApp.objects.get()
    kettle.omar.client.post(
        reverse("accounts:provider", args=[app.pk]), form | {"secret": "", "name": "Casa"}
    )
    app.refresh_from_db()
    assert (app.name, app.secret, app.provider_id) == ("Casa", "s3cret", "house")
    assert "Sign in with Casa" in Client().get(LOGIN).content.decode()
    kettle.omar.client.post(reverse("accounts:provider_removal", args=[app.pk]))
    assert not SocialApp.objects.exists()


def test_saml_is_offered_only_where_it_is_installed(kettle, settings):
    settings.SAML = False
    assert "pip install" in kettle.omar.client.get(reverse("accounts:providers")).content.decode()
    assert kettle.omar.client.get(reverse("accounts:new_provider", args=["saml"])).status_code == 404
    assert kettle.omar.client.get(reverse("accounts:new_provider", args=["magic"])).status_code == 404


@pytest.mark.parametrize(("address", "trusted"), [("a@kettle.example", True), ("a@elsewhere.example", False)])
def test_a_providers_word_counts_for_its_own_domains_only(kettle, address, trusted):
    app = accounts.add_provider(OPEN_ID, by=kettle.omar.actor)
    request = RequestFactory().get("/")
    assert SocialAdapter(request).is_email_verified(app.get_provider(request), address) is trusted


def test_who_is_invited_may_come_in_by_a_provider(kettle):
    accounts.add_provider(OPEN_ID, by=kettle.omar.actor)
    roles = [accounts.built_in_role(BuiltIn.AGENT)]
    accounts.invite("nada@kettle.example", by=kettle.mila.actor, roles=roles)
    request = kettle.stella.client.get("/app/settings/profile").wsgi_request
    request.user = type("Nobody", (), {"is_authenticated": False})()
    login = social_login(request, "nada@kettle.example")
    with context.request_context(request):
        SocialAdapter(request).pre_social_login(request, login)
    assert Person.objects.get(email="nada@kettle.example").socialaccount_set.count() == 1
    unknown = social_login(request, "eve@kettle.example")
    with context.request_context(request):
        SocialAdapter(request).pre_social_login(request, unknown)
    assert not unknown.is_existing


def social_login(request, email) -> SocialLogin:
    from allauth.account.models import EmailAddress

    account = SocialAccount(provider="house", uid=email, extra_data={"name": "Nada Nadić"})
    addresses = [EmailAddress(email=email, verified=True, primary=True)]
    return SocialLogin(user=Person(email=email), account=account, email_addresses=addresses)
