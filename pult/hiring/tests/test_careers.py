"""The careers site: what everybody reads, and how somebody applies."""

import json
import re
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pult.foundation.actors import SYSTEM
from pult.hiring import operations as hiring
from pult.hiring.models import Application
from pult.hiring.operations import Asked
from pult.hiring.tests.office import PDF, applies, drafted, published
from pult.hiring.types import QuestionKind

WORD = b"PK\x03\x04"


@pytest.fixture(autouse=True)
def _fresh_hour():
    cache.clear()


@pytest.fixture
def opening(kettle):
    return published(kettle)


def cv(content=PDF, name="cv.pdf"):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def filled_in(**more):
    return {
        "name": "Петра Ковач", "email": "petra@example.org", "cv": cv(), "consent": "on", "website": "", **more
    }  # fmt: skip


def text_of(response):
    return response.content.decode()


def test_the_list_shows_what_is_published_in_every_language(client, kettle, opening):
    drafted(kettle)
    for locale, title in {
        "en": "Customer service agent",
        "hr": "Agent korisničke službe",
        "sr-latn": "Agent korisničke podrške",
        "sr": "Агент корисничке подршке",
    }.items():
        page = client.get(f"/careers/{locale}/")
        assert page["Content-Language"] == locale
        assert text_of(page).count("careers-card") == 1
        assert title in text_of(page)
        assert f'hreflang="{locale}"' in text_of(page)
    assert client.get("/careers", headers={"Accept-Language": "hr"})["Location"] == "/careers/hr/"
    assert client.get("/careers/de/").status_code == 404


def test_filters_narrow_the_list_down(client, kettle, opening):
    published(kettle, is_remote=True)
    assert text_of(client.get("/careers/en/?place=remote")).count("careers-card") == 1
    assert text_of(client.get("/careers/en/?place=Zagreb")).count("careers-card") == 2
    assert "careers-card" not in text_of(client.get("/careers/en/?employment=contractor"))
    assert "careers-card" not in text_of(client.get(f"/careers/en/?department={kettle.billing.pk}"))


def test_the_page_of_an_opening_tells_steps_skills_and_how_to_prepare(client, opening):
    page = text_of(client.get(f"/careers/en/{opening.slug}"))
    for words in (
        "Writing sample",
        "Empathy",
        "needed from the first day",
        "How to prepare",
        "situation, your task",
    ):
        assert words in page
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])
    assert data["@type"] == "JobPosting"
    assert data["title"] == "Customer service agent"
    assert data["jobLocation"][0]["address"]["addressLocality"] == "Zagreb"


def test_data_for_machines_cannot_end_their_element(client, opening):
    opening.__class__.objects.filter(pk=opening.pk).update(titles={"en": "</script><script>alert(1)"})
    page = text_of(client.get(f"/careers/en/{opening.slug}"))
    assert "<script>alert" not in page
    assert "\\u003c/script\\u003e" in page


def test_a_draft_has_no_page_and_a_closed_one_says_so(client, kettle, opening):
    assert client.get(f"/careers/en/{drafted(kettle).slug}").status_code == 404
    hiring.close(opening, by=kettle.hana.actor)
    page = client.get(f"/careers/en/{opening.slug}")
    assert page.status_code == 410
    assert "takes no applications" in text_of(page)
    assert "ld+json" not in text_of(page)
    assert client.get(f"/careers/en/{opening.slug}/application").status_code == 302
    sent = client.post(f"/careers/en/{opening.slug}/application", filled_in())
    assert sent.status_code == 410


def test_feed_list_map_and_frame(client, opening):
    feed = ElementTree.fromstring(client.get("/careers/hr/feed.atom").content)
    assert feed.find(".//{*}entry/{*}title").text == "Agent korisničke službe"
    listed = client.get("/careers/openings.json?locale=en")
    assert listed.json()["openings"][0]["title"] == "Customer service agent"
    assert listed["Access-Control-Allow-Origin"] == "*"
    sites = ElementTree.fromstring(client.get("/careers/sitemap.xml").content)
    assert len(sites.findall("{*}url")) == 16
    frame = client.get("/careers/en/embed")
    assert "frame-ancestors *" in frame["Content-Security-Policy"]
    assert "X-Frame-Options" not in frame
    hiring.change_settings(
        embed_hosts="https://www.kettle.example",
        by=SYSTEM,
    )
    policy = client.get("/careers/en/embed")["Content-Security-Policy"]
    assert "frame-ancestors https://www.kettle.example" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in client.get("/careers/en/")["Content-Security-Policy"]


