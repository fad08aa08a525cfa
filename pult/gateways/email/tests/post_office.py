"""A real SMTP server on a free loopback port, and letters to send through real sockets."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage, Message

from aiosmtpd.controller import Controller


@dataclass
class PostOffice:
    """Receives what Pult sends; may be told to refuse."""

    received: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    url: str = ""

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            self.received.append((envelope.mail_from, list(envelope.rcpt_tos), envelope.original_content))
        return answer

    @property
    def mails(self) -> list[Message]:
        return [message_from_bytes(content) for _sender, _recipients, content in self.received]


@contextmanager
def post_office() -> Iterator[PostOffice]:
    office = PostOffice()
    port = free_port()
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        office.url = f"smtp://127.0.0.1:{port}?tls=off"
        yield office
    finally:
        controller.stop()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def write(
    text: str = "It leaks.",
    *,
    sender: str = "Carl <carl@example.org>",
    to: str = "help@kettle.example",
    subject: str = "My kettle leaks",
    message_id: str = "<carl-1@example.org>",
    **headers: str,
) -> bytes:
    """A letter as a mail program would send it."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = sender, to, subject, message_id
    mail["Date"] = "Mon, 15 Jan 2024 09:12:00 +0100"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail.as_bytes()
