"""Asking customers."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.customers.models import Customer, Identity
from pult.feedback import operations as feedback
from pult.feedback import queries
from pult.feedback.models import Asked
from pult.feedback.types import AskedFor, State
from pult.surveys import operations as surveys

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SOON = timedelta(minutes=31)


def solved(kettle, sender="carl@example.org", *, at=NOON, **letter):
    conversation = kettle.conversation(sender, at=at, **letter)
    kettle.reply(conversation, at=at)
    conversations.solve(conversation, by=kettle.ana.actor, at=at)
    kettle.settle()
    conversation.refresh_from_db()
    return conversation


@pytest.fixture
def outbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    return mail.outbox


def test_a_customer_is_asked_a_little_after_solving(kettle, outbox):
    solved(kettle)
    assert feedback.send_due(at=NOON) == 0
    assert feedback.send_due(at=NOON + SOON) == 1
    assert feedback.send_due(at=NOON + SOON) == 0
    (letter,) = outbox
    assert letter.to == ["carl@example.org <carl@example.org>"] or "carl@example.org" in letter.to[0]
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    assert letter.from_email == "Help <help@kettle.example>"
    assert letter.body.count("/survey/") == 5
    assert "Ana Horvat" in letter.body


@pytest.mark.parametrize(
    ("language", "word"),
    [("en", "satisfied"), ("hr", "zadovoljni"), ("sr-latn", "zadovoljni"), ("sr", "задовољни")],
)
def test_the_letter_speaks_the_customers_language(kettle, outbox, language, word):
    conversation = kettle.conversation(at=NOON)
    Conversation.objects.filter(pk=conversation.pk).update(language=language)
    conversation.refresh_from_db()
    kettle.reply(conversation, at=NOON)
    conversations.solve(conversation, by=kettle.ana.actor, at=NOON)
    kettle.settle()
    feedback.send_due(at=NOON + SOON)
    (letter,) = outbox
    html = letter.alternatives[0][0]
    assert word in letter.body
    assert word in html
    assert f'lang="{language}"' in html


def test_a_reopened_conversation_is_not_asked_about(kettle, outbox):
    conversation = solved(kettle)
    conversations.reopen(conversation, by=kettle.ana.actor, at=NOON + timedelta(minutes=5))
    kettle.settle()
    assert feedback.send_due(at=NOON + SOON) == 0
    conversations.solve(conversation, by=kettle.lea.actor, at=NOON + timedelta(hours=2))
    kettle.settle()
    assert feedback.send_due(at=NOON + timedelta(hours=3)) == 1
    asked = Asked.objects.get()
    assert asked.member == kettle.lea.member


def test_once_per_conversation(kettle, outbox):
    conversation = solved(kettle)
    feedback.send_due(at=NOON + SOON)
    conversations.reopen(conversation, by=kettle.ana.actor, at=NOON + timedelta(days=20))
    conversations.solve(conversation, by=kettle.ana.actor, at=NOON + timedelta(days=21))
    kettle.settle()
    assert feedback.send_due(at=NOON + timedelta(days=22)) == 0


def test_a_customer_is_left_in_peace_for_some_days(kettle, outbox):
    solved(kettle)
    solved(kettle, at=NOON + timedelta(days=6))
    solved(kettle, "ivo@example.org", at=NOON + timedelta(days=6))
    assert Asked.objects.count() == 2
    solved(kettle, at=NOON + timedelta(days=8))
    assert Asked.objects.count() == 3


def test_what_nobody_answered_is_not_asked_about(kettle):
    conversation = kettle.conversation(at=NOON)
    conversations.solve(conversation, by=kettle.ana.actor, at=NOON)
    kettle.settle()
    assert not Asked.objects.exists()


def test_a_role_play_is_not_asked_about(kettle):
    conversation = kettle.conversation(at=NOON)
    Conversation.objects.update(is_synthetic=True)
    kettle.reply(conversation, at=NOON)
    conversations.solve(conversation, by=kettle.ana.actor, at=NOON)
    kettle.settle()
    assert not Asked.objects.exists()


def test_a_dead_address_is_not_written_to(kettle):
    conversation = kettle.conversation(at=NOON)
    kettle.reply(conversation, at=NOON)
    Identity.objects.update(undeliverable_since=NOON)
    conversations.solve(conversation, by=kettle.ana.actor, at=NOON)
    kettle.settle()
    assert not Asked.objects.exists()


def test_asking_can_be_switched_off(kettle):
    feedback.change_settings(is_on=False, by=kettle.omar.actor)
    solved(kettle)
    assert not Asked.objects.exists()


def test_an_invitation_days_late_is_dropped(kettle, outbox):
    solved(kettle)
    assert feedback.send_due(at=NOON + timedelta(days=4)) == 0
    assert Asked.objects.get().state == State.CANCELLED


def test_a_name_that_is_only_an_address_is_not_greeted(kettle, outbox):
    solved(kettle)
    Customer.objects.update(name="carl@example.org")
    feedback.send_due(at=NOON + SOON)
    assert "carl@" not in outbox[0].body


def test_the_settings_page(kettle):
    assert kettle.ana.client.get("/app/settings/feedback").status_code == 403
    assert kettle.mila.client.get("/app/settings/feedback").status_code == 200
    values = {"is_on": "on", "question": "desk-nps", "delay_minutes": 5, "rest_days": 1}
    assert kettle.mila.client.post("/app/settings/feedback", values).status_code == 302
    assert queries.settings().delay_minutes == 5
    assert queries.settings().question == AskedFor.RECOMMENDATION
    assert kettle.mila.client.post("/app/settings/feedback", {"delay_minutes": -1}).status_code == 422


@pytest.mark.parametrize(
    ("question", "links", "words"),
    [(AskedFor.RECOMMENDATION, 11, "recommend us"), (AskedFor.EFFORT, 7, "made it easy")],
)
def test_another_question_can_be_asked(kettle, outbox, question, links, words):
    feedback.change_settings(question=question, by=kettle.omar.actor)
    solved(kettle)
    feedback.send_due(at=NOON + SOON)
    (letter,) = outbox
    assert letter.body.count("/survey/") == links
    assert words in letter.body
    assert words in letter.alternatives[0][0]


def test_a_letter_that_comes_back_asked_nobody(kettle, outbox):
    asked = queries.asked_about(solved(kettle))
    feedback.send_due(at=NOON + SOON)
    assert surveys.mark_bounced([outbox[0].extra_headers["Message-ID"].strip("<>")]) == 1
    assert queries.invitation_of(asked).state == "bounced"
