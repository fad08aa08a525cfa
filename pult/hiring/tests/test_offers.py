"""Offers: in writing, answered on the candidate's own page, and never answered twice."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from pult.foundation.actors import SYSTEM
from pult.foundation.audit.models import AuditRecord
from pult.foundation.errors import Invalid
from pult.hiring import operations as hiring
from pult.hiring.errors import NotReady, OfferClosed
from pult.hiring.letters import filled
from pult.hiring.links import token_for
from pult.hiring.models import Offer
from pult.hiring.tests.office import APPLICANT, applies, published
from pult.hiring.types import Outcome, Reason
from pult.metrics.models import Fact
from tests.scene import scene


@pytest.fixture
@scene
def petra(kettle):
    application = applies(published(kettle), language="en")
    hiring.decide(application, Outcome.HIRE, reasons="Calm, quick, kind.", by=kettle.hana.actor)
    return application


@pytest.fixture
def link(petra):
    return f"/careers/status/{token_for(petra.pk, petra.candidate.link_key)}"


def offered(application, by, **more) -> Offer:
    today = timezone.localdate()
    terms = {"pay": "1.300 €", "start_on": today + timedelta(days=30), "answer_by": today + timedelta(days=7)}
    return hiring.make_offer(application, **{**terms, **more}, by=by)


def text_of(response):
    return response.content.decode()


def test_an_offer_follows_a_decision(kettle):
    application = applies(published(kettle))
    with pytest.raises(NotReady):
        offered(application, kettle.hana.actor)


def test_the_letter_says_the_terms_in_the_candidates_language(kettle, petra):
    offer = offered(petra, kettle.hana.actor, start_on=date(2027, 3, 1), answer_by=date(2027, 1, 15))
    assert "Pay: 1.300 €" in offer.text
    assert "First day: March 1, 2027" in offer.text
    assert petra.conversation.messages.latest("pk").text.strip() == offer.text.strip()
    assert AuditRecord.objects.filter(what="offer.made").exists()


@pytest.mark.parametrize(
    "terms", [{"pay": " "}, {"answer_by": date(2020, 1, 1)}, {"start_on": date(2020, 1, 1)}]
)
def test_terms_that_make_no_sense_are_refused(kettle, petra, terms):
    with pytest.raises(Invalid):
        offered(petra, kettle.hana.actor, **terms)


def test_there_is_one_offer_at_a_time(kettle, petra):
    offer = offered(petra, kettle.hana.actor)
    with pytest.raises(Invalid):
        offered(petra, kettle.hana.actor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.create(
            application=petra, pay="x", start_on=offer.start_on, hours_per_week=40, answer_by=offer.answer_by,
            made_at=timezone.now(), by="person:1",
        )  # fmt: skip


def test_a_candidate_reads_and_accepts_it_once(client, kettle, petra, link):
    offer = offered(petra, kettle.hana.actor)
    assert "1.300 €" in text_of(client.get(link))
    kettle.settle()
    mail.outbox.clear()
    assert client.post(f"{link}/offers/{offer.pk}/yes").status_code == 422
    assert client.post(f"{link}/offers/{offer.pk}/yes", {"sure": "on"}).status_code == 302
    assert client.post(f"{link}/offers/{offer.pk}/yes", {"sure": "on"}).status_code == 302
    assert client.post(f"{link}/offers/{offer.pk}/no").status_code == 410
    offer.refresh_from_db()
    assert offer.is_accepted
    assert "You have accepted this offer" in text_of(client.get(link))
    assert [letter.to for letter in mail.outbox] == [["hana@kettle.example"]]
    assert "Petra" not in mail.outbox[0].subject + mail.outbox[0].body
    kettle.settle()
    assert Fact.objects.get(metric="hiring.offers_accepted").value == 1.0


def test_a_candidate_declines_with_a_word_why(client, kettle, petra, link):
    offer = offered(petra, kettle.hana.actor)
    client.post(f"{link}/offers/{offer.pk}/no", {"words": "Too far from home."})
    offer.refresh_from_db()
    assert (offer.state, offer.reason) == ("declined", "Too far from home.")
    page = text_of(kettle.hana.client.get(f"/app/hiring/applications/{petra.pk}/"))
    assert "Too far from home." in page
    assert "Make an offer" in page
    kettle.settle()
    assert Fact.objects.get(metric="hiring.offers_accepted").value == 0.0


def test_a_question_comes_in_as_a_letter(client, kettle, petra, link):
    offer = offered(petra, kettle.hana.actor)
    assert client.post(f"{link}/offers/{offer.pk}/question", {"text": " "}).status_code == 422
    asked = client.post(f"{link}/offers/{offer.pk}/question", {"text": "May I begin a week later?"})
    assert "Your question is on its way" in text_of(client.get(asked["Location"].partition("#")[0]))
    kettle.settle()
    assert petra.conversation.messages.latest("pk").text == "May I begin a week later?"
    offer.refresh_from_db()
    assert offer.is_waiting


def test_somebody_elses_offer_is_not_there(client, kettle, petra):
    offer = offered(petra, kettle.hana.actor)
    ivo = applies(petra.opening, "Ivo", "ivo@example.org")
    theirs = f"/careers/status/{token_for(ivo.pk, ivo.candidate.link_key)}"
    assert client.post(f"{theirs}/offers/{offer.pk}/yes", {"sure": "on"}).status_code == 404
    assert client.post(f"{theirs}/offers/{offer.pk}/made-up").status_code == 404


def test_an_offer_expires_after_its_day(client, kettle, petra, link):
    offer = offered(petra, kettle.hana.actor)
    assert hiring.expire_due(at=timezone.now() + timedelta(days=7)) == 0
    late = timezone.now() + timedelta(days=9)
    with pytest.raises(OfferClosed):
        hiring.accept_offer(offer, by=APPLICANT, at=late)
    assert hiring.expire_due(at=late) == 1
    assert hiring.expire_due(at=late) == 0
    assert "has expired" in text_of(client.get(link))


def test_the_house_takes_it_back_with_a_reason(client, kettle, petra, link):
    offer = offered(petra, kettle.hana.actor)
    hana, address = kettle.hana.client, f"/app/hiring/applications/{petra.pk}/offers/{offer.pk}/withdrawal"
    assert hana.post(address, {"reason": ""}).status_code == 422
    assert hana.post(address, {"reason": "The budget is cut.", "with_letter": "on"}).status_code == 302
    offer.refresh_from_db()
    assert offer.state == "withdrawn"
    assert "take back the offer" in petra.conversation.messages.latest("pk").text
    assert "1.300 €" not in text_of(client.get(link))
    kettle.settle()
    assert not Fact.objects.filter(metric="hiring.offers_accepted").exists()


@pytest.mark.parametrize(("end", "state"), [("withdraw", "declined"), ("reject", "withdrawn")])
def test_an_offer_ends_with_its_application(kettle, petra, end, state):
    offer = offered(petra, kettle.hana.actor)
    petra.refresh_from_db()
    if end == "withdraw":
        hiring.withdraw(petra, by=APPLICANT)
    else:
        hiring.reject(petra, reason=Reason.CLOSED, by=kettle.hana.actor)
    offer.refresh_from_db()
    assert offer.state == state


def test_an_offer_from_the_page(kettle, petra):
    today = timezone.localdate()
    address, hana = f"/app/hiring/applications/{petra.pk}/offers", kettle.hana.client
    given = {"pay": "1.300 €", "hours_per_week": "20", "start_on": today + timedelta(days=30)}
    assert hana.post(address, given).status_code == 422
    assert hana.post(address, {**given, "answer_by": today + timedelta(days=5)}).status_code == 302
    assert petra.offers.get().hours_per_week == 20
    assert "Take the offer back" in text_of(hana.get(f"/app/hiring/applications/{petra.pk}/"))


def test_terms_go_with_the_candidate(kettle, petra):
    offer = offered(petra, kettle.hana.actor, pay="Unmistakable pay")
    hiring.erase(petra.candidate, by=SYSTEM)
    offer.refresh_from_db()
    assert (offer.pay, offer.text, offer.state) == ("", "", "declined")


def test_a_date_at_the_end_of_a_sentence_has_one_full_stop():
    values = {"until": "13. listopada 2026.", "house": "Kettle & Co."}
    assert filled("Javite se do {until}. {house}.", values) == "Javite se do 13. listopada 2026. Kettle & Co."
    assert filled("{until} … {house}...", values) == "13. listopada 2026. … Kettle & Co...."
