"""Who is told what when they look elsewhere: from a customer's letter to a notice in a browser."""

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from pult.accounts import operations as accounts
from pult.conversations import operations as conversations
from pult.foundation.actors import SYSTEM
from pult.foundation.eventlog.models import EventRecord
from pult.notifications import operations
from pult.notifications.models import Browser
from pult.notifications.tests.service import push_service, told_in
from pult.routing import operations as routing
from pult.routing.tests.queueing import open_offer, visitor
from pult.sla import operations as sla
from pult.sla.models import Clock
from pult.sla.types import Target
from pult.workforce import operations as workforce
from pult.workforce.types import Presence

NOON = datetime(2026, 11, 19, 12, 0, tzinfo=ZoneInfo("Europe/Zagreb"))
ALL = {"off": [], "shows_words": False, "also_offline": False, "quiet_from": None, "quiet_until": None}


@pytest.fixture
def service():
    with push_service() as running:
        yield running


@pytest.fixture
def ana(kettle, service):
    """Ana is told in one browser."""
    kettle.ana.browser, kettle.ana.alone = told_in(kettle.ana.person, service, by=kettle.ana.actor)
    return kettle.ana


def given_to(kettle, player, **letter):
    conversation = kettle.conversation(**letter)
    conversations.assign(conversation, to=player.member, by=kettle.lea.actor)
    kettle.settle()
    return conversation


@pytest.mark.django_db
def test_whoever_is_given_a_conversation_is_told_without_a_word_of_the_customer(kettle, ana, service):
    conversation = given_to(kettle, ana)
    [push] = service.taken
    said = ana.alone.reads(push)
    assert said["title"] == "You have been given a conversation"
    assert said["body"] == f"Conversation {conversation.pk}"
    assert said["url"] == f"/app/conversations/{conversation.pk}/"
    assert "leaks" not in json.dumps(said)
    assert push.headers["TTL"].isdigit()
    assert push.headers["Urgency"] == "normal"
    assert push.headers["Content-Encoding"] == "aes128gcm"
    ana.browser.refresh_from_db()
    assert ana.browser.reached_at is not None


@pytest.mark.django_db
def test_the_notice_speaks_the_language_of_whoever_gets_it_and_shows_words_where_allowed(
    kettle, ana, service
):
    operations.change_wishes(ana.person, **ALL | {"shows_words": True}, by=ana.actor)
    accounts.change_profile(ana.person, language="hr")
    conversation = given_to(kettle, ana)
    kettle.mail("carl@example.org", text="Još uvijek curi.", claimed=conversation.pk, name="Carl Braun")
    kettle.settle()
    first, second = (ana.alone.reads(push) for push in service.taken)
    assert first["title"] == "Dobili ste razgovor"
    assert "My kettle leaks" in first["body"]
    assert "Još uvijek curi." in second["body"]
    assert second["lang"] == "hr"
    assert first["tag"] == second["tag"]


@pytest.mark.django_db
def test_nobody_is_told_what_they_did_themselves(kettle, ana, service):
    conversation = kettle.conversation()
    conversations.assign(conversation, to=ana.member, by=ana.actor)
    conversations.note(conversation, by=ana.actor, text="I look into it.")
    kettle.settle()
    assert service.taken == []
    conversations.note(conversation, by=kettle.lea.actor, text="Ask for the serial number.")
    kettle.settle()
    assert ana.alone.reads(service.taken[0])["title"] == "Lea Novak has written a note"


@pytest.mark.django_db
def test_what_is_no_longer_news_is_not_sent(kettle, ana, service):
    conversation = given_to(kettle, ana)
    message = kettle.mail("carl@example.org", text="And?", claimed=conversation.pk).message
    conversations.reply(conversation, by=ana.actor, text="On its way.")
    kettle.settle()
    assert len(service.taken) == 1
    later = {"kind": "message.received", "about": message.pk, "until": NOON}
    assert operations.push(ana.browser.pk, **later, at=NOON + timedelta(seconds=1)) is None
    assert operations.push(ana.browser.pk, **later | {"kind": "unheard.of"}, at=NOON - timedelta(1)) is None


@pytest.mark.django_db
def test_a_deadline_is_told_once_when_it_is_near_and_once_when_it_has_passed(kettle, ana, service):
    conversation = given_to(kettle, ana)
    clock = Clock.objects.get(conversation=conversation, target=Target.FIRST_RESPONSE)
    service.taken.clear()
    assert sla.warn_near(at=clock.due_at - timedelta(minutes=16)) == 0
    assert sla.warn_near(at=clock.due_at - timedelta(minutes=14)) == 1
    assert sla.warn_near(at=clock.due_at - timedelta(minutes=13)) == 0
    assert EventRecord.objects.filter(name="target.near").count() == 1
    assert (
        _pushed_at(kettle, ana, clock.due_at - timedelta(minutes=14)) == "A deadline is near: First response"
    )
    sla.mark_missed(at=clock.due_at + timedelta(minutes=1))
    assert (
        _pushed_at(kettle, ana, clock.due_at + timedelta(minutes=1))
        == "A deadline has passed: First response"
    )


def _pushed_at(kettle, ana, moment):
    """Run what waits; send the push as if it were then. Returns the last title."""
    with push_service() as service:
        Browser.objects.update(endpoint=f"{service.address}/push/one")
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE procrastinate_jobs SET status = 'succeeded' WHERE task_name = 'notifications.push'"
            )
        kettle.settle()
        return ana.alone.reads(service.taken[-1])["title"]


@pytest.mark.django_db
def test_a_chat_is_told_while_it_is_offered_and_to_whoever_is_asked(kettle, ana, service):
    for away in (kettle.lea, kettle.stella, kettle.mila):
        workforce.set_presence(away.member, Presence.OFFLINE, by=SYSTEM)
    kettle.settle()
    chat = visitor(kettle)
    kettle.settle()
    [push] = service.taken
    said = ana.alone.reads(push)
    assert (said["title"], said["stays"]) == ("A chat waits for you", True)
    assert push.headers["Urgency"] == "high"
    assert 1 <= int(push.headers["TTL"]) <= 30
    offer = open_offer(chat)
    routing.accept(offer, by=ana.actor)
    late = {"kind": "conversation.offered", "about": offer.pk, "until": offer.expires_at}
    assert operations.push(ana.browser.pk, **late, at=offer.offered_at) is None
