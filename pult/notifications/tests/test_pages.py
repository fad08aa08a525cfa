"""Everybody's own page about notices, and the worker in the browser."""

import json
from datetime import time

import pytest
from django.core import signing
from django.test import Client

from pult.foundation.eventlog.models import EventRecord
from pult.notifications.models import Browser, Wishes
from pult.notifications.types import Rhythm, Way, kind_named
from tests.cast import PASSWORD

from .service import BrowserAlone, push_service, told_in

pytestmark = pytest.mark.django_db
PAGE = "/app/settings/notifications"
EMPTY = {"rhythm": "at_once", "daily_at": "08:00"}


@pytest.fixture
def service():
    with push_service() as running:
        yield running


def test_a_browser_is_added_tried_and_removed(kettle, service):
    alone, ana = BrowserAlone(), kettle.ana.client
    assert "You are told in no browser yet." in ana.get(PAGE).content.decode()
    given = service.subscription(alone)
    assert (
        ana.post(f"{PAGE}/browsers", given, headers={"user-agent": "Mozilla Firefox/143.0 Linux"}).status_code
        == 302
    )
    browser = Browser.objects.get()
    assert "Firefox 143, Linux" in ana.get(PAGE).content.decode()
    said = ana.post(f"{PAGE}/browsers/{browser.pk}/test", headers={"hx-request": "true"}).content.decode()
    assert "A test is on its way." in said
    assert "load delay:3s" in said
    kettle.settle()
    assert alone.reads(service.taken[0])["is_test"] is True
    assert "Last notice handed over" in ana.get(f"{PAGE}/browsers").content.decode()
    service.status = 403
    assert ana.post(f"{PAGE}/browsers/{browser.pk}/test").status_code == 302
    kettle.settle()
    assert "refused (403)" in ana.get(PAGE).content.decode()
    assert ana.post(f"{PAGE}/browsers/{browser.pk}/removal").status_code == 302
    assert not Browser.objects.exists()


def test_a_browser_is_nobody_elses_business(kettle, service):
    browser, _alone = told_in(kettle.ana.person, service, by=kettle.ana.actor)
    for act in ("test", "removal"):
        assert kettle.omar.client.post(f"{PAGE}/browsers/{browser.pk}/{act}").status_code == 404
    assert browser.endpoint not in kettle.omar.client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    "wrong", [{"endpoint": "https://10.0.0.1/"}, {"endpoint": "nonsense"}, {"auth": "<b>"}]
)
def test_what_is_no_browser_is_refused(kettle, service, wrong):
    given = service.subscription(BrowserAlone()) | wrong
    assert kettle.ana.client.post(f"{PAGE}/browsers", given).status_code == 422
    assert not Browser.objects.exists()


def test_wishes_are_kept_and_shown(kettle):
    ana = kettle.ana.client
    given = {
        "ways": ["message.received/push", "message.received/mail", "reply.stopped/app"],
        "rhythm": "daily",
        "daily_at": "07:30",
        "shows_words": "on",
        "quiet_from": "20:00",
        "quiet_until": "07:00",
    }
    assert ana.post(PAGE, given).status_code == 302
    wishes = Wishes.objects.get(person=kettle.ana.person)
    received, offered = kind_named("message.received"), kind_named("conversation.offered")
    assert [way for way in Way if wishes.wants(received, way)] == [Way.MAIL, Way.PUSH]
    assert not any(wishes.wants(offered, way) for way in Way)
    assert wishes.on == ["message.received/mail"]
    assert (wishes.rhythm, wishes.daily_at) == (Rhythm.DAILY, time(7, 30))
    assert (wishes.shows_words, wishes.also_offline) == (True, False)
    page = ana.get(PAGE).content.decode()
    assert 'value="20:00"' in page
    assert page.count("checked") == 4


@pytest.mark.parametrize(
    "given",
    [
        {"quiet_from": "20:00"},
        {"quiet_from": "20:00", "quiet_until": "20:00"},
        {"ways": ["no.such/push"]},
        {"ways": ["conversation.offered/mail"]},
    ],
)
def test_wishes_that_make_no_sense_are_refused(kettle, given):
    assert kettle.ana.client.post(PAGE, EMPTY | given).status_code == 422
    assert not Wishes.objects.exists()


