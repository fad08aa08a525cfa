"""A reply to a conversation that sleeps."""

from datetime import timedelta

from django.utils import timezone

from pult.conversations import operations as conversations


def test_a_reply_without_a_word_on_the_status_lets_it_sleep_on(kettle):
    conversation, until = kettle.conversation(), timezone.now() + timedelta(days=1)
    conversations.snooze(conversation, until=until, by=kettle.ana.actor)
    kettle.reply(conversation)
    assert (conversation.status, conversation.snoozed_until) == ("snoozed", until)
