"""The page behind the link in the mail."""

import html
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.signing import dumps
from django.test import Client
from django.utils import timezone

from pult.accounts import operations as accounts
from pult.conversations import operations as conversations
from pult.feedback import links as earlier
from pult.feedback import operations as feedback
from pult.feedback import queries
from pult.feedback.models import Asked
from pult.foundation.actors import SYSTEM
from pult.surveys import operations as surveys
from pult.surveys.links import INVITED, open_token_for, token_for
from pult.surveys.models import Invitation, Response
from pult.surveys.types import Kind, QuestionType
from tests.scene import scene

HOUR = timedelta(hours=1)


@pytest.fixture
def asked(kettle, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    return rating_asked(kettle)


@scene
def rating_asked(kettle):
    conversation = kettle.conversation()
    kettle.reply(conversation)
    conversations.solve(conversation, by=kettle.ana.actor)
    kettle.settle()
    feedback.send_due(at=timezone.now() + HOUR)
    return Asked.objects.get()


@pytest.fixture
def link(asked):
    return f"/survey/{token_for(Invitation.objects.get().pk)}"


def carl():
    return Client(enforce_csrf_checks=True)


def rating(score, **more):
    return {"asked": ["rating"], "q-rating": score, **more}


def score():
    return queries.rating_of(Asked.objects.get().conversation).score


def test_opening_the_link_records_nothing_and_shows_the_clicked_face(link):
    page = carl().get(f"{link}?score=4")
    assert page.status_code == 200
    assert re.search(r'value="4"\s+checked', page.content.decode())
    assert b"<rating-form clicked>" in page.content
    assert not Response.objects.exists()
    assert page["Referrer-Policy"] == "no-referrer"


def test_the_button_records_the_rating_without_a_script(link):
    answer = carl().post(link, rating(4), follow=True)
    assert score() == 4
    assert b"Thank you" in answer.content
    carl().post(link, rating(5))
    assert score() == 5


def test_a_scanner_that_runs_scripts_right_after_delivery_records_nothing(asked, link):
    Invitation.objects.update(sent_at=timezone.now())
    answer = carl().post(link, rating(1, automatic="on"), follow=True)
    assert not Response.objects.exists()
    assert b"<rating-form clicked>" not in answer.content
    assert re.search(r'value="1"\s+checked', answer.content.decode())
    assert b"Your answer does not count yet" in answer.content
    assert b"Your answer does not count yet" not in carl().get(f"{link}?score=1").content
    carl().post(link, rating(1))
    assert score() == 1, "somebody pressed the button"


def test_the_letter_does_not_promise_that_one_click_is_enough(asked):
    letter = next(one for one in mail.outbox if "How did we do?" in one.subject)
    assert isinstance(letter, EmailMultiAlternatives)
    for text in (letter.body, str(letter.alternatives[0][0])):
        assert "One click" not in text
        assert "In the first minutes it asks you to press a button as well" in text


def test_later_the_script_of_an_opened_page_is_believed_once(asked, link):
    Invitation.objects.update(sent_at=timezone.now() - HOUR)
    for one in (5, 1):
        carl().post(link, rating(one, automatic="on"))
    assert score() == 5


def test_a_comment_is_written_afterwards(link):
    carl().post(link, rating(2))
    page = carl().post(link, {"asked": ["comment"], "q-comment": "Slow."}, follow=True)
    found = queries.rating_of(Asked.objects.get().conversation)
    assert (found.score, found.comment) == (2, "Slow.")
    assert b"Slow." in page.content


def test_a_comment_without_a_rating_is_turned_back(link):
    assert carl().post(link, {"asked": ["comment"], "q-comment": "Slow."}).status_code == 422


def test_the_page_speaks_the_customers_language(asked, link):
    Invitation.objects.update(language="sr")
    page = Client(headers={"Accept-Language": "en"}).get(link)
    assert page["Content-Language"] == "sr"
    assert 'lang="sr"' in page.content.decode()
    assert "Колико сте задовољни" in page.content.decode()


def test_the_reader_may_choose_another_language_and_keeps_what_was_clicked(asked, link):
    page = carl().get(f"{link}?score=4").content.decode()
    other = html.unescape(re.search(r'href="([^"]+)"\s+lang="hr"', page)[1])
    croatian = carl().get(other)
    assert croatian["Content-Language"] == "hr"
    assert 'lang="hr"' in croatian.content.decode()
    assert re.search(r'value="4"\s+checked', croatian.content.decode())
    action = html.unescape(re.search(r'action="([^"]+)"', croatian.content.decode())[1])
    thanks = carl().post(action, rating(4), follow=True)
    assert thanks["Content-Language"] == "hr"
    assert "Hvala" in thanks.content.decode()
    assert score() == 4


def test_a_language_that_nobody_speaks_here_changes_nothing(asked, link):
    assert carl().get(f"{link}?language=xx")["Content-Language"] == asked.language


def test_the_page_stands_under_the_name_of_the_house(asked, link):
    accounts.name_organisation("Kettle & Co.", language="en", time_zone="UTC", by=SYSTEM)
    assert "Kettle &amp; Co." in carl().get(link).content.decode()


@pytest.mark.parametrize(
    "token",
    [
        "nonsense",
        "MQ:1abcde:forged",
        dumps(4711, salt=INVITED),
        dumps(1, salt="other"),
        dumps("x", salt=INVITED),
    ],
    ids=["nonsense", "forged", "of nobody", "for something else", "of a text"],
)
def test_a_forged_link_is_answered_kindly(kettle, token):
    page = carl().get(f"/survey/{token}")
    assert page.status_code == 404
    assert "does not work" in page.content.decode()


def test_an_old_link_is_answered_kindly(link):
    Invitation.objects.update(expires_at=timezone.now() - HOUR)
    page = carl().get(link)
    assert page.status_code == 410
    assert "too old" in page.content.decode()
    assert carl().post(link, rating(5)).status_code == 410


def test_a_link_of_an_earlier_mail_goes_on_working(asked):
    link = f"/survey/{dumps(asked.pk, salt=earlier.SALT)}"
    assert carl().get(f"{link}?score=4").status_code == 200
    carl().post(link, rating(3))
    assert score() == 3
    Invitation.objects.update(expires_at=timezone.now() - HOUR)
    assert carl().get(link).status_code == 410
    assert carl().get(f"/survey/{dumps(4711, salt=earlier.SALT)}").status_code == 404


def test_a_rating_that_stands_is_shown_and_not_changed(kettle, link):
    carl().post(link, rating(2))
    Response.objects.update(given_at=timezone.now() - timedelta(days=30))
    assert carl().post(link, rating(5)).status_code == 409
    page = carl().get(link).content.decode()
    assert "Change the rating" not in page
    assert "Dissatisfied" in page
    assert score() == 2


@pytest.mark.parametrize("nonsense", ["11", "-1", "good", "", "٣", "9" * 400])
def test_nonsense_leads_back_to_the_page(link, nonsense):
    answer = carl().post(link, rating(nonsense))
    assert answer.status_code == 422
    assert b"Please answer this question." in answer.content
    assert not Response.objects.exists()
    assert carl().get(link, {"score": nonsense}).status_code == 200


def party(**rules):
    """A survey about the summer party, with a question that only the unhappy are asked."""
    survey = surveys.new_survey("Party", kind=Kind.OTHER, by=SYSTEM)
    surveys.change_rules(survey, by=SYSTEM, **rules)
    draft = surveys.draft(survey, by=SYSTEM)
    surveys.add_question(
        draft, QuestionType.YES_NO, by=SYSTEM, key="came", text={"en": "Did you come?"}, is_required=True
    )
    surveys.add_question(
        draft, QuestionType.SHORT, by=SYSTEM, key="why", text={"en": "Why not?"}, is_required=True,
        depends_on="came", depends_values=["no"],
    )  # fmt: skip
    options = [{"key": "cake", "text": {"en": "Cake"}}, {"key": "music", "text": {"en": "Music"}}]
    surveys.add_question(
        draft, QuestionType.MULTIPLE, by=SYSTEM, key="liked", text={"en": "What was good?"}, options=options
    )
    surveys.publish_draft(survey, by=SYSTEM)
    return survey


def invited(survey, address="carl@example.org"):
    return surveys.invite(survey, address=address, language="en", by=SYSTEM)


def mark_sent(invitation):
    surveys.mark_sent(invitation)
    return f"/survey/{token_for(invitation.pk)}"


def test_without_a_script_a_question_that_the_answer_leads_to_comes_on_a_second_page(kettle):
    link = mark_sent(invited(party()))
    page = carl().get(link).content.decode()
    assert re.search(r'id="s-q-why"[^>]*hidden', page)
    sent = {"asked": ["came", "liked"], "q-came": "no"}
    second = carl().post(link, sent)
    assert second.status_code == 422
    assert not re.search(r'id="s-q-why"[^>]*hidden', second.content.decode())
    assert b"Please answer" not in second.content
    assert not Response.objects.exists()
    third = {"asked": ["came", "why", "liked"], "q-came": "no", "q-why": "Rain"}
    assert carl().post(link, third).status_code == 302
    assert {answer.question.key: str(answer) for answer in Response.objects.get().answers.all()} == {
        "came": "no", "why": "Rain",
    }  # fmt: skip


def test_an_answer_that_no_longer_fits_is_dropped(kettle):
    link = mark_sent(invited(party()))
    everything = ["came", "why", "liked"]
    carl().post(link, {"asked": everything, "q-came": "no", "q-why": "Rain"})
    carl().post(
        link, {"asked": everything, "q-came": "yes", "q-why": "Rain", "q-liked": ["music", "cake", "x"]}
    )
    response = Response.objects.get()
    assert {answer.question.key: str(answer) for answer in response.answers.all()} == {
        "came": "yes", "liked": "cake, music",
    }  # fmt: skip


def test_an_anonymous_answer_is_taken_once_and_never_shown_again(kettle):
    link = mark_sent(invited(party(is_anonymous=True)))
    assert b"Anonymous" in carl().get(link).content
    sent = {"asked": ["came", "liked"], "q-came": "yes"}
    thanks = carl().post(link, sent, follow=True)
    assert b"without your name" in thanks.content
    assert carl().post(link, sent).status_code == 409
    assert Response.objects.count() == 1


def test_a_link_for_everybody_takes_one_answer_from_each_browser(kettle):
    survey = party(is_open=True)
    link = f"/survey/{open_token_for(survey.pk)}"
    browser = carl()
    page = browser.get(link).content.decode()
    ticket = re.search(r'name="ticket" value="([^"]+)"', page)[1]
    sent = {"asked": ["came", "liked"], "q-came": "yes", "ticket": ticket}
    browser.post(link, sent)
    assert not Response.objects.exists(), "nobody reads so fast"


def test_a_ticket_counts_once(kettle, monkeypatch):
    monkeypatch.setattr("pult.portal.surveys.SOONEST", timedelta(0))
    survey = party(is_open=True, is_anonymous=True)
    link = f"/survey/{open_token_for(survey.pk)}"
    page = carl().get(link).content.decode()
    ticket = re.search(r'name="ticket" value="([^"]+)"', page)[1]
    sent = {"asked": ["came", "liked"], "q-came": "yes", "ticket": ticket}
    browser = carl()
    assert b"Thank you" in browser.post(link, sent, follow=True).content
    carl().post(link, sent)  # the same page, sent twice
    browser.post(link, {**sent, "ticket": "made-up"})
    assert Response.objects.count() == 1
    assert Response.objects.get().is_anonymous


def test_a_link_for_everybody_can_be_closed(kettle):
    survey = party(is_open=True)
    surveys.change_rules(survey, by=SYSTEM, is_open=False)
    assert carl().get(f"/survey/{open_token_for(survey.pk)}").status_code == 410
    assert carl().get(f"/survey/{open_token_for(4711)}").status_code == 404


def test_the_log_does_not_know_whose_link_it_was(link, caplog):
    with caplog.at_level("INFO", logger="pult.request"):
        carl().post(link, rating(4))
    told = [record.getMessage() for record in caplog.records if record.name == "pult.request"]
    assert told == ["POST /survey/… 302"]
