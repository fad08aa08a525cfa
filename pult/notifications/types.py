"""The values of notifications: the kinds of notices that contexts declare, one notice in words, how it is sent."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise

from pult.accounts.models import Person


class Urgency(StrEnum):
    """What a push service is told: whether a sleeping phone is woken."""

    NORMAL = "normal"
    HIGH = "high"


class Outcome(StrEnum):
    """What a push service said of one push."""

    TAKEN = "taken"
    GONE = "gone"
    BUSY = "busy"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One notice in the language of whoever gets it. Notices with one tag replace each other on the screen."""

    title: str
    body: str
    url: str
    tag: str
    stays: bool = False
    is_test: bool = False

    def as_json(self) -> dict[str, Any]:
        """What the browser's worker is given; long words are cut, so that they fit the envelope."""
        return asdict(self) | {"title": self.title[:120], "body": self.body[:300]}


Compose = Callable[[int, Person, bool], Notice | None]


@dataclass(frozen=True, kw_only=True)
class NoticeKind:
    """Something people are told of. `compose` is asked when it is sent: what is no longer news is None.

    It is given the id of what it is about, whoever is told, and whether customers' words may be shown.
    """

    key: str
    label: str | Promise
    hint: str | Promise
    compose: Compose
    order: int
    keeps_for: timedelta = timedelta(hours=4)
    urgency: Urgency = Urgency.NORMAL


@dataclass(frozen=True, kw_only=True)
class Errand:
    """One notice on its way: what it is about, until when it is news, how often it was tried before."""

    kind: NoticeKind
    about: int
    until: datetime
    attempt: int = 0

    @property
    def topic(self) -> str:
        """What waits at a push service for a browser that sleeps is replaced under this name, not piled up."""
        return f"{self.kind.key.replace('.', '-')[:16]}-{self.about}"[:32]


_kinds: dict[str, NoticeKind] = {}


def declare(kind: NoticeKind) -> NoticeKind:
    """Make a kind known; called when a context is loaded. A second call replaces the first."""
    _kinds[kind.key] = kind
    return kind


def kinds() -> list[NoticeKind]:
    """Every kind, in the order of the settings page."""
    return sorted(_kinds.values(), key=lambda kind: (kind.order, kind.key))


def kind_named(key: str) -> NoticeKind | None:
    """The kind with this key, if the running release has it."""
    return _kinds.get(key)
