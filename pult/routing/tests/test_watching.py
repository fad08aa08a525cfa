"""Watching live chats: the floor as a supervisor sees it, reading along, taking over."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation, ReadMark
from pult.foundation.actors import SYSTEM
from pult.foundation.audit.models import AuditRecord
from pult.foundation.errors import Invalid
from pult.foundation.eventlog.models import EventRecord
from pult.inboxes.types import Channel
from pult.routing import operations, queries
from pult.routing.level import Ended, Level, level_of
from pult.routing.models import Wait
from pult.routing.tests.queueing import open_offer, visitor
from pult.routing.types import Act, Left, Result
from pult.workforce import operations as workforce
from pult.workforce.types import Presence

NOW = timezone.now()


@pytest.mark.parametrize(
    ("waits", "expected"),
    [
        ([], Level(offered=0, answered=0, abandoned=0, percent=None, mean_seconds=None)),
        (
            [(Left.ANSWERED, 10), (Left.ANSWERED, 30), (Left.ENDED, 5)],
            Level(offered=2, answered=2, abandoned=0, percent=50, mean_seconds=20),
        ),
        (
            [(Left.ANSWERED, 20), (Left.ABANDONED, 5), (Left.ABANDONED, 60), (Left.UNSERVED, 600)],
            Level(offered=4, answered=1, abandoned=2, percent=pytest.approx(100 / 3), mean_seconds=20),
        ),
        ([(Left.ABANDONED, 3)], Level(offered=1, answered=0, abandoned=1, percent=None, mean_seconds=None)),
    ],
)
def test_the_service_level_leaves_early_leavers_out(waits, expected):
    assert level_of((Ended(outcome=how, seconds=seconds) for how, seconds in waits), within=20) == expected


def test_the_floor_shows_who_waits_who_serves_and_how_full_everybody_is(kettle):
    for one in (kettle.mila, kettle.stella):
        workforce.set_presence(one.member, Presence.OFFLINE, by=SYSTEM)
    kettle.settle()
    taken, asked = visitor(kettle, 1), visitor(kettle, 2)
    operations.accept(open_offer(taken), by=open_offer(taken).member.person.actor)
    kettle.settle()
    floor = queries.floor(kettle.lea.actor)
    assert [(one.conversation.pk, bool(one.offered_to)) for one in floor.waiting] == [(asked.pk, True)]
    assert [one.conversation.pk for one in floor.running] == [taken.pk]
    assert floor.running[0].since >= taken.opened_at
    seats = {one.member.name: (one.load, one.capacity) for one in floor.desks}
    assert kettle.stella.person.name not in seats
    assert sum(load for load, _room in seats.values()) == 2
    assert all(room == 3 for _load, room in seats.values())
    assert not floor.desks[0].is_full
    day = floor.days[0]
    assert (day.department, day.waiting, day.level.answered, day.within) == (kettle.support, 1, 1, 20)
    assert day.longest > timedelta()
    assert queries.floor(kettle.ana.actor).waiting == []


def test_reading_along_is_seen_by_the_audit_log_alone(kettle):
    chat = visitor(kettle)
    events = EventRecord.objects.count()
    operations.join_quietly(chat, by=kettle.lea.actor)
    record = AuditRecord.objects.get(what=Act.JOINED)
    assert (record.who_name, record.about) == (kettle.lea.person.name, f"conversation:{chat.pk}")
    assert record.label == "Joined a chat quietly"
    assert EventRecord.objects.count() == events
    assert not ReadMark.objects.filter(person=kettle.lea.person).exists()


def test_a_chat_is_taken_over_from_whoever_has_it(kettle):
    chat = visitor(kettle)
    conversations.assign(chat, to=kettle.ana.member, by=SYSTEM)
    kettle.settle()
    operations.take_over(chat, by=kettle.lea.actor)
    kettle.settle()
    chat.refresh_from_db()
    assert chat.assignee == kettle.lea.member
    record = AuditRecord.objects.get(what=Act.TAKEN_OVER)
    assert record.changes == [("assignee", kettle.ana.person.name, kettle.lea.person.name)]
    operations.take_over(chat, by=kettle.lea.actor)
    assert AuditRecord.objects.filter(what=Act.TAKEN_OVER).count() == 1


def test_a_chat_is_taken_out_of_the_queue_and_whoever_was_asked_is_not_asked_longer(kettle):
    chat = visitor(kettle)
    offer = open_offer(chat)
    operations.take_over(chat, by=kettle.lea.actor)
    offer.refresh_from_db()
    assert offer.result == Result.WITHDRAWN
    wait = Wait.objects.get()
    assert (wait.outcome, wait.member) == (Left.ANSWERED, kettle.lea.member)


def test_what_is_over_or_no_chat_is_not_watched(kettle):
    mail, chat = kettle.conversation(), visitor(kettle)
    conversations.solve(chat, by=kettle.ana.actor)
    chat.refresh_from_db()
    for one in (mail, chat):
        with pytest.raises(Invalid, match="over"):
            operations.join_quietly(one, by=kettle.lea.actor)
    with pytest.raises(Invalid):
        operations.take_over(mail, by=kettle.lea.actor)
    with pytest.raises(Invalid, match="works here"):
        operations.take_over(visitor(kettle, 2), by=kettle.omar.actor)


def test_what_the_bot_has_just_taken_is_offered_to_nobody(kettle):
    """A worker that still holds the row as it was must not put it into the queue."""
    chat = visitor(kettle, settle=False)
    stale = Conversation.objects.get(pk=chat.pk)
    assert conversations.give_to_bot(chat)
    operations.place(stale)
    assert open_offer(chat) is None
    assert not queries.is_waiting(chat)
    assert chat.channel == Channel.CHAT
