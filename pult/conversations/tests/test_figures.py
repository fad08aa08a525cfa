"""What conversations writes into the ledger."""

from datetime import UTC, datetime, timedelta

import pytest

from pult.conversations import metrics
from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.metrics import operations as ledger
from pult.metrics import queries
from pult.metrics.types import Period, Slice, Split, TimeKind

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = Period(MONDAY.date(), MONDAY.date())


def figure(metric, where=None, **how):
    return queries.summary(metric, DAY, where or Slice(), clock=TimeKind.WALL, **how)


@pytest.fixture
def answered(kettle):
    conversation = kettle.conversation(at=MONDAY)
    kettle.reply(conversation, at=MONDAY + HOUR)
    return conversation


def test_a_first_reply_is_measured_from_the_customers_first_message(kettle, answered):
    first = figure(metrics.FIRST_RESPONSE, Slice(member=kettle.ana.person.pk))
    assert (first.count, first.mean) == (1, 3600)
    assert figure(metrics.NEXT_RESPONSE).count == 0


def test_a_next_reply_is_measured_from_the_oldest_unanswered_message(kettle, answered):
    reply = answered.messages.get(kind="reply")
    conversations.record_delivery(reply, "sent", by=kettle.ana.actor, external_id="<one@kettle.example>")
    for hours in (2, 3):
        kettle.mail("carl@example.org", references=("<one@kettle.example>",), at=MONDAY + hours * HOUR)
    kettle.settle()
    kettle.reply(answered, "Any day now.", at=MONDAY + 4 * HOUR)
    kettle.reply(answered, "It is on its way.", at=MONDAY + 5 * HOUR)  # nobody was waiting for this one
    following = figure(metrics.NEXT_RESPONSE)
    assert (following.count, following.mean) == (1, 2 * 3600)


def test_what_the_staff_began_has_no_first_response(kettle):
    carl = kettle.conversation().customer
    conversations.open_conversation(
        carl, inbox=kettle.inbox, subject="Recall", text="Stop using it.", by=kettle.ana.actor, at=MONDAY
    )
    kettle.settle()
    assert figure(metrics.FIRST_RESPONSE).count == 0
    assert figure(metrics.RECEIVED).count == 1


def test_a_solution_counts_until_it_is_reopened(kettle, answered):
    conversations.solve(answered, by=kettle.ana.actor, at=MONDAY + 2 * HOUR)
    kettle.settle()
    assert figure(metrics.SOLVED, Slice(member=kettle.ana.person.pk)).count == 1
    assert figure(metrics.RESOLUTION).mean == 2 * 3600
    assert figure(metrics.REPLIES).mean == 1
    assert figure(metrics.REOPENED).value == 0
    conversations.reopen(answered, by=kettle.ana.actor, at=MONDAY + 3 * HOUR)
    kettle.settle()
    assert figure(metrics.SOLVED).count == 0
    assert (figure(metrics.REOPENED).value, figure(metrics.REOPENED).count) == (1, 1)
    conversations.solve(answered, by=kettle.ana.actor, at=MONDAY + 6 * HOUR)
    kettle.settle()
    assert figure(metrics.RESOLUTION).mean == 6 * 3600
    assert figure(metrics.REOPENED).value == 0.5


@pytest.mark.parametrize("folded", [False, True])
def test_the_backlog_follows_a_conversation_through_the_house(kettle, folded):
    def backlog():
        if folded:
            ledger.fold()
        parts = queries.split(metrics.BACKLOG, DAY, by=Split.DEPARTMENT)
        return {key: part.value for key, part in parts.items() if part.value}

    support, billing = kettle.support.pk, kettle.billing.pk
    conversation = kettle.conversation(at=MONDAY)
    kettle.conversation("ivo@example.org", at=MONDAY)
    assert backlog() == {support: 2}
    conversations.assign(conversation, to=kettle.ana.member, by=kettle.lea.actor, at=MONDAY)
    kettle.settle()
    assert figure(metrics.BACKLOG, Slice(member=kettle.ana.person.pk)).value == 1
    conversations.transfer(conversation, to=kettle.billing, by=kettle.ana.actor, at=MONDAY)
    kettle.settle()
    assert backlog() == {support: 1, billing: 1}
    assert figure(metrics.BACKLOG, Slice(member=kettle.ana.person.pk)).value == 0
    conversations.solve(conversation, by=kettle.stella.actor, at=MONDAY + HOUR)
    conversations.close(conversation, by=kettle.stella.actor, at=MONDAY + HOUR)
    kettle.settle()
    assert backlog() == {support: 1}


def test_a_role_play_is_in_no_figure(kettle):
    played = kettle.mail("carl@example.org", at=MONDAY).conversation
    Conversation.objects.filter(pk=played.pk).update(is_synthetic=True)
    kettle.settle()
    played.refresh_from_db()
    kettle.reply(played, at=MONDAY + HOUR)
    conversations.solve(played, by=kettle.ana.actor, at=MONDAY + HOUR)
    kettle.settle()
    for metric in (metrics.RECEIVED, metrics.SOLVED, metrics.FIRST_RESPONSE, metrics.BACKLOG):
        assert not figure(metric).value
