"""Replies that go out later: at their moment, once, with their files, and not when the customer was faster."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pult.accounts import operations as accounts
from pult.conversations import operations
from pult.conversations.errors import Empty, NewerMessage, NoPlan
from pult.conversations.models import Draft, Message, PlannedReply
from pult.conversations.types import MessageKind, PlanState, Status, Upload
from pult.foundation.actors import SYSTEM
from pult.foundation.errors import Invalid

pytestmark = pytest.mark.django_db

NOW = timezone.now()
AT_NINE = NOW + timedelta(hours=14)
PICTURE = Upload(name="part.txt", content_type="text/plain", content=b"The part has number 12.")


def plan(kettle, complaint, text="A new one is on its way.", **how):
    how = {"send_at": AT_NINE, "seen_message_id": complaint.last_customer_message_id, "at": NOW} | how
    return operations.plan_reply(complaint, by=kettle.ana.actor, text=text, **how)


def replies_of(complaint):
    return list(Message.objects.filter(conversation=complaint, kind=MessageKind.REPLY).order_by("pk"))


def test_it_goes_out_at_its_moment_and_not_before(kettle):
    complaint = kettle.conversation()
    planned = plan(kettle, complaint, attachments=[PICTURE], then=Status.PENDING)
    assert operations.send_planned(planned.pk, at=AT_NINE - timedelta(seconds=1)) is None
    sent = operations.send_planned(planned.pk, at=AT_NINE)
    assert (sent.text, sent.author_id, sent.at) == ("A new one is on its way.", kettle.ana.person.pk, AT_NINE)
    assert [one.name for one in sent.attachments.all()] == ["part.txt"]
    complaint.refresh_from_db()
    assert (complaint.status, complaint.first_reply_at) == (Status.PENDING, AT_NINE)
    assert not PlannedReply.objects.exists()


def test_it_goes_out_once_whoever_sends_it(kettle):
    complaint = kettle.conversation()
    planned = plan(kettle, complaint)
    operations.send_now(planned, by=kettle.lea.actor)
    assert operations.send_planned(planned.pk, at=AT_NINE) is None
    assert operations.send_due(at=AT_NINE) == 0
    with pytest.raises(NoPlan):
        operations.send_now(planned, by=kettle.lea.actor)
    assert [one.author_id for one in replies_of(complaint)] == [kettle.ana.person.pk]


def test_a_repeated_plan_is_the_same_plan(kettle):
    complaint = kettle.conversation()
    assert plan(kettle, complaint, client_key="k" * 32) == plan(kettle, complaint, client_key="k" * 32)
    assert PlannedReply.objects.count() == 1


def test_a_customer_who_writes_first_stops_it_and_its_writer_goes_on_with_it(kettle):
    complaint = kettle.conversation()
    planned = plan(kettle, complaint, attachments=[PICTURE])
    kettle.mail("carl@example.org", "Re: My kettle leaks", "It works again.", claimed=complaint.pk)
    assert operations.send_planned(planned.pk, at=AT_NINE) is None
    planned.refresh_from_db()
    assert (planned.state, planned.why) == (PlanState.STOPPED, "newer_message")
    assert replies_of(complaint) == []
    complaint.refresh_from_db()
    with pytest.raises(NewerMessage):
        operations.send_now(planned, by=kettle.ana.actor)
    sent = operations.send_now(
        planned, by=kettle.ana.actor, seen_message_id=complaint.last_customer_message_id
    )
    assert [one.name for one in sent.attachments.all()] == ["part.txt"]


def test_what_was_taken_back_is_kept_and_can_be_changed(kettle):
    complaint = kettle.conversation()
    planned = plan(kettle, complaint, can_be_undone=True, attachments=[PICTURE])
    operations.take_back(planned, by=kettle.ana.actor)
    assert operations.send_planned(planned.pk, at=AT_NINE) is None
    later = AT_NINE + timedelta(days=1)
    operations.change_plan(planned, by=kettle.ana.actor, text="Two new ones.", send_at=later, at=NOW)
    assert operations.send_planned(planned.pk, at=AT_NINE) is None
    sent = operations.send_planned(planned.pk, at=later)
    assert (sent.text, [one.name for one in sent.attachments.all()]) == ("Two new ones.", ["part.txt"])


def test_what_is_thrown_away_is_never_sent(kettle):
    complaint = kettle.conversation()
    planned = plan(kettle, complaint)
    operations.drop_plan(planned, by=kettle.ana.actor)
    assert operations.send_due(at=AT_NINE) == 0
    assert replies_of(complaint) == []


def test_what_is_being_written_meanwhile_is_kept(kettle):
    complaint = kettle.conversation()
    operations.save_draft(complaint, by=kettle.ana.actor, kind=MessageKind.REPLY, text="A new one")
    planned = plan(kettle, complaint)
    assert not Draft.objects.exists()
    operations.save_draft(complaint, by=kettle.ana.actor, kind=MessageKind.REPLY, text="By the way")
    operations.send_planned(planned.pk, at=AT_NINE)
    assert Draft.objects.get().text == "By the way"


def test_somebody_who_was_switched_off_answers_nobody(kettle):
    complaint = kettle.conversation()
    planned = plan(kettle, complaint)
    accounts.switch_off(kettle.ana.person, by=SYSTEM)
    operations.send_planned(planned.pk, at=AT_NINE)
    planned.refresh_from_db()
    assert (planned.state, planned.why) == (PlanState.STOPPED, "writer_gone")


def test_what_is_closed_meanwhile_is_not_answered(kettle):
    complaint = kettle.conversation()
    planned = plan(kettle, complaint)
    operations.solve(complaint, by=kettle.lea.actor)
    operations.close(complaint, by=kettle.lea.actor)
    operations.send_planned(planned.pk, at=AT_NINE)
    planned.refresh_from_db()
    assert planned.why == "is_closed"
    operations.drop_plan(planned, by=kettle.ana.actor)


def test_nonsense_is_refused_and_nothing_is_written(kettle):
    complaint = kettle.conversation()
    for how, refusal in [
        ({"text": " "}, Empty),
        ({"send_at": NOW}, Invalid),
        ({"send_at": NOW + timedelta(days=400)}, Invalid),
        ({"seen_message_id": 0}, NewerMessage),
    ]:
        with pytest.raises(refusal):
            plan(kettle, complaint, **how)
    assert not PlannedReply.objects.exists()
