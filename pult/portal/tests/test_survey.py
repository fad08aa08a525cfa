"""The page behind the link in the mail."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.signing import dumps
from django.test import Client
from django.utils import timezone

from pult.conversations import operations as conversations
from pult.feedback import operations as feedback
from pult.feedback.links import SALT, token_for
from pult.feedback.models import Rating, SurveyInvitation

HOUR = timedelta(hours=1)


@pytest.fixture
def asked(kettle, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    conversation = kettle.conversation()
    kettle.reply(conversation)
    conversations.solve(conversation, by=kettle.ana.actor)
    kettle.settle()
    feedback.send_due(at=timezone.now() + HOUR)
    return SurveyInvitation.objects.get()


@pytest.fixture
def link(asked):
    return f"/survey/{token_for(asked.pk)}"


def carl():
    return Client(enforce_csrf_checks=True)


def test_opening_the_link_records_nothing_and_shows_the_clicked_face(link):
    page = carl().get(f"{link}?score=4")
    assert page.status_code == 200
    assert re.search(r'value="4"\s+checked', page.content.decode())
    assert b"<rating-form clicked>" in page.content
    assert not Rating.objects.exists()
    assert page["Referrer-Policy"] == "no-referrer"


def test_the_button_records_the_rating_without_a_script(link):
    answer = carl().post(f"{link}/rating", {"score": 4}, follow=True)
    assert Rating.objects.get().score == 4
    assert b"Thank you" in answer.content
    carl().post(f"{link}/rating", {"score": 5})
    assert Rating.objects.get().score == 5


def test_a_scanner_that_runs_scripts_right_after_delivery_records_nothing(asked, link):
    SurveyInvitation.objects.update(sent_at=timezone.now())
    answer = carl().post(f"{link}/rating", {"score": 1, "automatic": "on"}, follow=True)
    assert not Rating.objects.exists()
    assert b"<rating-form clicked>" not in answer.content
    assert re.search(r'value="1"\s+checked', answer.content.decode())


def test_later_the_script_of_an_opened_page_is_believed_once(asked, link):
    SurveyInvitation.objects.update(sent_at=timezone.now() - HOUR)
    for score in (5, 1):
        carl().post(f"{link}/rating", {"score": score, "automatic": "on"})
    assert Rating.objects.get().score == 5


def test_a_comment_is_written_afterwards(link):
    carl().post(f"{link}/rating", {"score": 2})
    page = carl().post(f"{link}/comment", {"comment": "Slow."}, follow=True)
    assert Rating.objects.get().comment == "Slow."
    assert b"Slow." in page.content


def test_a_comment_without_a_rating_is_turned_back(link):
    assert carl().post(f"{link}/comment", {"comment": "Slow."}).status_code == 422


def test_the_page_speaks_the_customers_language(asked, link):
    SurveyInvitation.objects.update(language="hr")
    page = Client(headers={"Accept-Language": "en"}).get(link)
    assert page["Content-Language"] == "hr"
    assert 'lang="hr"' in page.content.decode()


@pytest.mark.parametrize(
    "token",
    ["nonsense", "MQ:1abcde:forged", dumps(4711, salt=SALT), dumps(1, salt="other")],
    ids=["nonsense", "forged", "of nobody", "for something else"],
)
def test_a_forged_link_is_answered_kindly(kettle, token):
    page = carl().get(f"/survey/{token}")
    assert page.status_code == 404
    assert "does not work" in page.content.decode()


def test_an_old_link_is_answered_kindly(kettle, link):
    feedback.change_settings(valid_days=0, by=kettle.omar.actor)
    page = carl().get(link)
    assert page.status_code == 410
    assert "too old" in page.content.decode()


def test_a_rating_that_stands_is_shown_and_not_changed(kettle, link):
    carl().post(f"{link}/rating", {"score": 2})
    Rating.objects.update(given_at=timezone.now() - timedelta(days=30))
    assert carl().post(f"{link}/rating", {"score": 5}).status_code == 409
    assert b"Change the rating" not in carl().get(link).content
    assert Rating.objects.get().score == 2


def test_nonsense_leads_back_to_the_page(link):
    answer = carl().post(f"{link}/rating", {"score": 11}, follow=True)
    assert answer.redirect_chain
    assert not Rating.objects.exists()
