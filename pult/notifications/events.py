"""What notifications announces."""

from dataclasses import dataclass
from typing import ClassVar

from pult.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class NoticeEvent(Event):
    """A fact about how one person is told."""

    about: ClassVar[str] = "person"
    person_id: int


@dataclass(frozen=True, kw_only=True)
class BrowserAdded(NoticeEvent):
    """Somebody is told in another browser from now on."""

    name: ClassVar[str] = "browser.added"
    browser_id: int


@dataclass(frozen=True, kw_only=True)
class BrowserRemoved(NoticeEvent):
    """A browser is told nothing any more: its owner has said so, or its push service does not know it."""

    name: ClassVar[str] = "browser.removed"
    browser_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class WishesChanged(NoticeEvent):
    """Somebody wants to be told other things, or at other hours."""

    name: ClassVar[str] = "notice_wishes.changed"


@dataclass(frozen=True, kw_only=True)
class UsualWishesChanged(Event):
    """Whoever has not chosen for themselves is told other things, or at other hours."""

    name: ClassVar[str] = "usual_notices.changed"
    about: ClassVar[str] = "settings"
    settings_id: int = 1
