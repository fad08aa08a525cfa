"""A mail server on this machine that takes whatever Pult sends, so that tests can read it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

WAIT_SECONDS = 20


@dataclass
class Letter:
    """One mail that left Pult: the envelope's recipients and the message."""

    to: list[str]
    message: EmailMessage

    @property
    def text(self) -> str:
        """What a person reads."""
        body = self.message.get_body(preferencelist=("plain", "html"))
        return body.get_content() if body else ""


@dataclass
class Postbox:
    """Every mail that has arrived, oldest first."""

    port: int = 0
    letters: list[Letter] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.letters.append(Letter(list(envelope.rcpt_tos), message))
        return "250 Taken"

    def wait_for(self, to: str, where: Callable[[Letter], bool] = lambda letter: True) -> Letter:
        """The newest letter to this address, waiting for it to arrive."""
        deadline = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < deadline:
            for letter in reversed(self.letters):
                if to in letter.to and where(letter):
                    return letter
            time.sleep(0.05)
        raise AssertionError(f"No such letter to {to}; arrived: {[letter.to for letter in self.letters]}")


def open_postbox(port: int) -> tuple[Postbox, Controller]:
    """Start taking mail on this port."""
    postbox = Postbox(port)
    controller = Controller(postbox, hostname="127.0.0.1", port=port)
    controller.start()
    return postbox, controller
