"""Spam: out of every list, figure and clock, and back as it was."""

from datetime import UTC, datetime, timedelta

import pytest

from pult.automation import operations as automation
from pult.automation.models import Rule
from pult.automation.types import RuleKind
from pult.conversations import metrics, operations
from pult.conversations.errors import IsSpam, NotSpam
from pult.conversations.models import BacklogEntry, Conversation, SpamMark
from pult.conversations.queries import Chosen, read
from pult.conversations.types import SpamReason, Status
from pult.feedback.models import Asked
from pult.flows.spam_emptied import empty_spam
from pult.foundation.audit.models import AuditRecord
from pult.gateways.email import operations as email
from pult.gateways.email.models import RawMail
from pult.gateways.email.tests.post_office import write
from pult.gateways.email.types import Source
from pult.metrics import queries as figures
from pult.metrics.types import Period, Slice, TimeKind
from pult.sla.models import Clock

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def again(conversation: Conversation) -> Conversation:
    return Conversation.objects.get(pk=conversation.pk)


def count(metric, **where) -> float:
    return figures.summary(
        metric, Period(MONDAY.date(), MONDAY.date()), Slice(**where), clock=TimeKind.WALL
    ).count


def spam(kettle, conversation, at=None):
    mark = operations.mark_spam(again(conversation), by=kettle.ana.actor, at=at)
    kettle.settle()
    return mark


def release(kettle, conversation, at=None):
    operations.release_spam(again(conversation), by=kettle.ana.actor, at=at)
    kettle.settle()


def columns(conversation: Conversation) -> dict[str, object]:
    row = Conversation.objects.filter(pk=conversation.pk).values().get()
    return {name: value for name, value in row.items() if name not in {"version", "due_at"}}


def test_spam_is_in_no_list_and_comes_back_as_it_was(kettle):
    leaks = kettle.conversation()
    operations.assign(leaks, to=kettle.ana.member, by=kettle.ana.actor)
    operations.snooze(leaks, until=MONDAY + timedelta(days=9000), by=kettle.ana.actor)
    before = columns(leaks)
    spam(kettle, leaks)
    assert not Conversation.objects.genuine().exists()
    assert not Conversation.objects.unresolved().exists()
    assert Conversation.objects.visible_to(kettle.ana.actor).spam().get() == leaks
    assert not Conversation.objects.readable_by(leaks.customer).exists()
    release(kettle, leaks)
    assert columns(leaks) == before


def test_a_snooze_that_ended_meanwhile_is_open(kettle):
    leaks = kettle.conversation(at=MONDAY)
    operations.snooze(leaks, until=MONDAY + HOUR, by=kettle.ana.actor, at=MONDAY)
    spam(kettle, leaks)
    release(kettle, leaks)
    assert again(leaks).status == Status.OPEN


def test_nobody_works_on_spam(kettle):
    leaks = kettle.conversation()
    spam(kettle, leaks)
    for refused in (operations.reopen, operations.solve, operations.set_pending):
        with pytest.raises(IsSpam):
            refused(again(leaks), by=kettle.ana.actor)
    with pytest.raises(IsSpam):
        operations.reply(again(leaks), by=kettle.ana.actor, text="Hello?")
    with pytest.raises(IsSpam):
        operations.mark_spam(again(leaks), by=kettle.ana.actor)
    release(kettle, leaks)
    with pytest.raises(NotSpam):
        operations.release_spam(again(leaks), by=kettle.ana.actor)


def test_spam_leaves_the_figures_and_comes_back_to_them(kettle):
    leaks = kettle.conversation(at=MONDAY)
    operations.assign(leaks, to=kettle.ana.member, by=kettle.ana.actor, at=MONDAY)
    kettle.reply(leaks, at=MONDAY + HOUR)
    operations.solve(again(leaks), by=kettle.ana.actor, at=MONDAY + 2 * HOUR)
    kettle.settle()
    counted = (metrics.RECEIVED, metrics.FIRST_RESPONSE, metrics.SOLVED, metrics.RESOLUTION, metrics.REOPENED)
    for _turn in range(2):
        assert [count(one) for one in counted] == [1] * len(counted)
        assert count(metrics.SOLVED, member=kettle.ana.person.pk) == 1
        spam(kettle, leaks, at=MONDAY + 3 * HOUR)
        assert [count(one) for one in counted] == [0] * len(counted)
        release(kettle, leaks, at=MONDAY + 4 * HOUR)
    operations.reopen(again(leaks), by=kettle.ana.actor, at=MONDAY + 5 * HOUR)
    kettle.settle()
    assert (count(metrics.SOLVED), count(metrics.REOPENED)) == (0, 1)


