"""What every desk has, whatever it calls it: people, companies, conversations, messages, files. Plain and bounded."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from .types import Reason

LONGEST_TEXT = 500_000
LONGEST_HTML = 4_000_000
MOST_MESSAGES = 10_000
FIRST_MOMENT = datetime(1982, 8, 13, tzinfo=UTC)
AHEAD = timedelta(days=2)
BROKEN = re.compile("[\x00\ud800-\udfff]")
SPACES = re.compile(r"\s+")

Fetch = Callable[[], bytes]


class Unreadable(Exception):
    """A piece of data from which no record can be made."""

    def __init__(self, reason: Reason, key: str = "", detail: str = "") -> None:
        super().__init__(reason)
        self.reason, self.key, self.detail = reason, key, detail


@dataclass(frozen=True, kw_only=True)
class PersonRecord:
    """Somebody of the other desk: who asks, or who answers there."""

    key: str
    name: str
    email: str = ""
    phone: str = ""
    is_agent: bool = False
    company_key: str = ""


@dataclass(frozen=True, kw_only=True)
class CompanyRecord:
    """A firm of the other desk."""

    key: str
    name: str
    domain: str = ""


@dataclass(frozen=True, kw_only=True)
class FileRecord:
    """A file of a message, which is fetched when it is written. `address` is how the HTML names it in place."""

    name: str
    content_type: str
    fetch: Fetch | None = field(repr=False)
    size: int = 0
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class MessageRecord:
    """One thing that was said. `author` is None where nobody is known any more."""

    key: str
    at: datetime | None
    author: PersonRecord | None
    author_name: str = ""
    is_private: bool = False
    by_agent: bool = False
    text: str = ""
    html: str = ""
    files: tuple[FileRecord, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ConversationRecord:
    """A matter as it stood there."""

    key: str
    subject: str
    requester: PersonRecord | None
    messages: tuple[MessageRecord, ...]
    number: str = ""
    status: str = ""
    priority: str = ""
    assignee: PersonRecord | None = None
    tags: tuple[str, ...] = ()
    opened_at: datetime | None = None
    changed_at: datetime | None = None
    link: str = ""
    went_on_in: str = ""
    extras: Mapping[str, Any] = field(default_factory=dict)


def words(value: Any, most: int = LONGEST_TEXT) -> str:
    """Text that can be stored, cut to a length; empty for what is none."""
    if value is None or isinstance(value, dict | list | tuple | bool):
        return ""
    return BROKEN.sub("\ufffd", str(value).replace("\x00", ""))[:most]


def line(value: Any, most: int = 250) -> str:
    """Text on one line."""
    return SPACES.sub(" ", words(value, most * 4)).strip()[:most]


def key_of(value: Any) -> str:
    """A foreign number or name by which a thing is known again; empty where there is none."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return ""
    return line(value, 120)


def moment(value: Any, *, now: datetime) -> datetime | None:
    """A moment that can be true; nothing for everything else."""
    said = _said(value)
    if said is None:
        return None
    said = said if said.tzinfo else said.replace(tzinfo=UTC)
    return said if FIRST_MOMENT <= said <= now + AHEAD else None


def _said(value: Any) -> datetime | None:
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, UTC)
        if isinstance(value, str) and value.strip():
            return datetime.fromisoformat(value.strip())
    except (ValueError, OverflowError, OSError):
        return None
    return None


def digest(*pieces: str) -> str:
    """One name for several pieces, such as a message for which the other desk has no number."""
    return hashlib.sha256("\x1f".join(pieces).encode()).hexdigest()
