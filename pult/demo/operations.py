"""Verbs of the demo: writing a mail as a customer, keeping what the desk sends to one."""

import smtplib
from datetime import datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP, default
from email.utils import formataddr, make_msgid, parseaddr

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation.errors import DomainError

from .models import DemoLetter

ENDINGS = (".example", "@example.org", "@example.com", "@example.net")
KEPT = 500


class NoListener(DomainError):
    """The mail listener does not answer."""

    code = "no_listener"
    status = 503


def is_customers(address: str) -> bool:
    """Whether an address can only be a customer's of the demo: nobody can really have it."""
    return address.strip("<> ").casefold().endswith(ENDINGS)


def keep_letter(raw: bytes, address: str, *, at: datetime | None = None) -> DemoLetter:
    """Put a mail into a customer's mailbox."""
    mail = BytesParser(policy=default).parsebytes(raw)
    body = mail.get_body(("plain", "html"))
    letter = DemoLetter.objects.create(
        address=address.strip("<> ")[:320],
        sender=str(mail["From"] or "")[:320],
        subject=str(mail["Subject"] or "").strip()[:250],
        text=body.get_content().replace("\x00", "") if body else "",
        external_id=str(mail["Message-ID"] or "").strip()[:998],
        answer_to=parseaddr(str(mail["Reply-To"] or mail["From"] or ""))[1][:320],
        received_at=at or timezone.now(),
    )
    stale = DemoLetter.objects.order_by("-received_at", "-pk").values("pk")[KEPT : KEPT * 2]
    DemoLetter.objects.filter(pk__in=list(stale.values_list("pk", flat=True))).delete()
    return letter


def write_as_customer(
    *, name: str, address: str, to: str, subject: str, text: str, answers: DemoLetter | None = None
) -> str:
    """Send a real mail over real SMTP to the desk's own listener. Returns its Message-ID."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = formataddr((name, address)), to, subject
    mail["Message-ID"] = make_msgid(domain=address.rpartition("@")[2])
    if answers is not None and answers.external_id:
        mail["In-Reply-To"] = mail["References"] = answers.external_id
    mail.set_content(text)
    try:
        with smtplib.SMTP(settings.ENV.smtp_host, settings.ENV.smtp_port, timeout=10) as listener:
            listener.send_message(mail)
    except (OSError, smtplib.SMTPException) as trouble:
        raise NoListener(_("The mail listener did not take the mail. Try again in a moment.")) from trouble
    return str(mail["Message-ID"])
