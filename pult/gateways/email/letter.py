"""A letter: what one raw mail says, as plain frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What sort of mail this is, and so what may happen with it."""

    MESSAGE = "message"
    BOUNCE = "bounce"
    AUTO_REPLY = "auto_reply"
    REPORT = "report"


class Reason(StrEnum):
    """Why a mail could not be delivered, in as many words as a help desk needs."""

    UNKNOWN_ADDRESS = "unknown_address"
    UNKNOWN_HOST = "unknown_host"
    MOVED = "moved"
    NO_MAIL_HERE = "no_mail_here"
    MAILBOX_FULL = "mailbox_full"
    MAILBOX_CLOSED = "mailbox_closed"
    REFUSED = "refused"
    TOO_BIG = "too_big"
    TOO_LATE = "too_late"
    TROUBLE = "trouble"
    COMPLAINT = "complaint"
    DELIVERED = "delivered"
    UNSAID = "unsaid"


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """A person or a mailbox as it stands in a header."""

    name: str = ""
    address: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """A part of the mail that is not its body."""

    name: str
    type: str
    content: bytes = field(repr=False)
    cid: str | None = None
    is_inline: bool = False

    @property
    def size(self) -> int:
        return len(self.content)


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipient:
    """One address of which a bounce speaks."""

    address: str
    status: str = ""
    reply_code: str = ""
    reason: Reason = Reason.UNSAID
    permanent: bool = False
    words: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """The body cut in two: what is new, and what is only repeated or signed."""

    text: str = ""
    elided: str = ""
    html: str = ""
    elided_html: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """What the writer wrote: plain text always, cleaned HTML where the mail had some."""

    text: str = ""
    html: str = ""
    raw_html: str = field(default="", repr=False)
    held_images: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """One mail, understood."""

    senders: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    subject: str = ""
    date: datetime | None = None
    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    body: Body = Body()
    reply: Reply = Reply()
    attachments: tuple[Attachment, ...] = ()
    kind: Kind = Kind.MESSAGE
    signs: tuple[str, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    returned_ids: tuple[str, ...] = ()
    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    defects: tuple[str, ...] = ()

    @property
    def sender(self) -> Address:
        """The first writer; empty where the mail names nobody."""
        return self.senders[0] if self.senders else Address()

    @property
    def answers_to(self) -> Address:
        """Where an answer goes: Reply-To where there is one with an address, else the writer."""
        return next((each for each in self.reply_to if each.address), self.sender)

    @property
    def thread_ids(self) -> tuple[str, ...]:
        """Every message this one says it follows, nearest first, each once."""
        return tuple(dict.fromkeys((*self.in_reply_to, *reversed(self.references))))

    def header(self, name: str) -> str:
        """The first value of a header, decoded; empty where it is absent."""
        return next(iter(self.headers.get(name.lower(), ())), "")
