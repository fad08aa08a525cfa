"""A candidate's own page: where it stands, what comes next, and what they can do themselves."""

import time
from datetime import timedelta

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile

from pult.hiring import operations as hiring
from pult.hiring.links import SALT, VALID_FOR, token_for
from pult.hiring.models import Application
from pult.hiring.tests.office import PDF, applies, published
from pult.hiring.types import ApplicationState, Reason
from tests.scene import scene


@pytest.fixture
@scene
def petra(kettle):
    return applies(published(kettle), language="en")


@pytest.fixture
def link(petra):
    return f"/careers/status/{token_for(petra.pk, petra.candidate.link_key)}"


def text_of(response):
    return response.content.decode()


def test_it_tells_the_step_and_the_promise(client, kettle, petra, link):
    hiring.note(petra, text="Secret thought", by=kettle.hana.actor)
    shown = client.get(link)
    assert shown["Referrer-Policy"] == "no-referrer"
    assert shown["Cache-Control"] == "private, no-store"
    for words in ("Application check", "You hear from us by", "cv.pdf", "Withdraw the application"):
        assert words in text_of(shown)
    assert "Secret thought" not in text_of(shown)


def test_it_says_sorry_when_we_are_late(client, petra, link):
    Application.objects.update(promised_by=petra.applied_at - timedelta(days=1))
    assert "are late" in text_of(client.get(link))


def test_a_no_is_told_without_its_reason(client, kettle, petra, link):
    hiring.reject(petra, reason=Reason.WRITING, text="Cold", by=kettle.hana.actor)
    shown = text_of(client.get(link))
    assert "This application has ended" in shown
    assert "Cold" not in shown


@pytest.mark.parametrize("state", ["withdrawn", "pool", "hired"])
def test_every_end_has_its_words(client, kettle, petra, link, state):
    end = {"withdrawn": hiring.withdraw, "pool": hiring.keep_in_pool, "hired": hiring.hire}[state]
    petra.candidate.__class__.objects.update(may_keep=True)
    petra.candidate.refresh_from_db()
    end(petra, by=kettle.hana.actor, **({"without_offer": "She begins today."} if state == "hired" else {}))
    words = {"withdrawn": "You have withdrawn", "pool": "stay in touch", "hired": "Welcome"}
    assert words[state] in text_of(client.get(link))


def test_a_document_is_added(client, petra, link):
    more = SimpleUploadedFile("diploma.pdf", PDF + b"2")
    assert client.post(f"{link}/files", {"file": more}).status_code == 302
    assert petra.files.count() == 2
    bad = SimpleUploadedFile("diploma.pdf", b"#!/bin/sh")
    answer = client.post(f"{link}/files", {"file": bad})
    assert (answer.status_code, petra.files.count()) == (422, 2)


def test_withdrawing_ends_it(client, petra, link):
    assert client.post(f"{link}/withdrawal").status_code == 302
    petra.refresh_from_db()
    assert petra.state == ApplicationState.WITHDRAWN
    assert client.post(f"{link}/withdrawal").status_code == 409
    late = SimpleUploadedFile("late.pdf", PDF)
    assert client.post(f"{link}/files", {"file": late}).status_code == 410


def test_erasing_asks_once_and_then_the_link_is_dead(client, petra, link):
    assert client.post(f"{link}/erasure").status_code == 422
    petra.refresh_from_db()
    assert petra.is_active
    assert "Everything is erased" in text_of(client.post(f"{link}/erasure", {"sure": "on"}))
    gone = client.get(link)
    assert gone.status_code == 410
    assert "Your data were erased" in text_of(gone)


def test_own_data_can_be_taken_along(client, kettle, petra, link):
    taken = client.get(f"{link}/data").json()
    assert taken["email"] == "petra@example.org"
    assert taken["applications"][0]["answers"] == [{"question": "Why with us?", "answer": "I like kettles."}]
    assert "Dear Petra" in taken["letters"][0]["text"]


def test_forged_broken_and_old_links_are_explained(client, petra, link, monkeypatch):
    for address in (f"{link}x", "/careers/status/made-up", f"/careers/status/{token_for(petra.pk, 'wrong')}"):
        assert client.get(address).status_code == 410
    assert client.get(f"/careers/status/{signing.dumps('odd', salt=SALT)}").status_code == 410
    moment = time.time() + VALID_FOR.total_seconds() + 60
    monkeypatch.setattr(time, "time", lambda: moment)
    assert "too old" in text_of(client.get(link))


def test_a_link_leads_to_one_application_only(client, kettle, petra):
    other = applies(petra.opening, "Ivo", "ivo@example.org")
    mixed = token_for(other.pk, petra.candidate.link_key)
    assert client.get(f"/careers/status/{mixed}").status_code == 410
