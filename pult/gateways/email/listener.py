"""The built-in mail listener: takes mail for our inboxes and says 250 only when it is safely kept."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import DatabaseError, close_old_connections

from pult.foundation.env import MailTLS

from . import operations
from .encryption import Certificate, certificate_of, is_from_the_start
from .operations.guests import is_taken, keep_for_others
from .types import Source

T = TypeVar("T")
logger = logging.getLogger(__name__)

THREADS = 8
OK, TAKEN = "250 OK", "250 OK: kept"
NOBODY = "550 5.1.1 No such mailbox here"
TROUBLE = "451 4.3.0 Not kept, please try again"
TOO_MANY = "452 4.5.3 Too many recipients"
MOST_RECIPIENTS = 100


class Patient(SMTP):
    """Takes lines that are longer than the standard allows: programs write whole letters of HTML into one."""

    line_length_limit = 1024 * 1024


class Door:
    """Answers an SMTP session. The database is asked in threads of their own."""

    def __init__(self) -> None:
        self.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="mail")

    async def handle_RCPT(  # noqa: N802 - the name is aiosmtpd's
        self,
        server: SMTP,  # noqa: ARG002
        session: Session,  # noqa: ARG002
        envelope: Envelope,
        address: str,
        rcpt_options: list[str],  # noqa: ARG002
    ) -> str:
        """Only addresses of our inboxes, with or without something behind a plus, and of guests."""
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return TOO_MANY
        try:
            if not await self.ask(lambda: is_taken(address)):
                return NOBODY
        except DatabaseError:
            logger.exception("mail listener: the database does not answer")
            return TROUBLE
        envelope.rcpt_tos.append(address)
        return OK

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802, ARG002
        """Keep the mail; only then may the sender forget it."""
        raw = envelope.original_content or b""
        try:
            await self.ask(lambda: keep(raw, envelope.mail_from or "", list(envelope.rcpt_tos)))
        except DatabaseError:
            logger.exception("mail listener: a mail could not be kept")
            return TROUBLE
        return TAKEN

    async def ask(self, question: Callable[[], T]) -> T:
        """Ask the database outside the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self.threads, in_thread, question)

    def close(self) -> None:
        """Let the threads go."""
        self.threads.shutdown(wait=True)


def in_thread(question: Callable[[], T]) -> T:
    """Ask with a connection that is alive."""
    close_old_connections()
    try:
        return question()
    finally:
        close_old_connections()


def keep(raw: bytes, envelope_from: str, envelope_to: list[str]) -> None:
    """The original first; it is read by a job."""
    ours = keep_for_others(raw, envelope_to)
    if ours:
        operations.take_in(raw, source=Source.SMTP, envelope_from=envelope_from, envelope_to=ours)


def session_for(door: Door, certificate: Certificate | None = None) -> SMTP:
    """One connection's protocol, with the limits and the encryption of this installation."""
    context = certificate.context if certificate else None
    starts_later = context is not None and not is_from_the_start(settings.ENV)
    return Patient(
        door,
        data_size_limit=settings.MAX_MAIL_BYTES,
        enable_SMTPUTF8=True,
        ident="Pult",
        timeout=120,
        loop=asyncio.get_running_loop(),
        tls_context=context if starts_later else None,
        require_starttls=starts_later and settings.ENV.smtp_tls is MailTLS.REQUIRE,
    )


async def listen(door: Door, host: str, port: int) -> asyncio.Server:
    """Open the door, with the certificate that is configured. The caller closes the server that is returned."""
    certificate = certificate_of(settings.ENV)
    at_once = certificate.context if certificate and is_from_the_start(settings.ENV) else None
    return await asyncio.get_running_loop().create_server(
        lambda: session_for(door, certificate), host, port, ssl=at_once
    )


async def run() -> None:
    """Listen until cancelled, where the operator wants it; port 0 means that no listener is wanted."""
    host, port = settings.ENV.smtp_host, settings.ENV.smtp_port
    if not port:
        return
    door = Door()
    server = await listen(door, host, port)
    logger.info("The mail listener takes mail on %s:%s", host, port)
    try:
        await server.serve_forever()
    finally:
        server.close()
        door.close()
