"""The time that counts for a solved conversation, by hand."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pult.conversations import operations as conversations
from pult.handling import operations
from pult.handling.metrics import AHT
from pult.handling.types import Piece
from pult.metrics import queries as ledger
from pult.metrics.types import Period, Slice

MINUTE = timedelta(minutes=1)
LATER = timedelta(hours=1)


def worked(player, conversation, minutes, ago):
    """Somebody worked on it for so many minutes, so many minutes ago."""
    began = timezone.now() - ago * MINUTE
    operations.keep([(player.person.pk, Piece(conversation.pk, began, began + minutes * MINUTE))])


def figure(**where):
    operations.settle(at=timezone.now() + LATER)
    return ledger.summary(AHT, Period.last(2, until=ledger.today()), Slice(**where))


def solve(kettle, conversation, who):
    conversations.solve(conversation, by=who.actor)
    kettle.settle()


@pytest.fixture
def carl(kettle):
    """Ana worked on it for six minutes, Lea for three; Ana has solved it."""
    conversation = kettle.conversation()
    worked(kettle.ana, conversation, 6, ago=60)
    worked(kettle.lea, conversation, 3, ago=50)
    solve(kettle, conversation, kettle.ana)
    return conversation


def test_the_work_of_everybody_by_whoever_solved_it(kettle, carl):
    dora = kettle.conversation("dora@example.org")
    worked(kettle.lea, dora, 3, ago=40)
    solve(kettle, dora, kettle.lea)
    # Nine minutes and three: six on average.
    assert (figure().value, figure().count) == (360, 2)
    assert figure(member=kettle.ana.person.pk).value == 540
    assert figure(member=kettle.lea.person.pk).value == 180
    assert figure(departments=[kettle.billing.pk]).count == 0


def test_work_after_the_solution_counts_and_what_was_not_seen_is_left_out(kettle, carl):
    assert figure().value == 540
    worked(kettle.ana, carl, 1, ago=20)
    solve(kettle, kettle.conversation("dora@example.org"), kettle.ana)
    assert (figure().value, figure().count) == (600, 1)


def test_nothing_is_counted_while_somebody_may_still_work_on_it(kettle, carl):
    assert operations.settle(at=timezone.now() + 4 * MINUTE) == 0
    assert operations.settle(at=timezone.now() + 6 * MINUTE) == 1


def test_a_solution_that_did_not_hold_counts_no_more_until_the_next(kettle, carl):
    assert figure().count == 1
    carl.refresh_from_db()
    conversations.reopen(carl, by=kettle.ana.actor)
    kettle.settle()
    assert figure().count == 0
    worked(kettle.ana, carl, 1, ago=10)
    solve(kettle, carl, kettle.lea)
    assert (figure().value, figure(member=kettle.lea.person.pk).count) == (600, 1)


def test_spam_is_no_handled_conversation(kettle, carl):
    assert figure().count == 1
    conversations.mark_spam(carl, by=kettle.lea.actor)
    kettle.settle()
    assert figure().count == 0
    carl.refresh_from_db()
    conversations.release_spam(carl, by=kettle.lea.actor)
    kettle.settle()
    carl.refresh_from_db()
    assert figure().count == (1 if carl.is_resolved else 0)


def test_what_was_merged_is_work_on_what_it_goes_on_in(kettle):
    first, second = kettle.conversation(), kettle.conversation(subject="And the lid")
    worked(kettle.ana, first, 6, ago=60)
    worked(kettle.lea, second, 2, ago=30)
    merge = conversations.merge(first, into=second, by=kettle.lea.actor)
    second.refresh_from_db()
    solve(kettle, second, kettle.lea)
    assert (figure().value, figure().count) == (480, 1)
    conversations.undo_merge(merge, by=kettle.lea.actor)
    kettle.settle()
    assert (figure().value, figure().count) == (120, 1)
