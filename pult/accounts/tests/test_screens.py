"""The screens: who may see which, and that what is pressed happens."""

import re

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from pult.accounts import operations as accounts
from pult.accounts import queries
from pult.accounts.models import Invitation, Person, Role, Token
from pult.accounts.types import Right
from pult.foundation.audit.models import AuditRecord
from pult.foundation.rights import BuiltIn

ACCESS = {
    #                     stranger agent manager administrator
    "settings":          (302,     302,  302,    302),
    "profile":           (302,     200,  200,    200),
    "security":          (302,     200,  200,    200),
    "sessions":          (302,     200,  200,    200),
    "tokens":            (302,     200,  200,    200),
    "people":            (302,     403,  200,    200),
    "invite":            (302,     403,  200,    200),
    "person":            (302,     403,  200,    200),
    "roles":             (302,     403,  403,    200),
    "new_role":          (302,     403,  403,    200),
    "role":              (302,     403,  403,    200),
    "providers":         (302,     403,  403,    200),
    "new_provider":      (302,     403,  403,    200),
    "audit":             (302,     403,  403,    200),
}  # fmt: skip


def address(name, kettle):
    args = {
        "person": [kettle.ana.person.pk],
        "role": [accounts.built_in_role(BuiltIn.AGENT).pk],
        "new_provider": ["openid_connect"],
    }
    return reverse(f"accounts:{name}", args=args.get(name, []))


@pytest.mark.parametrize("name", ACCESS)
def test_every_page_opens_for_whom_it_is_meant(kettle, name):
    for client, status in zip(
        (Client(), kettle.ana.client, kettle.mila.client, kettle.omar.client), ACCESS[name], strict=True
    ):
        assert client.get(address(name, kettle)).status_code == status


@pytest.mark.parametrize("language", ["en", "hr", "sr-latn", "sr"])
def test_every_page_speaks_every_language(kettle, language):
    accounts.change_profile(kettle.omar.person, language=language)
    for name in ACCESS:
        page = kettle.omar.client.get(address(name, kettle), follow=True)
        tag = {"sr-latn": "sr-Latn"}.get(language, language)
        assert f'<html lang="{tag}"' in page.content.decode()


def test_somebody_changes_how_pult_looks_to_them(kettle):
    form = {
        "name": "Ana H.",
        "language": "hr",
        "time_zone": "Europe/Belgrade",
        "theme": "dark",
        "density": "compact",
    }
    assert kettle.ana.client.post(reverse("accounts:profile"), form).status_code == 302
    ana = Person.objects.get(pk=kettle.ana.person.pk)
    assert (ana.name, ana.language, ana.theme, ana.shortcuts) == ("Ana H.", "hr", "dark", False)
    page = kettle.ana.client.get(reverse("accounts:profile")).content.decode()
    assert 'data-bs-theme="dark"' in page
    assert 'data-density="compact"' in page
    wrong = kettle.ana.client.post(reverse("accounts:profile"), form | {"time_zone": "Moon/Crater"})
    assert wrong.status_code == 422


def test_a_token_is_shown_once_and_revoked(kettle):
    page = kettle.ana.client.post(
        reverse("accounts:tokens"), {"name": "sync", "scopes": ["read"], "days": "30"}
    )
    secret = re.search(r"pult_[\w-]{43}", page.content.decode()).group()
    assert page.headers["Cache-Control"] == "no-store"
    assert queries.actor_of_token(secret).person_id == kettle.ana.person.pk
    token = Token.objects.get()
    assert secret not in kettle.ana.client.get(reverse("accounts:tokens")).content.decode()
    assert kettle.stella.client.post(reverse("accounts:token_revocation", args=[token.pk])).status_code == 404
    kettle.ana.client.post(reverse("accounts:token_revocation", args=[token.pk]))
    assert queries.actor_of_token(secret) is None


