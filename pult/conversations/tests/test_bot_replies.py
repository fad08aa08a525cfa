"""What the bot says is not an answer of the staff: nobody's first reply, and nobody's figure."""

from datetime import UTC, datetime, timedelta

import pytest

from pult.conversations import metrics
from pult.conversations import operations as conversations
from pult.conversations.types import Status
from pult.foundation.actors import SYSTEM, Actor, Kind
from pult.metrics import queries
from pult.metrics.types import Period, Slice, TimeKind
from tests.scene import scene

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = Period(MONDAY.date(), MONDAY.date())
BOT = Actor(kind=Kind.BOT, name="Kettle bot")


def figure(metric, where=None):
    return queries.summary(metric, DAY, where or Slice(), clock=TimeKind.WALL)


@pytest.fixture
@scene
def asked(kettle):
    """Carl has written, and the bot has answered him."""
    conversation = kettle.conversation(at=MONDAY)
    conversations.reply(conversation, by=BOT, text="Have you switched it off?", at=MONDAY + HOUR / 60)
    kettle.settle()
    conversation.refresh_from_db()
    return conversation


@pytest.mark.parametrize("by", [BOT, SYSTEM], ids=["bot", "system"])
def test_after_an_automatic_reply_the_customer_still_waits_for_a_person(kettle, by):
    conversation = kettle.conversation(at=MONDAY)
    conversations.reply(conversation, by=by, text="We shall look into it.", at=MONDAY + HOUR)
    conversation.refresh_from_db()
    assert conversation.waiting_since == MONDAY
    assert conversation.first_reply_at is None
    assert conversation.status == Status.NEW
    assert conversation.last_kind == "reply"


def test_the_first_reply_is_the_one_that_a_person_sends(kettle, asked):
    kettle.reply(asked, at=MONDAY + HOUR)
    first = figure(metrics.FIRST_RESPONSE)
    assert (first.count, first.mean) == (1, 3600)
    assert asked.first_reply_at == MONDAY + HOUR
    assert asked.waiting_since is None
    assert asked.status == Status.OPEN


def test_the_bots_replies_are_in_nobodys_figures(kettle, asked):
    kettle.reply(asked, at=MONDAY + HOUR)
    conversations.reply(asked, by=BOT, text="Did this help?", at=MONDAY + 2 * HOUR)
    conversations.solve(asked, by=kettle.ana.actor, at=MONDAY + 3 * HOUR)
    kettle.settle()
    assert figure(metrics.REPLIES).mean == 1
    assert figure(metrics.FIRST_RESPONSE, Slice(member=kettle.ana.person.pk)).count == 1
    assert figure(metrics.NEXT_RESPONSE).count == 0


def test_only_the_bot_has_spoken_so_there_is_no_reply_to_count(kettle, asked):
    conversations.solve(asked, by=BOT, at=MONDAY + HOUR)
    kettle.settle()
    assert figure(metrics.REPLIES).mean == 0
    assert figure(metrics.FIRST_RESPONSE).count == 0
