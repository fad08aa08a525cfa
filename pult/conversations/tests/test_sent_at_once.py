"""The same thing sent by several windows at the same moment, with one key: it is written once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from pult.conversations import operations
from pult.conversations.models import Conversation, Message

pytestmark = pytest.mark.django_db(transaction=True)
WINDOWS = 4


def at_once(act):
    ready = Barrier(WINDOWS)

    def run(_number):
        try:
            ready.wait(10)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(WINDOWS) as windows:
        return list(windows.map(run, range(WINDOWS)))


def test_a_reply_is_written_once(kettle):
    leaks = kettle.mail("carl@example.org").conversation
    answer = {"by": kettle.ana.actor, "text": "A new one comes.", "client_key": "one"}
    assert len({message.pk for message in at_once(lambda: operations.reply(leaks, **answer))}) == 1
    leaks.refresh_from_db()
    assert (leaks.message_count, leaks.messages.count()) == (2, 2)


def test_a_note_is_written_once(kettle):
    leaks = kettle.mail("carl@example.org").conversation
    said = {"by": kettle.ana.actor, "text": "He is kind.", "client_key": "one"}
    assert len({message.pk for message in at_once(lambda: operations.note(leaks, **said))}) == 1


def test_a_conversation_is_opened_once(kettle):
    carl = kettle.mail("carl@example.org").conversation.customer
    begun = {"inbox": kettle.inbox, "subject": "Your kettle", "text": "It is on its way."}
    write = {"by": kettle.ana.actor, "client_key": "one"} | begun
    opened = {one.pk for one in at_once(lambda: operations.open_conversation(carl, **write))}
    assert len(opened) == 1
    assert Conversation.objects.filter(subject="Your kettle").count() == 1
    assert Message.objects.filter(client_key="one").count() == 1