def test_an_invitation_goes_out_comes_back_and_lets_somebody_in(kettle):
    agent = accounts.built_in_role(BuiltIn.AGENT)
    form = {"email": "nada@kettle.example", "name": "Nada", "language": "sr-latn", "roles": [agent.pk]}
    assert kettle.mila.client.post(reverse("accounts:invite"), form).status_code == 302
    assert "nada@kettle.example" in kettle.mila.client.get(reverse("accounts:people")).content.decode()
    link = reverse("accounts:invitation", args=[Invitation.objects.get().link])
    guest = Client()
    welcome = guest.get(link)
    assert '<html lang="sr-Latn"' in welcome.content.decode()
    weak = guest.post(link, {"name": "Nada", "password": "nada", "language": "sr"})
    assert weak.status_code == 422
    done = guest.post(link, {"name": "Nada N.", "password": "kuvalo-vri-na-100", "language": "sr"})
    assert (done.status_code, done.headers["Location"]) == (302, "/app/")
    assert guest.get(reverse("accounts:profile")).context["request"].user.name == "Nada N."
    assert Client().get(link).status_code == 410
    assert Client().get(reverse("accounts:invitation", args=["made.up:link"])).status_code == 410


def test_a_manager_sees_no_role_above_their_own_when_inviting(kettle):
    page = kettle.mila.client.get(reverse("accounts:invite")).content.decode()
    assert "Supervisor" in page
    assert "Administrator" not in page


def test_roles_beyond_reach_stay_when_a_manager_changes_the_others(kettle):
    auditor = accounts.make_role("Auditor", by=kettle.omar.actor, rights=[Right.READ_AUDIT])
    manager, agent = accounts.built_in_role(BuiltIn.MANAGER), accounts.built_in_role(BuiltIn.AGENT)
    accounts.give_roles(kettle.mila.person, [auditor, manager], by=kettle.omar.actor)
    supervisor = accounts.built_in_role(BuiltIn.SUPERVISOR)
    kettle.mila.client.post(
        reverse("accounts:person_roles", args=[kettle.ana.person.pk]), {"roles": [supervisor.pk, agent.pk]}
    )
    assert set(kettle.ana.person.roles.all()) == {supervisor, agent}


def test_switching_off_ends_every_session_at_once(kettle):
    browser = Client()
    browser.post(reverse("account_login"), {"login": "ana@kettle.example", "password": "kettle-boils-at-100"})
    assert browser.get(reverse("accounts:profile")).status_code == 200
    kettle.omar.client.post(reverse("accounts:person_off", args=[kettle.ana.person.pk]))
    assert browser.get(reverse("accounts:profile")).status_code == 302
    assert not UserSession.objects.filter(user=kettle.ana.person).exists()
    again = browser.post(
        reverse("account_login"), {"login": "ana@kettle.example", "password": "kettle-boils-at-100"}
    )
    assert not again.wsgi_request.user.is_authenticated
    kettle.omar.client.post(reverse("accounts:person_on", args=[kettle.ana.person.pk]))
    assert Person.objects.get(pk=kettle.ana.person.pk).is_active


def test_somebody_signs_out_elsewhere(kettle):
    here, there = Client(), Client()
    for browser in (here, there):
        browser.post(
            reverse("account_login"), {"login": "ana@kettle.example", "password": "kettle-boils-at-100"}
        )
    assert len(queries.sessions_of(kettle.ana.person)) == 2
    other = UserSession.objects.get(session_key=there.session.session_key)
    assert kettle.stella.client.post(reverse("accounts:session_end", args=[other.pk])).status_code == 302
    assert there.get(reverse("accounts:profile")).status_code == 200
    here.post(reverse("accounts:other_sessions_end"))
    assert there.get(reverse("accounts:profile")).status_code == 302
    assert here.get(reverse("accounts:profile")).status_code == 200


