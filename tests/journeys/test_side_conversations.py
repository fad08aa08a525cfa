"""A side conversation by mail, from the first letter to the erasure, and all that must not notice it."""

from email import message_from_bytes, policy

import pytest

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation, SideConversation
from pult.conversations.operations import Asked
from pult.conversations.types import Delivery, Status
from pult.customers import operations as customers
from pult.foundation.actors import SYSTEM
from pult.foundation.events import known_events, subscribers_of
from pult.gateways.email import operations as email
from pult.gateways.email.models import OutgoingMail, RawMail
from pult.gateways.email.tests.post_office import post_office, write
from pult.gateways.email.types import Source
from pult.routing import operations as routing
from pult.routing.types import Method
from tests.guards.test_events import everything
from tests.scene import scene

COURIER = "dispatch@courier.example"
# What a side conversation may leave: itself, its mail, who takes part, its words, news of its parent, the log.
ITS_OWN = {
    *("conversations_conversation", "conversations_sideconversation", "conversations_message"),
    *("conversations_participant", "conversations_messageindex", "conversations_knownword"),
    *("customers_customer", "customers_identity", "email_outgoingmail", "events_eventrecord"),
    *("notifications_keptnotice", "eventlog_eventrecord"),
}


@pytest.fixture
@scene
def parcel(kettle):
    """Ana has it, and it waits."""
    routing.set_method(kettle.support, Method.ROUND_ROBIN, by=kettle.lea.actor)
    conversation = kettle.conversation("carl@example.org", subject="Where is my parcel?", text="Lane 7.")
    conversations.assign(conversation, to=kettle.ana.member, by=kettle.lea.actor)
    kettle.settle()
    return conversation


def ask(kettle, parcel, **how) -> SideConversation:
    side = conversations.open_side(
        parcel, to=[Asked(address=COURIER)], subject="Parcel 4711", text="Where is it?", by=kettle.ana.actor, **how
    )  # fmt: skip
    kettle.settle()
    return SideConversation.objects.select_related("conversation", "parent").get(pk=side.pk)


def arrive(raw: bytes):
    mail = email.settle(email.take_in(raw, source=Source.COMMAND, later=False)).mail
    return mail.message


def test_a_real_server_carries_it_there_and_back_and_neither_reads_the_other(kettle, parcel, settings):
    with post_office() as office:
        settings.SMTP_URL = office.url
        side = ask(kettle, parcel)
    sender, recipients, content = office.received[-1]
    mail = message_from_bytes(content, policy=policy.default)
    assert (sender, recipients, mail["Subject"]) == ("help@kettle.example", [COURIER], "Parcel 4711")
    assert f"+{side.pk}-" in mail["Reply-To"]
    assert (mail["References"], mail["In-Reply-To"]) == (None, None)
    whole = content.decode()
    for secret in ("carl", "Lane 7", "Where is my parcel", f"+{parcel.pk}-"):
        assert secret not in whole, secret
    answer = write(
        "It is in Rijeka.",
        sender=f"Dispatch <{COURIER}>",
        to=str(mail["Reply-To"].addresses[0].addr_spec),
        cc="Carl <carl@example.org>",
        subject="Re: Parcel 4711",
        message_id="<dispatch-1@courier.example>",
        in_reply_to=mail["Message-ID"],
    )
    message = arrive(answer)
    assert message.conversation_id == side.pk
    # Carl was copied in by the courier and answers to all: that is his own matter, not this one.
    stray = write(
        "Thank you!", to=str(mail["Reply-To"].addresses[0].addr_spec), subject="Re: Parcel 4711",
        message_id="<carl-9@example.org>", references="<dispatch-1@courier.example>",
    )  # fmt: skip
    assert arrive(stray).conversation_id not in {side.pk, parcel.pk}
    again = conversations.write_in_side(side, text="Thank you.", by=kettle.ana.actor)
    kettle.settle()
    assert OutgoingMail.objects.get(message=again).recipients == [COURIER]


def test_the_owner_hears_of_an_answer_and_the_parent_wakes(kettle, parcel):
    side = ask(kettle, parcel)
    conversations.set_pending(Conversation.objects.get(pk=parcel.pk), by=kettle.ana.actor)
    kettle.mail(COURIER, "Re: Parcel 4711", "In Rijeka.", addressed=side.pk, name="Dispatch")
    kettle.settle()
    parcel.refresh_from_db()
    assert parcel.status == Status.OPEN
    told = kettle.ana.client.get("/app/notices/").content.decode()
    assert "Where is my parcel?" in told


def test_what_bounces_shows_beside_the_conversation(kettle, parcel):
    side = ask(kettle, parcel)
    message = side.conversation.messages.get()
    conversations.record_delivery(message, Delivery.BOUNCED, by=SYSTEM, detail="5.1.1 nobody")
    kettle.settle()
    page = kettle.ana.client.get(f"/app/conversations/{parcel.pk}/").content.decode()
    assert "Not delivered" in page
    assert f"Side conversation with {COURIER}: not delivered" in page


def test_nobody_who_hears_of_conversations_counts_or_moves_a_side_conversation(kettle, parcel):
    """Every subscriber of every fact runs; only what belongs to it is touched: no clock, figure, survey, rule, turn."""
    before = everything()
    side = ask(kettle, parcel, opens_parent=False)
    kettle.mail(COURIER, "Re: Parcel 4711", "In Rijeka.", addressed=side.pk)
    kettle.settle()
    side = SideConversation.objects.select_related("conversation", "parent").get(pk=side.pk)
    conversations.write_in_side(side, text="Thank you.", by=kettle.ana.actor)
    conversations.close_side(side, by=kettle.ana.actor)
    kettle.settle()
    changed = {table for table, was in everything().items() if before.get(table) != was}
    assert changed <= ITS_OWN
    heard = [name for name in known_events() if name.startswith("side.") and subscribers_of(name)]
    assert set(heard) == {"side.opened", "side.answered", "side.undelivered"}


def test_erasing_the_customer_forgets_what_was_asked_about_them(kettle, parcel):
    side = ask(kettle, parcel)
    name = side.conversation.messages.get().external_id
    arrive(write("In Rijeka.", sender=COURIER, message_id="<d-2@courier.example>", references=f"<{name}>"))
    assert RawMail.objects.filter(message__conversation=side.pk).exists()
    customers.ask_erasure(parcel.customer, typed=parcel.customer.name, by=kettle.omar.actor)
    kettle.settle()
    assert not Conversation.objects.filter(pk=side.pk).exists()
    assert not RawMail.objects.filter(message__isnull=False, sender__icontains=COURIER).exists()
