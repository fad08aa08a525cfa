"""The values of notifications: the kinds of notices that contexts declare, one notice in words, how it is sent."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.accounts.models import Person
from pult.foundation import rights
from pult.foundation.actors import Actor
from pult.foundation.audit import acts
from pult.foundation.rights import MANAGERS_UP


class Right(StrEnum):
    """What notifications lets people do beyond their own."""

    USUAL = "notifications.usual"


rights.declare(
    Right.USUAL, _("Say what everybody is told who has not chosen for themselves"), granted_to=MANAGERS_UP
)


class Act(StrEnum):
    """The privileged acts of notifications, as the audit log names them."""

    USUAL = "notifications.usual"


acts.declare(Act.USUAL, _("Changed what everybody is told who has not chosen for themselves"))


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


class Way(TextChoices):
    """How somebody is told."""

    APP = "app", pgettext_lazy("way of being told", "In Pult")
    MAIL = "mail", pgettext_lazy("way of being told", "By mail")
    PUSH = "push", pgettext_lazy("way of being told", "In the browser")


class Rhythm(TextChoices):
    """How often letters are written to somebody."""

    AT_ONCE = "at_once", _("At once")
    HOURLY = "hourly", _("One letter an hour")
    DAILY = "daily", _("One letter a day")


class Shelf(StrEnum):
    """Where a kept notice stands."""

    OPEN = "open"
    UNREAD = "unread"
    DONE = "done"


class State(StrEnum):
    """How somebody wants a kept notice to stand."""

    READ = "read"
    UNREAD = "unread"
    DONE = "done"
    OPEN = "open"


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
    # What the list of notices says of it; without it, the name of the kind.
    said: str | Promise = ""
    icon: str = "bell"
    # Meant for this person alone, so that it comes through when they have muted the thing.
    is_personal: bool = False
    # How it can be told, and how it is told to whoever has not said anything.
    ways: tuple[Way, ...] = tuple(Way)
    default: tuple[Way, ...] = (Way.APP, Way.PUSH)
    # Who can be told of it at all.
    right: str = ""
    keeps_for: timedelta = timedelta(hours=4)
    urgency: Urgency = Urgency.NORMAL

    def by(self, way: Way) -> str:
        """How wishes name this kind told in this way."""
        return f"{self.key}/{way}"


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


@dataclass(frozen=True, kw_only=True)
class Thing:
    """What a notice is about, as the list shows it."""

    title: str
    url: str
    detail: str = ""
    # What may be read by whoever passes, where the title has customers' words in it.
    plain: str = ""


Describe = Callable[[Collection[int], Actor], Mapping[int, Thing]]


@dataclass(frozen=True, kw_only=True)
class ThingKind:
    """Something notices are about. `describe` is asked once for a list, and leaves out what somebody may not read."""

    key: str
    describe: Describe

    def of(self, pk: int) -> str:
        """How a notice names one of them."""
        return f"{self.key}:{pk}"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something that decides whether notices arrive: what is so, and what can be done."""

    tone: str
    title: str | Promise
    text: str | Promise = ""


Check = Callable[[Person], Iterable[Finding]]

_kinds: dict[str, NoticeKind] = {}
_checks: dict[Way, list[Check]] = {}
_things: dict[str, ThingKind] = {}


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


def kinds_for(actor: Actor) -> list[NoticeKind]:
    """The kinds that this person can be told of."""
    return [kind for kind in kinds() if not kind.right or actor.has(kind.right)]


def declare_check(way: Way, check: Check) -> None:
    """Make known what else decides whether notices arrive in this way; called when a context is loaded."""
    _checks.setdefault(way, []).append(check)


def checks_of(way: Way) -> list[Check]:
    """What other contexts know of this way."""
    return _checks.get(way, [])


def declare_thing(kind: ThingKind) -> ThingKind:
    """Make known what notices may be about; called when a context is loaded. A second call replaces the first."""
    _things[kind.key] = kind
    return kind


def thing_kind_named(key: str) -> ThingKind | None:
    """The kind of thing with this key, if the running release has it."""
    return _things.get(key)
