"""Sending later and taking back, as the desk shows it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pult.conversations.models import Message, PlannedReply
from pult.conversations.types import MessageKind, PlanState, Status
from pult.inboxes.models import Inbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def complaint(kettle):
    return kettle.conversation()


def send(kettle, complaint, **given):
    form = {"text": "A new one is on its way.", "seen": complaint.last_customer_message_id} | given
    return kettle.ana.client.post(f"/app/conversations/{complaint.pk}/replies/", form)


def replies():
    return Message.objects.filter(kind=MessageKind.REPLY)


def page(kettle, complaint):
    return kettle.ana.client.get(f"/app/conversations/{complaint.pk}/").content.decode()


def test_a_mailbox_that_gives_time_holds_a_reply_back_until_it_is_taken_back(kettle, complaint):
    Inbox.objects.update(undo_seconds=10)
    answer = send(kettle, complaint)
    assert "Undo" in answer.content.decode()
    assert not replies().exists()
    planned = PlannedReply.objects.get()
    assert planned.can_be_undone
    dialog = kettle.ana.client.post(f"/app/conversations/{complaint.pk}/planned/{planned.pk}/back/")
    assert "A new one is on its way." in dialog.content.decode()
    planned.refresh_from_db()
    assert planned.state == PlanState.OPEN
    assert "Not sent" in page(kettle, complaint)


def test_solving_with_it_lets_one_go_on_and_take_it_back_from_there(kettle, complaint):
    Inbox.objects.update(undo_seconds=10)
    answer = send(kettle, complaint, then="solved")
    assert answer.headers["HX-Trigger"] == "left-desk"
    assert "pult-toast" in answer.content.decode()
    complaint.refresh_from_db()
    assert complaint.status != Status.SOLVED
    other = kettle.conversation("petra@example.org")
    path = f"/app/conversations/{complaint.pk}/planned/{PlannedReply.objects.get().pk}/back/"
    beside = {"HX-Current-URL": f"http://testserver/app/conversations/{other.pk}/"}
    back = kettle.ana.client.post(path, headers=beside)
    assert back["HX-Redirect"] == f"/app/conversations/{complaint.pk}/"
    assert PlannedReply.objects.get().state == PlanState.OPEN


def test_a_chat_is_never_held_up(kettle, complaint):
    Inbox.objects.update(undo_seconds=10)
    type(complaint).objects.filter(pk=complaint.pk).update(channel="chat")
    send(kettle, complaint)
    assert replies().count() == 1


def test_a_reply_is_sent_later_changed_and_sent_now(kettle, complaint):
    tomorrow = timezone.localtime() + timedelta(days=1)
    asked = kettle.ana.client.get(f"/app/conversations/{complaint.pk}/later/").content.decode()
    assert "Tomorrow morning" in asked
    send(kettle, complaint, send_at=f"{tomorrow:%Y-%m-%dT%H:%M}")
    planned = PlannedReply.objects.get()
    assert abs(planned.send_at - tomorrow) < timedelta(minutes=1)
    assert "Goes out" in page(kettle, complaint)
    path = f"/app/conversations/{complaint.pk}/planned/{planned.pk}/"
    assert "A new one is on its way." in kettle.ana.client.get(path).content.decode()
    kettle.mail("carl@example.org", "Re: My kettle leaks", "One more thing.", claimed=complaint.pk)
    stale = {
        "text": "Two new ones.",
        "send_at": f"{tomorrow:%Y-%m-%dT%H:%M}",
        "seen": complaint.last_customer_message_id,
    }
    assert kettle.ana.client.post(path, stale).status_code == 409
    complaint.refresh_from_db()
    seen = f'name="seen" value="{complaint.last_customer_message_id}"'
    assert seen in kettle.ana.client.get(path).content.decode()
    given = {"text": "Two new ones.", "send_at": f"{tomorrow:%Y-%m-%dT%H:%M}"}
    assert kettle.ana.client.post(path, given).status_code == 200
    kettle.ana.client.post(f"{path}now/", {"seen": complaint.last_customer_message_id})
    assert replies().get().text == "Two new ones."
    assert not PlannedReply.objects.exists()


def test_a_moment_of_ones_own_counts_only_with_its_button(kettle, complaint):
    tomorrow = f"{timezone.localtime() + timedelta(days=1):%Y-%m-%dT%H:%M}"
    send(kettle, complaint, own_send_at=tomorrow)
    assert not PlannedReply.objects.exists()
    send(kettle, complaint, own_send_at=tomorrow, send_at="own")
    assert PlannedReply.objects.count() == 1
    assert send(kettle, complaint, own_send_at="", send_at="own").status_code == 422
    assert send(kettle, complaint, send_at="soon").status_code == 422


def test_what_waits_in_a_conversation_is_only_for_those_who_may_read_it(kettle, complaint):
    tomorrow = f"{timezone.localtime() + timedelta(days=1):%Y-%m-%dT%H:%M}"
    send(kettle, complaint, send_at=tomorrow)
    path = f"/app/conversations/{complaint.pk}/planned/{PlannedReply.objects.get().pk}/"
    assert kettle.stella.client.get(path).status_code == 404
    for act in ("back/", "now/", "drop/"):
        assert kettle.stella.client.post(path + act).status_code == 404
    assert kettle.ana.client.post(f"{path}drop/").status_code == 200
    assert kettle.ana.client.get(path).status_code == 404