def test_the_backlog_does_not_know_spam(kettle):
    leaks = kettle.conversation()
    assert BacklogEntry.objects.filter(conversation=leaks).exists()
    spam(kettle, leaks)
    assert not BacklogEntry.objects.filter(conversation=leaks).exists()
    release(kettle, leaks)
    assert BacklogEntry.objects.filter(conversation=leaks).exists()


def test_clocks_stand_while_it_is_spam_and_go_on_after(kettle):
    leaks = kettle.conversation(at=MONDAY)
    assert Clock.objects.unstopped().filter(conversation=leaks).count() == 2
    spam(kettle, leaks, at=MONDAY + HOUR / 6)
    assert all(clock.is_void and clock.stopped_at for clock in Clock.objects.filter(conversation=leaks))
    assert again(leaks).due_at is None
    release(kettle, leaks, at=MONDAY + HOUR)
    clocks = Clock.objects.unstopped().filter(conversation=leaks)
    assert {clock.running_since for clock in clocks} == {MONDAY + HOUR}
    assert {clock.is_void for clock in clocks} == {False}
    assert again(leaks).due_at is not None


def test_what_comes_into_spam_stays_spam_and_is_read_when_it_was_none(kettle):
    leaks = kettle.conversation(key="first")
    operations.set_pending(leaks, by=kettle.ana.actor)
    spam(kettle, leaks)
    kettle.mail("carl@example.org", text="Buy now!", references=("<first@example.org>",))
    kettle.settle()
    assert (again(leaks).is_spam, again(leaks).waiting_since, again(leaks).messages.count()) == (
        True,
        None,
        2,
    )
    release(kettle, leaks)
    assert again(leaks).status == Status.OPEN
    assert again(leaks).waiting_since is not None


def test_a_sender_of_spam_is_not_asked_for_a_rating(kettle):
    leaks = kettle.conversation(at=MONDAY)
    operations.solve(leaks, by=kettle.ana.actor, at=MONDAY + HOUR)
    kettle.settle()
    spam(kettle, leaks)
    assert not Asked.objects.filter(conversation=leaks, state="planned").exists()


def test_many_are_marked_at_once_and_taken_back_at_once(kettle):
    both = [kettle.conversation(key=key) for key in ("one", "two")]
    keys = [one.pk for one in both]
    run = operations.act_on_many(keys, [("spam", "spam")], by=kettle.ana.actor)
    assert (run.done, Conversation.objects.spam().count()) == (2, 2)
    operations.undo_bulk(run, by=kettle.ana.actor)
    assert Conversation.objects.spam().count() == 0
    operations.act_on_many(keys, [("spam", "spam")], by=kettle.ana.actor)
    run = operations.act_on_many(keys, [("spam", "no_spam")], by=kettle.ana.actor)
    assert (run.done, Conversation.objects.spam().count()) == (2, 0)


def test_a_mark_says_who_and_why(kettle):
    leaks = kettle.conversation()
    spam(kettle, leaks)
    mark = SpamMark.objects.get()
    assert (mark.reason, mark.person, mark.ended_at) == (SpamReason.MARKED, kettle.ana.person, None)


def test_spam_is_emptied_with_its_originals_after_its_days(kettle):
    mail = email.settle(email.take_in(write(), source=Source.COMMAND, later=False)).mail
    kettle.settle()
    stays = kettle.conversation()
    operations.mark_spam(mail.message.conversation, by=kettle.ana.actor, at=MONDAY)
    assert empty_spam(at=MONDAY + timedelta(days=30)) == 0
    operations.keep_spam_for(10, by=kettle.lea.actor)
    assert empty_spam(at=MONDAY + timedelta(days=11)) == 1
    assert (Conversation.objects.get(), RawMail.objects.count()) == (stays, 0)
    assert AuditRecord.objects.get(what="spam.emptied").after == {"conversations": 1, "days": 10}


def test_what_a_rule_marks_at_once_has_its_clocks_when_it_was_none(kettle):
    rule = automation.Wording(
        name="Teapots",
        facts=("conversation.opened",),
        conditions=read({"all": [{"field": "subject", "operator": "contains", "values": ["kettle"]}]}),
        acts=(Chosen("spam", "spam"),),
    )
    automation.save_rule(Rule(kind=RuleKind.TRIGGER), rule, by=kettle.lea.actor)
    leaks = kettle.conversation(at=MONDAY)
    assert (again(leaks).is_spam, Clock.objects.count()) == (True, 0)
    assert SpamMark.objects.get().reason == SpamReason.RULE
    assert count(metrics.RECEIVED) == 0
    release(kettle, leaks, at=MONDAY + HOUR)
    assert Clock.objects.unstopped().filter(conversation=leaks).count() == 2
    assert count(metrics.RECEIVED) == 1
