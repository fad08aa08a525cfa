"""Mail goes out: queued with its cause, sent once, tried again, told honestly."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.core.files.storage import default_storage
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from pult.conversations import operations as conversations
from pult.conversations.types import Delivery, Upload
from pult.gateways.email import operations, queries
from pult.gateways.email.backend import OutboxBackend
from pult.gateways.email.models import OutgoingMail
from pult.gateways.email.reading import read_letter
from pult.gateways.email.tests.post_office import post_office, write
from pult.gateways.email.types import Progress, Source
from tests.scene import scene


@pytest.fixture
def office(settings):
    with post_office() as office:
        settings.SMTP_URL = office.url
        yield office


@pytest.fixture
@scene
def letter(kettle):
    """A conversation that Carl began, with a colleague in copy."""
    raw = write("It leaks.\nBadly.", Cc="Nina <nina@example.org>, help@kettle.example")
    operations.settle(operations.take_in(raw, source=Source.COMMAND, later=False))
    kettle.settle()
    return OutgoingMail.objects.none()


@pytest.fixture
def conversation(kettle, letter):
    from pult.conversations.models import Conversation

    return Conversation.objects.get()


def test_a_reply_reaches_a_real_server_as_a_proper_mail(kettle, conversation, office):
    message = kettle.reply(
        conversation,
        "A new one is on its way.\n\nČestitke",
        attachments=[Upload(name="račun.pdf", content_type="application/pdf", content=b"%PDF")],
    )
    sender, recipients, content = office.received[0]
    mail = message_from_bytes(content, policy=policy.default)
    message.refresh_from_db()
    assert sender == "help@kettle.example"
    assert recipients == ["carl@example.org", "nina@example.org"]
    assert mail["Subject"] == "Re: My kettle leaks"
    assert mail["In-Reply-To"] == "<carl-1@example.org>"
    assert mail["References"] == "<carl-1@example.org>"
    assert mail["Message-ID"] == f"<{message.external_id}>"
    assert f"+{conversation.pk}-" in mail["Reply-To"]
    assert (message.delivery, len(office.received)) == (Delivery.SENT, 1)
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain.get_content().splitlines()[:3] == ["A new one is on its way.", "", "Čestitke"]
    assert "> Badly." in plain.get_content()
    assert "Čestitke" in html.get_content()
    assert [part.get_filename() for part in mail.iter_attachments()] == ["račun.pdf"]


def test_our_own_reply_is_cut_well_when_it_comes_back_quoted(kettle, conversation, office):
    kettle.reply(conversation, "A new one is on its way.")
    assert read_letter(office.received[0][2]).reply.text == "A new one is on its way."


def test_an_answer_to_the_reply_joins(kettle, conversation, office):
    kettle.reply(conversation)
    sent = read_letter(office.received[0][2])
    raw = write(
        "Thank you",
        message_id="<carl-2@example.org>",
        to=sent.reply_to[0].address,
        In_Reply_To=f"<{sent.message_id}>",
    )
    mail = operations.settle(operations.take_in(raw, source=Source.SMTP, later=False)).mail
    assert mail.message.conversation == conversation


def test_a_server_that_says_later_is_asked_later(kettle, conversation, office):
    office.answers = ["451 later"]
    message = kettle.reply(conversation)
    mail = OutgoingMail.objects.get()
    assert (mail.progress, mail.attempts, mail.answer) == (Progress.WAITING, 1, "451 later")
    assert operations.send_due(at=timezone.now()) == 0
    operations.send(mail, at=timezone.now() + timedelta(minutes=2))
    message.refresh_from_db()
    assert (message.delivery, len(office.received)) == (Delivery.SENT, 1)


def test_an_answer_without_its_file_is_not_sent_and_says_why(kettle, conversation, office):
    upload = Upload(name="note.txt", content_type="text/plain", content=b"was here once")
    message = conversations.reply(conversation, by=kettle.ana.actor, text="See this.", attachments=[upload])
    default_storage.delete(message.attachments.get().file.path)
    kettle.settle()
    message.refresh_from_db()
    assert (message.delivery, office.received) == (Delivery.FAILED, [])
    assert message.delivery_detail == "the content of an attachment is missing"


def test_a_server_that_says_never_is_believed(kettle, conversation, office):
    office.answers = ["554 no"]
    message = kettle.reply(conversation)
    message.refresh_from_db()
    assert (message.delivery, message.delivery_detail) == (Delivery.FAILED, "554 no")
    assert OutgoingMail.objects.get().progress == Progress.FAILED
    operations.send_again(OutgoingMail.objects.get(), by=kettle.omar.actor)
    kettle.settle()
    assert len(office.received) == 1


def test_history_is_not_sent(kettle, conversation, office):
    message = conversations.reply(conversation, by=kettle.ana.actor, text="Years ago")
    conversations.record_delivery(message, Delivery.SENT, by=kettle.ana.actor)
    kettle.settle()
    assert office.received == []
    assert not OutgoingMail.objects.exists()


def test_nothing_is_sent_twice(kettle, conversation, office):
    kettle.reply(conversation)
    mail = OutgoingMail.objects.get()
    operations.send(mail)
    operations.queue_reply(mail.message_id)
    kettle.settle()
    assert len(office.received) == 1


def test_what_a_dead_worker_left_behind_is_sent_under_the_same_name(kettle, conversation, settings):
    message = kettle.reply(conversation)
    OutgoingMail.objects.update(progress=Progress.SENDING, claimed_at=timezone.now())
    with post_office() as office:
        settings.SMTP_URL = office.url
        operations.send(OutgoingMail.objects.get())
        assert office.received == []
        operations.send(OutgoingMail.objects.get(), is_alone=True)
        message.refresh_from_db()
        assert office.mails[0]["Message-ID"] == f"<{message.external_id}>"


def test_without_a_server_mail_waits_and_says_so(kettle, conversation, settings):
    settings.SMTP_URL = ""
    message = kettle.reply(conversation)
    message.refresh_from_db()
    assert message.delivery == Delivery.QUEUED
    health = queries.health()
    assert (health.is_stuck, health.waiting_out) == (True, 1)
    with post_office() as office:
        settings.SMTP_URL = office.url
        assert operations.send_due() == 1
        kettle.settle()
        assert len(office.received) == 1


def test_a_server_that_is_not_there_is_tried_again(kettle, conversation, settings):
    settings.SMTP_URL = "smtp://127.0.0.1:1?tls=off"
    kettle.reply(conversation)
    mail = OutgoingMail.objects.get()
    assert (mail.progress, mail.attempts) == (Progress.WAITING, 1)
    assert "refused" in mail.answer


def test_the_systems_own_mail_goes_the_same_way(kettle, office):
    mail = EmailMultiAlternatives("Welcome", "Come in", to=["ana@kettle.example"])
    mail.attach_alternative("<p>Come in</p>", "text/html")
    assert OutboxBackend().send_messages([mail, EmailMultiAlternatives("Nobody", "x")]) == 1
    kettle.settle()
    assert office.mails[0]["Auto-Submitted"] == "auto-generated"
    assert OutgoingMail.objects.get().progress == Progress.SENT
    # Servers that guard against smuggling refuse lines that end with LF alone.
    assert b"\n" not in office.received[0][2].replace(b"\r\n", b"")


def test_a_name_cannot_smuggle_a_header_in(kettle, office):
    raw = write(sender='"Carl\tBcc: x@y.example" <carl@example.org>', subject="Hello")
    conversation = operations.settle(
        operations.take_in(raw, source=Source.COMMAND, later=False)
    ).mail.message.conversation
    kettle.reply(conversation)
    assert office.mails[0]["Bcc"] is None
    assert office.received[0][1] == ["carl@example.org"]
