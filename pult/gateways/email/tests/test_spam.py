"""Blocked mail and what the own server takes for spam: kept whole, told to nobody."""

import pytest

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation, SpamMark
from pult.conversations.types import SpamReason, Status
from pult.foundation.eventlog.models import EventRecord
from pult.gateways.email.models import OutgoingMail
from pult.gateways.email.tests.post_office import write
from pult.gateways.email.tests.test_intake import arrive
from pult.gateways.email.types import State
from pult.moderation import operations as moderation
from pult.sla.models import Clock


@pytest.fixture
def blocked(kettle):
    moderation.list_sender("carl@example.org", reason="Sells teapots", by=kettle.lea.actor)


def test_blocked_mail_is_kept_and_told_to_nobody(kettle, blocked):
    mail = arrive(write())
    kettle.settle()
    conversation = Conversation.objects.get()
    assert (mail.state, mail.message.conversation) == (State.DONE, conversation)
    assert (conversation.is_spam, conversation.status, conversation.waiting_since) == (
        True,
        Status.CLOSED,
        None,
    )
    mark = SpamMark.objects.get()
    assert (mark.reason, mark.is_new) == (SpamReason.BLOCKED, True)
    assert "Sells teapots" in mark.detail
    assert not OutgoingMail.objects.exists()
    assert not Clock.objects.exists()
    assert not EventRecord.objects.filter(name__in=["conversation.opened", "message.received"]).exists()


def test_it_opens_when_it_was_no_spam(kettle, blocked):
    arrive(write())
    kettle.settle()
    conversations.release_spam(Conversation.objects.get(), by=kettle.ana.actor)
    kettle.settle()
    conversation = Conversation.objects.get()
    assert (conversation.is_spam, conversation.is_resolved) == (False, False)
    assert conversation.waiting_since is not None
    assert Clock.objects.unstopped().filter(conversation=conversation).count() == 2


def test_a_blocked_answer_does_not_join_what_stands(kettle):
    arrive(write())
    kettle.settle()
    first = Conversation.objects.get()
    moderation.list_sender("carl@example.org", by=kettle.lea.actor)
    arrive(write("Buy!", message_id="<two@example.org>", In_Reply_To="<carl-1@example.org>"))
    assert first.messages.count() == 1
    assert Conversation.objects.spam().count() == 1


def test_the_own_server_is_believed_only_where_that_is_set(kettle):
    arrive(write(X_Spam_Status="Yes, score=9.1 required=5.0"))
    assert not Conversation.objects.spam().exists()
    moderation.change_door(score_header="X-Spam-Status", score_at=5, servers="", by=kettle.lea.actor)
    arrive(write(X_Spam_Status="Yes, score=9.1", message_id="<two@example.org>"))
    assert SpamMark.objects.get().reason == SpamReason.SCORE
