"""What comes in becomes a message of the right conversation, once."""

import pytest

from pult.conversations import operations
from pult.conversations.errors import NewerMessage
from pult.conversations.models import Conversation, Message
from pult.conversations.types import Delivery, Outcome, Status
from pult.foundation.eventlog.models import EventRecord


def test_a_first_mail_opens_a_conversation(kettle):
    received = kettle.mail("carl@example.org", "My kettle leaks", name="Carl Carlsson")
    assert received.outcome == Outcome.OPENED
    conversation = received.conversation
    assert (conversation.subject, conversation.status) == ("My kettle leaks", Status.NEW)
    assert conversation.department == kettle.support
    assert conversation.customer.name == "Carl Carlsson"
    assert conversation.waiting_since == conversation.opened_at
    assert conversation.preview == "It leaks from the bottom."
    names = EventRecord.objects.filter(subject=f"conversation:{conversation.pk}").values_list(
        "name", flat=True
    )
    assert list(names) == ["conversation.opened", "message.received"]


def test_the_same_mail_again_changes_nothing(kettle):
    first = kettle.mail("carl@example.org", key="one")
    again = kettle.mail("carl@example.org", key="one")
    assert again.outcome == Outcome.DUPLICATE
    assert again.message == first.message
    assert Message.objects.count() == 1


def test_an_answer_joins_its_conversation_and_opens_it_again(kettle):
    conversation = kettle.conversation()
    message = kettle.reply(conversation, then=Status.PENDING)
    operations.record_delivery(
        message, Delivery.SENT, by=kettle.ana.actor, external_id="<reply-1@kettle.example>"
    )
    received = kettle.mail(
        "carl@example.org", "Re: My kettle leaks", references=("<reply-1@kettle.example>",)
    )
    assert received.outcome == Outcome.APPENDED
    assert received.conversation.pk == conversation.pk
    assert received.conversation.status == Status.OPEN


def test_a_stranger_who_knows_a_message_id_opens_a_new_conversation(kettle):
    conversation = kettle.conversation(key="letter-x")
    received = kettle.mail(
        "mallory@example.net", "Re: My kettle leaks", references=("<letter-x@example.org>",)
    )
    assert received.outcome == Outcome.OPENED
    assert received.conversation.pk != conversation.pk


def test_an_answer_to_a_closed_conversation_opens_one_that_follows_it(kettle):
    conversation = kettle.conversation(key="letter-y")
    operations.solve(conversation, by=kettle.ana.actor)
    operations.close(conversation, by=kettle.ana.actor)
    received = kettle.mail("carl@example.org", "Again", references=("<letter-y@example.org>",))
    assert received.outcome == Outcome.OPENED
    assert received.conversation.follows == conversation


def test_a_reply_is_held_back_when_the_customer_has_written_again(kettle):
    conversation = kettle.conversation(key="letter-z")
    seen = conversation.last_message_id
    kettle.mail("carl@example.org", "Re: more", references=("<letter-z@example.org>",))
    with pytest.raises(NewerMessage):
        operations.reply(conversation, by=kettle.ana.actor, text="Hello", seen_message_id=seen)


def test_sending_twice_with_one_key_sends_once(kettle):
    conversation = kettle.conversation()
    first = kettle.reply(conversation, client_key="send-1")
    again = operations.reply(conversation, by=kettle.ana.actor, text="Hello again", client_key="send-1")
    assert again == first


def test_nobody_sees_the_conversations_of_another_department(kettle):
    conversation = kettle.conversation()
    seen = Conversation.objects.visible_to
    assert conversation in seen(kettle.ana.actor)
    assert conversation in seen(kettle.lea.actor)
    assert conversation not in seen(kettle.stella.actor)
    assert conversation not in seen(kettle.eva.actor)