def test_a_browser_that_has_moved_says_so_itself(kettle, service, client):
    browser, alone = told_in(kettle.ana.person, service, by=kettle.ana.actor)
    said = service.subscription(alone, "two") | {"before": browser.endpoint}

    def renewed(by, body):
        return by.post(f"{PAGE}/browsers/renewal", body, content_type="application/json").status_code

    assert renewed(kettle.lea.client, json.dumps(said)) == 404
    assert renewed(client, json.dumps(said)) == 302
    assert renewed(kettle.ana.client, "[1]") == 404
    assert renewed(kettle.ana.client, "{" * 5000) == 422
    assert renewed(kettle.ana.client, json.dumps(said | {"auth": ""})) == 422
    assert renewed(kettle.ana.client, json.dumps(said)) == 204
    assert Browser.objects.get().endpoint.endswith("/push/two")


def test_the_worker_is_at_the_root_and_always_asked_for_again(kettle, client):
    response = client.get("/push-worker.js")
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Cache-Control"] == "no-cache"
    assert b"fetch" in response.content
    assert b'addEventListener("fetch"' not in response.content
    assert client.get("/push-worker.js", headers={"if-none-match": response["ETag"]}).status_code == 304


def test_pult_can_be_installed(kettle, client):
    assert '<link rel="manifest" href="/app.webmanifest">' in kettle.ana.client.get(PAGE).content.decode()
    response = client.get("/app.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    said = response.json()
    assert {"192x192", "512x512"} == {icon["sizes"] for icon in said["icons"]}
    assert (said["display"], said["start_url"]) == ("standalone", "/app/")


def signs_in(client, player) -> None:
    answer = client.post("/account/login/", {"login": player.person.email, "password": PASSWORD})
    assert answer.status_code == 302


def allows(client, service, name="one") -> Browser:
    assert client.post(f"{PAGE}/browsers", service.subscription(BrowserAlone(), name)).status_code == 302
    return Browser.objects.newest_first()[0]


def removals() -> list[tuple[int, str]]:
    found = EventRecord.objects.filter(name="browser.removed").order_by("pk")
    return [(one.data["browser_id"], one.data["reason"]) for one in found]


def test_who_signs_out_is_told_nothing_more_in_that_browser_and_goes_on_in_the_others(kettle, service):
    shared, own = Client(), Client()
    signs_in(own, kettle.ana)
    at_home = allows(own, service, "home")
    signs_in(shared, kettle.ana)
    at_work = allows(shared, service)
    cookie = shared.cookies["pult_told"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    shared.post("/account/logout/")
    assert list(Browser.objects.all()) == [at_home]
    assert removals() == [(at_work.pk, "signed_out")]
    shared.post("/account/logout/")
    assert len(removals()) == 1


def test_who_comes_next_hears_nothing_of_who_did_not_sign_out(kettle, service):
    shared = Client()
    signs_in(shared, kettle.ana)
    anas = allows(shared, service)
    del shared.cookies["pult_session"]
    signs_in(shared, kettle.ana)
    assert Browser.objects.filter(pk=anas.pk).exists(), "coming back is no reason"
    del shared.cookies["pult_session"]
    signs_in(shared, kettle.lea)
    assert removals() == [(anas.pk, "somebody_else")]
    leas = allows(shared, service)
    shared.post("/account/logout/")
    assert removals()[-1] == (leas.pk, "signed_out")


def test_a_new_address_of_a_browser_belongs_to_it_too(kettle, service):
    shared = Client()
    signs_in(shared, kettle.ana)
    before = allows(shared, service)
    said = service.subscription(BrowserAlone(), "new") | {"before": before.endpoint}
    answer = shared.post(f"{PAGE}/browsers/renewal", json.dumps(said), content_type="application/json")
    assert answer.status_code == 204
    shared.post("/account/logout/")
    assert not Browser.objects.exists()


@pytest.mark.parametrize("said", ["", "7", "nonsense", "sealed for something else"])
def test_nobody_ends_the_notices_of_others_with_a_word_that_they_made_up(kettle, service, said):
    browser, _alone = told_in(kettle.ana.person, service, by=kettle.ana.actor)
    client = Client()
    client.cookies["pult_told"] = signing.dumps(browser.pk, salt="other") if " " in said else said
    signs_in(client, kettle.lea)
    client.post("/account/logout/")
    assert Browser.objects.count() == 1
