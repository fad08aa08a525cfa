"""What mail announces."""

from dataclasses import dataclass
from typing import ClassVar

from pult.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class MailReturned(Event):
    """A mail that Pult wrote by itself came back, or could not be delivered at all."""

    name: ClassVar[str] = "mail.returned"
    about: ClassVar[str] = "mail"
    message_ids: list[str]

    @property
    def subject(self) -> str:
        """The mail, by its Message-ID."""
        return f"mail:{self.message_ids[0] if self.message_ids else ''}"[:100]

    @property
    def topics(self) -> tuple[str, ...]:
        """Nobody watches a mail."""
        return ()
