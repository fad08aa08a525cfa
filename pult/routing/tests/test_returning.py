"""What waits for somebody who cannot answer goes to whoever can."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.foundation.actors import SYSTEM
from pult.foundation.errors import Invalid
from pult.foundation.eventlog.models import EventRecord
from pult.routing import operations as routing
from pult.routing.types import Method
from pult.workforce import operations as workforce
from pult.workforce.types import Presence


def with_ana(kettle) -> Conversation:
    conversation: Conversation = kettle.conversation()
    conversations.assign(conversation, to=kettle.ana.member, by=kettle.lea.actor)
    return conversation


def absent(kettle, player, deputy=None, days=3):
    today = timezone.localdate()
    return workforce.plan_absence(
        player.member,
        first_on=today,
        last_on=today + timedelta(days=days),
        deputy=deputy.member if deputy else None,
        by=kettle.lea.actor,
    )


def owner_of(conversation: Conversation):
    return Conversation.objects.get(pk=conversation.pk).assignee


def test_who_has_gone_keeps_what_waits_only_for_so_long(kettle):
    routing.set_method(kettle.support, Method.ROUND_ROBIN, by=kettle.omar.actor)
    routing.set_returning(kettle.support, return_minutes=15, silent_minutes=None, by=kettle.omar.actor)
    conversation = with_ana(kettle)
    workforce.set_presence(kettle.ana.member, Presence.OFFLINE, by=kettle.ana.actor)
    assert routing.return_work(at=timezone.now() + timedelta(minutes=14)) == 0
    assert routing.return_work(at=timezone.now() + timedelta(minutes=16)) == 1
    assert owner_of(conversation) in {kettle.lea.member, kettle.mila.member}
    fact = EventRecord.objects.get(name="work.returned")
    assert (fact.data["reason"], fact.data["member_id"]) == ("offline", kettle.ana.member.pk)
    assert routing.return_work(at=timezone.now() + timedelta(minutes=17)) == 0


def test_what_was_answered_stays_with_whoever_answered(kettle):
    routing.set_returning(kettle.support, return_minutes=15, silent_minutes=5, by=kettle.omar.actor)
    conversation = with_ana(kettle)
    kettle.reply(conversation)
    workforce.set_presence(kettle.ana.member, Presence.OFFLINE, by=kettle.ana.actor)
    assert routing.return_work(at=timezone.now() + timedelta(days=2)) == 0


def test_who_is_silent_loses_it_counted_from_when_they_got_it(kettle):
    routing.set_returning(kettle.support, return_minutes=None, silent_minutes=60, by=kettle.omar.actor)
    conversation = kettle.mail("carl@example.org", at=timezone.now() - timedelta(hours=5)).conversation
    conversations.assign(conversation, to=kettle.ana.member, by=kettle.lea.actor)
    assert routing.return_work(at=timezone.now() + timedelta(minutes=30)) == 0
    routing.return_work(at=timezone.now() + timedelta(days=7))
    assert owner_of(conversation) is None


def test_a_deputy_gets_what_customers_write_to_the_absent(kettle):
    conversation = with_ana(kettle)
    absent(kettle, kettle.ana, deputy=kettle.lea)
    routing.return_work()
    assert owner_of(conversation) == kettle.lea.member


def test_the_deputy_of_an_absent_deputy_stands_in_and_a_circle_ends_in_the_queue(kettle):
    conversation = with_ana(kettle)
    absent(kettle, kettle.ana, deputy=kettle.lea)
    absent(kettle, kettle.lea, deputy=kettle.mila)
    assert workforce.standing_in_for(kettle.ana.member, on=timezone.localdate()) == kettle.mila.member
    absent(kettle, kettle.mila, deputy=kettle.ana)
    assert workforce.standing_in_for(kettle.ana.member, on=timezone.localdate()) is None
    routing.return_work()
    assert owner_of(conversation) is None


def test_nobody_absent_is_given_anything(kettle):
    routing.set_method(kettle.support, Method.ROUND_ROBIN, by=kettle.omar.actor)
    workforce.set_presence(kettle.mila.member, Presence.OFFLINE, by=SYSTEM)
    absent(kettle, kettle.ana)
    kettle.settle()
    assert {kettle.conversation(f"carl{n}@example.org").assignee_id for n in range(3)} == {
        kettle.lea.member.pk
    }


def test_days_that_make_no_sense_are_refused(kettle):
    made = absent(kettle, kettle.ana)
    today = timezone.localdate()
    for first, last, deputy in [
        (today, today - timedelta(days=1), None),
        (today + timedelta(days=2), today + timedelta(days=9), None),
        (today + timedelta(days=20), today + timedelta(days=21), kettle.ana.member),
    ]:
        with pytest.raises(Invalid):
            workforce.plan_absence(
                kettle.ana.member, first_on=first, last_on=last, deputy=deputy, by=kettle.ana.actor
            )
    workforce.drop_absence(made, by=kettle.ana.actor)
    assert absent(kettle, kettle.ana)
