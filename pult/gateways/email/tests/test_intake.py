"""Mail comes in: kept first, read once, lost never."""

import pytest

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation, Message
from pult.conversations.operations import hint_of
from pult.conversations.types import Delivery, MessageKind
from pult.customers.models import Identity
from pult.gateways.email import operations
from pult.gateways.email.addresses import sign
from pult.gateways.email.models import RawMail
from pult.gateways.email.tests.post_office import write
from pult.gateways.email.tests.reference import letter
from pult.gateways.email.types import MailOutcome, Source, State
from pult.inboxes import operations as inboxes


def arrive(raw, **how):
    """A mail comes in and is read at once."""
    mail = operations.take_in(raw, source=Source.COMMAND, later=False, **how)
    return operations.settle(mail).mail


def test_a_mail_opens_a_conversation_and_its_original_is_kept(kettle):
    raw = write()
    mail = arrive(raw)
    assert (mail.state, mail.outcome, mail.inbox) == (State.DONE, MailOutcome.OPENED, kettle.inbox)
    assert operations.intake.original(mail) == raw
    message = Message.objects.get()
    assert (message.text, message.external_id, message.conversation.customer.name) == (
        "It leaks.", "carl-1@example.org", "Carl",
    )  # fmt: skip


def test_a_mail_with_everything_arrives_with_everything(kettle):
    inboxes.open_inbox(
        "Pomoć", address="podrska@kettle.example", department=kettle.support, by=kettle.omar.actor
    )
    mail = arrive(letter("kettle_hr"))
    message = mail.message
    assert mail.inbox is not None
    assert mail.inbox.address == "podrska@kettle.example"
    assert message.text.startswith("Hvala")
    assert "napunili" in message.quoted_text
    assert "napunili" in message.quoted_html
    assert "napunili" not in message.html
    assert sorted(message.attachments.values_list("name", "cid")) == [
        ("racun.pdf", ""),
        ("čajnik.jpg", "slika@kupac"),
    ]
    assert message.envelope["cc"] == [["", "ana@kettle.example"]]
    assert message.conversation.language == "hr"


def test_the_same_bytes_twice_are_one_mail(kettle):
    first = arrive(write())
    again = operations.take_in(write(), source=Source.SMTP)
    assert again == first
    assert operations.settle(again).is_repeat
    assert Message.objects.count() == 1


def test_the_same_mail_by_another_way_is_a_duplicate(kettle):
    first = arrive(write())
    again = arrive(b"Received: from elsewhere\r\n" + write())
    assert (again.outcome, again.message) == (MailOutcome.DUPLICATE, first.message)
    assert Message.objects.count() == 1


def test_a_message_id_used_again_for_another_text_is_another_mail(kettle):
    arrive(write("It leaks."))
    assert arrive(write("It burns.")).outcome == MailOutcome.OPENED
    assert Message.objects.count() == 2


def test_an_answer_joins_by_any_known_name(kettle):
    first = arrive(write())
    reply = kettle.reply(first.message.conversation)
    reply.refresh_from_db()
    raw = write("Thanks", message_id="<carl-2@example.org>", References=f"<x@y> <{reply.external_id}> <z@y>")
    assert arrive(raw).message.conversation == first.message.conversation


def test_a_stranger_who_knows_a_name_does_not_join(kettle):
    first = arrive(write())
    raw = write(
        "Me too", sender="mallory@example.net", message_id="<m@m>", In_Reply_To="<carl-1@example.org>"
    )
    assert arrive(raw).message.conversation != first.message.conversation


def test_a_signed_address_is_enough_for_those_who_take_part_and_a_pointer_for_others(kettle):
    first = arrive(write(Cc="Nina <nina@example.org>")).message.conversation
    signed = sign(kettle.inbox.address, conversation_id=first.pk)
    joined = arrive(write("I am his colleague", sender="nina@example.org", message_id="<n@n>", to=signed))
    assert joined.message.conversation == first
    passed_on = arrive(write("He sent me this", sender="eva@example.net", message_id="<e@e>", to=signed))
    assert passed_on.outcome == MailOutcome.OPENED
    assert hint_of(passed_on.message.conversation) == first.pk
    forged = signed.replace(f"+{first.pk}-", f"+{first.pk + 1}-")
    alone = arrive(write("Let me in", sender="mallory@example.net", message_id="<f@f>", to=forged))
    assert alone.outcome == MailOutcome.OPENED