def test_an_administrator_makes_changes_and_removes_a_role(kettle):
    form = {"name": "Reader", "description": "Reads only", "rights": ["conversations.read", "customers.read"]}
    assert kettle.omar.client.post(reverse("accounts:new_role"), form).status_code == 302
    reader = Role.objects.get(name="Reader")
    page = kettle.omar.client.get(reverse("accounts:role", args=[reader.pk])).content.decode()
    assert re.search(r'value="customers.read" checked', page)
    kettle.omar.client.post(
        reverse("accounts:role", args=[reader.pk]),
        form | {"rights": ["customers.read"], "needs_second_factor": "on"},
    )
    reader.refresh_from_db()
    assert (reader.rights, reader.needs_second_factor) == (["customers.read"], True)
    kettle.omar.client.post(reverse("accounts:role_removal", args=[reader.pk]))
    assert not Role.objects.filter(name="Reader").exists()


def test_a_refusal_is_a_sentence_on_a_page(kettle):
    answer = kettle.mila.client.post(reverse("accounts:person_off", args=[kettle.omar.person.pk]))
    assert answer.status_code == 403
    assert "rights that you do not have" in answer.content.decode()


def test_the_audit_log_finds_by_name_act_and_time(kettle):
    accounts.switch_off(kettle.stella.person, by=kettle.omar.actor)
    url = reverse("accounts:audit")
    client = kettle.omar.client
    assert "Switched a person off" in client.get(url, {"words": "stella"}).content.decode()
    assert "Nothing fits" in client.get(url, {"words": "nobody-like-this"}).content.decode()
    assert "Stella" in client.get(url, {"what": "person.switched_off"}).content.decode()
    assert "Nothing fits" in client.get(url, {"until": "2001-01-01"}).content.decode()
    assert (
        "Stella" in client.get(url, {"since": "2001-01-01", "who": kettle.omar.person.ref}).content.decode()
    )


def test_a_record_says_by_which_request_and_from_where(kettle):
    kettle.omar.client.post(
        reverse("accounts:person_off", args=[kettle.stella.person.pk]),
        headers={"X-Request-ID": "abcdef-123456"},
    )
    record = AuditRecord.objects.get(what="person.switched_off")
    assert (record.request_id, record.ip) == ("abcdef-123456", "127.0.0.1")


def test_lists_cost_the_same_for_three_people_and_for_thirty(kettle, django_assert_max_num_queries):
    def count(path):
        with django_assert_max_num_queries(40) as queries_made:
            kettle.omar.client.get(path)
        return len(queries_made)

    paths = [reverse("accounts:people"), reverse("accounts:audit"), reverse("accounts:roles")]
    kettle.omar.client.get(paths[0])
    few = [count(path) for path in paths]
    for number in range(24):
        accounts.create_person(
            name=f"Person {number}",
            email=f"p{number}@kettle.example",
            roles=[BuiltIn.AGENT],
            by=kettle.omar.actor,
        )
        accounts.make_role(f"Role {number}", by=kettle.omar.actor, rights=[])
    assert [count(path) for path in paths] == few


def test_the_language_of_the_door_is_remembered(kettle):
    browser = Client()
    answer = browser.post(
        reverse("accounts:language"), {"language": "sr", "next": "/account/password/reset/"}
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/password/reset/")
    assert '<html lang="sr"' in browser.get(reverse("account_login")).content.decode()
    elsewhere = browser.post(
        reverse("accounts:language"), {"language": "xx", "next": "https://elsewhere.example/"}
    )
    assert elsewhere.headers["Location"] == reverse("account_login")


def test_the_audit_log_says_which_day_there_is_not(kettle):
    address = "/app/settings/audit"
    page = kettle.omar.client.get(address, {"since": "2030-13-45", "words": "ana"}).content.decode()
    assert "There is no such day" in page
    assert 'value="2030-13-45"' in page
    assert 'value="ana"' in page
    wrong = {"since": "2026-03-02", "until": "2026-03-01"}
    assert "The last day comes before" in kettle.omar.client.get(address, wrong).content.decode()
