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


@dataclass(frozen=True, kw_only=True)
class MailboxEvent(Event):
    """A fact about an account from which mail is fetched."""

    about: ClassVar[str] = "inbox"
    inbox_id: int

    @property
    def subject(self) -> str:
        """The inbox that the account fills."""
        return f"inbox:{self.inbox_id}"

    @property
    def topics(self) -> tuple[str, ...]:
        """Nobody watches a mailbox."""
        return ()


@dataclass(frozen=True, kw_only=True)
class MailboxConnected(MailboxEvent):
    """A mailbox was connected, or its settings were changed."""

    name: ClassVar[str] = "mailbox.connected"


@dataclass(frozen=True, kw_only=True)
class MailboxDisconnected(MailboxEvent):
    """A mailbox is fetched no more."""

    name: ClassVar[str] = "mailbox.disconnected"


@dataclass(frozen=True, kw_only=True)
class MailboxAlarmed(MailboxEvent):
    """Somebody has to look after a mailbox."""

    name: ClassVar[str] = "mailbox.alarmed"
    account_id: int
    alarm: str