def test_somebody_applies_in_cyrillic_without_any_script(client, kettle, opening):
    question = Asked(
        kind=QuestionKind.YES_NO, texts={"en": "Can you work nights?", "sr-latn": "Možete li noću?"}
    )
    hiring.ask_questions(opening, [question], by=kettle.hana.actor)
    asked = opening.questions.get()
    address = f"/careers/sr/{opening.slug}/application"
    assert "Можете ли ноћу?" in text_of(client.get(address))
    answer = client.post(address, filled_in(**{f"question_{asked.pk}": "yes"}))
    assert answer["Location"] == f"/careers/sr/{opening.slug}/thanks"
    assert "Хвала" in text_of(client.get(answer["Location"]))
    application = Application.objects.get()
    assert application.candidate.language == "sr"
    assert application.answers.get().text == "Да"
    assert "Поштовани" in application.conversation.messages.get().text
    assert client.cookies.get("pult_session") is None


def test_a_mistake_keeps_what_was_typed(client, opening):
    address = f"/careers/en/{opening.slug}/application"
    answer = client.post(address, filled_in(email="petra", name="Petra from Split"))
    assert answer.status_code == 422
    assert "Petra from Split" in text_of(answer)
    assert "What you wrote is kept" in text_of(answer)
    without = client.post(address, filled_in(consent=""))
    assert "may not read your application" in text_of(without)
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("cv.pdf", b"#!/bin/sh\nrm -rf /\n", "not really a file of that kind"),
        ("cv.txt", b"#!/bin/sh\nrm -rf /\n", "not really a file of that kind"),
        ("cv.pdf", b"<html><script>alert(1)</script></html>", "not really a file of that kind"),
        ("cv.docx", b"MZ\x90\x00", "not really a file of that kind"),
        ("cv.exe", b"MZ\x90\x00", "Please send a PDF"),
        ("cv.pdf", b"   ", "is empty"),
        ("cv.pdf", PDF + b"0" * (10 * 1024 * 1024), "larger than"),
        ("../../etc/passwd", b"root", "Please send a PDF"),
    ],
)
def test_what_is_no_cv_is_refused_with_a_sentence(client, opening, name, content, told):
    answer = client.post(f"/careers/en/{opening.slug}/application", filled_in(cv=cv(content, name)))
    assert answer.status_code == 422
    assert told in text_of(answer)
    assert "Петра Ковач" in text_of(answer)


def test_a_machine_is_thanked_and_forgotten(client, opening):
    answer = client.post(f"/careers/en/{opening.slug}/application", filled_in(website="https://spam.example"))
    assert answer.status_code == 302
    assert not Application.objects.exists()


def test_too_many_from_one_place_are_refused(client, opening, monkeypatch):
    monkeypatch.setattr("pult.hiring.careers.limits.MOST_AN_HOUR", 1)
    address = f"/careers/en/{opening.slug}/application"
    assert client.post(address, filled_in()).status_code == 302
    assert client.post(address, filled_in(email="ivo@example.org")).status_code == 429


def test_whoever_knows_an_address_learns_nothing(client, opening):
    applies(opening, email="petra@example.org")
    first = client.post(f"/careers/en/{opening.slug}/application", filled_in())
    second = client.post(f"/careers/en/{opening.slug}/application", filled_in(email="new@example.org"))
    assert first["Location"] == second["Location"]
    assert text_of(client.get(first["Location"])) == text_of(client.get(second["Location"]))


def test_lists_cost_the_same_however_long(
    client, kettle, opening, django_assert_num_queries, django_assert_max_num_queries
):
    client.get("/careers/en/")
    with CaptureQueriesContext(connection) as few:
        client.get("/careers/en/")
    for _ in range(8):
        published(kettle)
    with CaptureQueriesContext(connection) as many:
        client.get("/careers/en/")
    assert len(many) == len(few) <= 8
