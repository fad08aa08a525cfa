"""Mail of a past that is being written down goes to whoever writes it, and never out."""

from django.core.mail import EmailMessage, send_mail

from pult.gateways.email import operations as mails
from pult.gateways.email.models import OutgoingMail


def test_the_past_sends_no_mail_and_the_present_does(db, settings):
    settings.EMAIL_BACKEND = "pult.gateways.email.backend.OutboxBackend"
    taken: list[EmailMessage] = []
    with mails.kept_from_sending(taken.append):
        send_mail("Long ago", "Welcome.", None, ["carl@example.org"])
    send_mail("Now", "Hello.", None, ["carl@example.org"])
    assert [one.subject for one in taken] == ["Long ago"]
    assert OutgoingMail.objects.get().subject == "Now"