def test_a_bounce_is_written_on_the_message_that_came_back(kettle):
    conversation = arrive(write()).message.conversation
    reply = kettle.reply(conversation)
    reply.refresh_from_db()
    raw = letter("bounce").replace(b"pult-9@kettle.example", reply.external_id.encode())
    raw = raw.replace(b"carl@kupac.example", b"carl@example.org")
    assert arrive(raw).outcome == MailOutcome.BOUNCE
    reply.refresh_from_db()
    assert reply.delivery == Delivery.BOUNCED
    assert "5.1.1" in reply.delivery_detail
    assert Conversation.objects.count() == 1
    assert Identity.objects.get(value="carl@example.org").undeliverable_since is not None


def test_a_bounce_that_quotes_no_name_is_found_by_the_address_it_came_to(kettle):
    conversation = arrive(write()).message.conversation
    reply = kettle.reply(conversation)
    to = sign(kettle.inbox.address, conversation_id=conversation.pk)
    assert arrive(letter("qmail"), envelope_to=[to]).message == reply


def test_an_automatic_answer_becomes_a_note_and_wakes_nobody(kettle):
    conversation = arrive(write(sender="stella@kupac.example")).message.conversation
    reply = kettle.reply(conversation)
    reply.refresh_from_db()
    raw = b"References: <" + reply.external_id.encode() + b">\n" + letter("away")
    assert arrive(raw).outcome == MailOutcome.AUTO_REPLY
    conversation.refresh_from_db()
    assert conversation.waiting_since is None
    assert conversation.messages.filter(kind=MessageKind.NOTE, text__contains="godišnjem").exists()


def test_an_automatic_answer_to_nothing_opens_nothing(kettle):
    assert arrive(letter("away")).outcome == MailOutcome.AUTO_REPLY
    assert not Conversation.objects.exists()


def test_our_own_mail_is_held_instead_of_answered_for_ever(kettle):
    held = arrive(write(sender="help@kettle.example"))
    assert (held.state, held.reason) == (State.HELD, "from_own_address")


def test_a_form_on_our_page_is_read_as_the_person_it_names(kettle):
    raw = write(sender="Web form <help@kettle.example>", Reply_To="Nina <nina@example.org>")
    assert arrive(raw).message.customer.name == "Nina"


def test_a_mail_for_no_inbox_is_held_and_read_again_when_there_is_one(kettle):
    raw = write(to="sales@kettle.example")
    mail = arrive(raw, envelope_to=["sales@kettle.example"])
    assert (mail.outcome, mail.reason) == (MailOutcome.QUARANTINED, "no_inbox")
    inboxes.open_inbox(
        "Sales", address="sales@kettle.example", department=kettle.billing, by=kettle.omar.actor
    )
    assert operations.retry(mail, by=kettle.omar.actor).mail.outcome == MailOutcome.OPENED


def test_what_fails_on_the_way_is_held_with_its_reason(kettle, monkeypatch):
    def refuse(*_args, **_how):
        raise ValueError("a bug of ours")

    monkeypatch.setattr("pult.conversations.operations.receive", refuse)
    mail = arrive(write())
    assert (mail.state, mail.reason) == (State.HELD, "ValueError")
    assert "a bug of ours" in mail.detail
    monkeypatch.undo()
    assert operations.retry(mail, by=kettle.omar.actor).mail.outcome == MailOutcome.OPENED


@pytest.mark.parametrize(
    "raw", [b"", b"\x00" * 50, b"From: a@b.example\n\n\xff\x00\xfe", b"From: \xff <a@b>\nSubject: \x00\n\nx"]
)
def test_no_bytes_are_lost_or_break_anything(kettle, raw):
    mail = arrive(raw)
    assert mail.state != State.WAITING
    assert RawMail.objects.filter(pk=mail.pk).exists()


def test_a_mail_that_waits_is_read_by_its_job(kettle):
    operations.take_in(write(), source=Source.SMTP, envelope_to=["help@kettle.example"])
    assert not Message.objects.exists()
    kettle.settle()
    assert Message.objects.count() == 1


def test_a_bounce_to_the_address_of_a_merged_conversation_finds_the_reply_where_it_went(kettle):
    first, second = (
        arrive(write()).message.conversation,
        arrive(write(message_id="<2@x>")).message.conversation,
    )
    reply = kettle.reply(second)
    to = sign(kettle.inbox.address, conversation_id=second.pk)
    second.refresh_from_db()
    conversations.merge(second, into=first, by=kettle.ana.actor)
    assert arrive(letter("qmail"), envelope_to=[to]).message == reply
