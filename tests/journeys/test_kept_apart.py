"""What comes in for hiring is kept apart: the desk sees, finds, hears and counts nothing of it."""

import pytest
from django.utils import timezone

from pult.conversations import operations as conversations
from pult.conversations import queries
from pult.conversations.models import Conversation, Message, MessageIndex
from pult.conversations.types import Inbound, Sender, Upload
from pult.customers import operations as customers
from pult.customers.models import Customer
from pult.customers.types import IdentityKind
from pult.feedback.models import Asked
from pult.foundation import live
from pult.foundation.actors import SYSTEM
from pult.foundation.errors import Invalid
from pult.foundation.eventlog.models import EventRecord
from pult.foundation.events import known_events
from pult.foundation.files.models import StoredFile
from pult.inboxes import operations as inboxes
from pult.inboxes.types import Purpose
from pult.metrics.models import Fact
from pult.routing import operations as routing
from pult.routing.types import Method
from pult.sla.models import Clock


@pytest.fixture
def jobs_door(kettle):
    return inboxes.open_inbox(
        "Jobs", address="jobs@kettle.example", department=kettle.support, purpose=Purpose.HIRING, by=SYSTEM
    )


def writes(inbox, sender="petra@example.org", key="cv-1", claimed=None, references=()):
    return conversations.receive(
        Inbound(
            intake_key=key,
            external_id=f"<{key}@example.org>",
            sender=Sender(kind=IdentityKind.EMAIL, value=sender, name="Petra Kovač"),
            subject="Prijava: agentica",
            text="Prilažem životopis i bjelodano tražim posao.",
            claimed_conversation=claimed,
            references=references,
            at=timezone.now(),
        ),
        inbox=inbox,
    )


@pytest.fixture
def apart(kettle, jobs_door):
    routing.set_method(kettle.support, Method.ROUND_ROBIN, by=kettle.lea.actor)
    received = writes(jobs_door)
    kettle.settle()
    received.conversation.refresh_from_db()
    return received.conversation


def test_nobody_of_the_desk_sees_it_not_even_who_reads_everything(kettle, apart):
    for player in (kettle.ana, kettle.lea, kettle.mila, kettle.omar, kettle.eva):
        assert not Conversation.objects.visible_to(player.actor).filter(pk=apart.pk).exists()
        assert not Message.objects.visible_to(player.actor).filter(conversation=apart).exists()
        assert not Customer.objects.visible_to(player.actor).filter(pk=apart.customer_id).exists()
        assert queries.search(player.actor, "bjelodano").hits == []
        assert queries.search(player.actor, str(apart.pk)).hits == []
    assert not MessageIndex.objects.filter(conversation=apart.pk).exists()


def test_no_page_of_the_desk_leads_there(kettle, apart):
    client = kettle.omar.client
    assert client.get(f"/app/conversations/{apart.pk}/").status_code == 404
    assert "Petra" not in client.get("/app/customers/").content.decode()
    assert client.get(f"/app/customers/{apart.customer_id}/").status_code == 404
    for view in ("open", "unassigned", "unanswered", f"department-{kettle.support.pk}"):
        assert "Prijava" not in client.get(f"/app/views/{view}/").content.decode()


def test_no_list_hears_of_it(kettle, apart):
    told = [
        known_events()[record.name].from_json(record.data).topics
        for record in EventRecord.objects.filter(name__in=["conversation.opened", "message.received"])
    ]
    assert told == [(f"conversation:{apart.pk}",)] * 2
    assert live.allowed(kettle.omar.actor, [f"conversation:{apart.pk}"]) == set()


def test_it_is_in_no_figure_has_no_clock_no_turn_and_no_survey(kettle, apart):
    conversations.reply(apart, by=kettle.mila.actor, text="Hvala na prijavi.")
    conversations.solve(Conversation.objects.get(pk=apart.pk), by=kettle.mila.actor)
    kettle.settle()
    apart.refresh_from_db()
    assert apart.assignee is None
    assert not Fact.objects.filter(subject=f"conversation:{apart.pk}").exists()
    assert not Clock.objects.filter(conversation=apart).exists()
    assert not Asked.objects.filter(conversation=apart).exists()
    assert routing.place_waiting(kettle.support) == 0


def test_a_candidate_who_writes_to_the_desk_is_a_customer_from_then_on(kettle, jobs_door, apart):
    asked = writes(kettle.inbox, key="question", claimed=apart.pk, references=("<cv-1@example.org>",))
    assert asked.conversation.pk != apart.pk
    assert not asked.conversation.is_apart
    assert Customer.objects.visible_to(kettle.ana.actor).filter(pk=apart.customer_id).exists()
    # … and what they write to the other door still goes there.
    again = writes(jobs_door, key="cv-2", references=("<cv-1@example.org>",))
    assert again.conversation == apart
    assert not customers.erase_apart(apart.customer, by=SYSTEM)


def test_what_is_kept_apart_can_be_erased_and_nothing_else(kettle, apart):
    conversations.reply(
        apart, by=kettle.mila.actor, text="See attached",
        attachments=[Upload(name="a.txt", content_type="text/plain", content=b"only here")],
    )  # fmt: skip
    customer = apart.customer
    conversations.erase_apart(Conversation.objects.get(pk=apart.pk), by=SYSTEM)
    assert customers.erase_apart(customer, by=SYSTEM)
    assert not Message.objects.filter(conversation=apart.pk).exists()
    assert not StoredFile.objects.filter(size=len(b"only here")).exists()
    with pytest.raises(Invalid):
        conversations.erase_apart(kettle.conversation(), by=SYSTEM)
