"""The listener says 250 when a mail is kept, and only then."""

import asyncio
import smtplib

import pytest
from django.db import OperationalError, connection

from pult.conversations.models import Message
from pult.foundation import jobs
from pult.gateways.email import listener
from pult.gateways.email.models import RawMail
from pult.gateways.email.tests.post_office import write
from tests.cast import build_kettle

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_jobs_of_others(transactional_db):
    """The queue's tables are not emptied with the rest."""
    forget_jobs()
    yield
    forget_jobs()


def forget_jobs():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def over_smtp(talk):
    """Run a talk with the listener on a free loopback port."""

    async def run():
        door = listener.Door()
        server = await listener.listen(door, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        try:
            return await asyncio.to_thread(converse, port, talk)
        finally:
            server.close()
            await server.wait_closed()
            await door.ask(close)
            door.close()

    return asyncio.run(run())


def close():
    connection.close()


def converse(port, talk):
    with smtplib.SMTP("127.0.0.1", port, timeout=20) as client:
        return talk(client)


def test_a_mail_over_smtp_is_kept_and_then_read():
    kettle = build_kettle()
    over_smtp(lambda client: client.sendmail("carl@example.org", ["help+x@kettle.example"], write()))
    mail = RawMail.objects.get()
    assert (mail.envelope_from, mail.envelope_to) == ("carl@example.org", ["help+x@kettle.example"])
    jobs.run_pending()
    assert Message.objects.get().conversation.inbox == kettle.inbox


def test_a_letter_in_one_line_is_taken_whole():
    """No standard allows it, and programs write so; whoever refuses it loses a customer's mail."""
    build_kettle()
    raw = b"From: carl@example.org\nMessage-ID: <one-line@example.org>\n\n" + b"It leaks. " * 20_000
    over_smtp(lambda client: client.sendmail("carl@example.org", ["help@kettle.example"], raw))
    jobs.run_pending()
    assert Message.objects.get().text.count("It leaks.") == 20_000


def test_mail_for_nobody_here_is_refused():
    build_kettle()
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refusal:
        over_smtp(lambda client: client.sendmail("carl@example.org", ["president@kettle.example"], write()))
    assert refusal.value.recipients["president@kettle.example"][0] == 550


def test_a_mail_that_cannot_be_kept_is_not_acknowledged(monkeypatch):
    build_kettle()

    def fail(*_args):
        raise OperationalError("the disk is full")

    monkeypatch.setattr(listener, "keep", fail)
    with pytest.raises(smtplib.SMTPDataError) as refusal:
        over_smtp(lambda client: client.sendmail("carl@example.org", ["help@kettle.example"], write()))
    assert refusal.value.smtp_code == 451
    assert not RawMail.objects.exists()


def test_a_mail_that_is_too_large_is_refused(settings):
    settings.MAX_MAIL_BYTES = 2000
    build_kettle()
    with pytest.raises(smtplib.SMTPSenderRefused) as refusal:
        over_smtp(
            lambda client: client.sendmail("carl@example.org", ["help@kettle.example"], write("x" * 5000))
        )
    assert refusal.value.smtp_code == 552
