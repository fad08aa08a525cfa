"""A customer with a mail program: writes to Pult over real SMTP and answers what comes back."""

import smtplib
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formataddr, make_msgid

from tests.browser.postbox import Letter
from tests.browser.server import Server


@dataclass(frozen=True)
class Customer:
    """Somebody who writes mail."""

    server: Server
    name: str
    address: str

    def writes(self, subject: str, text: str, *, to: str) -> EmailMessage:
        """Send a letter of their own."""
        mail = EmailMessage()
        mail["Subject"], mail["To"] = subject, to
        return self._send(mail, text)

    def answers(self, letter: Letter, text: str) -> EmailMessage:
        """Answer a letter to the address where it wants the answer, as mail programs do."""
        asked = letter.message
        mail = EmailMessage()
        mail["Subject"], mail["To"] = asked["Subject"], asked["Reply-To"]
        mail["In-Reply-To"] = asked["Message-ID"]
        mail["References"] = f"{asked['References'] or ''} {asked['Message-ID']}".strip()
        return self._send(mail, text)

    def _send(self, mail: EmailMessage, text: str) -> EmailMessage:
        mail["From"], mail["Message-ID"] = (
            formataddr((self.name, self.address)),
            make_msgid(domain="mail.example"),
        )
        mail.set_content(text)
        with smtplib.SMTP("127.0.0.1", self.server.smtp_port, timeout=30) as post:
            post.send_message(mail)
        return mail
