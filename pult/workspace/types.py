"""The values of the desk: its views, and the rows and entries that its screens show."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.conversations.queries import Filter

AT_RISK = timedelta(hours=1)
MOST_COUNTED = 99
PAGE_SIZE = 50
# At most so many conversations of a view are changed in one go.
MOST_CHOSEN = 5_000
NOTHING_HERE = _("Nothing here")
THEY_COME = _("Conversations appear here by themselves as soon as there are any.")


class Shelf(StrEnum):
    """The views that everybody has. A department's queue is `department-<id>`."""

    MINE = "mine"
    UNASSIGNED = "unassigned"
    UNANSWERED = "unanswered"
    DUE = "due"
    OPEN = "open"
    SNOOZED = "snoozed"
    SOLVED = "solved"
    SPAM = "spam"


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What somebody has described: a view's conditions, and what its rows show."""

    id: int
    conditions: Filter
    order: str
    columns: tuple[str, ...] = ()
    may_change: bool = False


@dataclass(frozen=True, kw_only=True)
class DeskView:
    """One view of the desk: its address, its words, and the order of its list."""

    name: str
    label: str | Promise
    icon: str
    order: tuple[str, ...] = ("-activity_at", "-id")
    department_id: int | None = None
    empty_title: str | Promise = NOTHING_HERE
    empty_text: str | Promise = THEY_COME
    is_counted: bool = True
    saved: Saved | None = None


VIEWS = (
    DeskView(
        name=Shelf.MINE,
        label=pgettext_lazy("view", "Mine"),
        icon="user",
        empty_title=_("Nothing is assigned to you"),
        empty_text=_("Look into Unassigned and take the next conversation."),
    ),
    DeskView(
        name=Shelf.UNASSIGNED,
        label=pgettext_lazy("view", "Unassigned"),
        icon="user-question",
        order=("activity_at", "id"),
        empty_title=_("Everything has an owner"),
        empty_text=_("New conversations that nobody has taken yet appear here."),
    ),
    DeskView(
        name=Shelf.UNANSWERED,
        label=pgettext_lazy("view", "Unanswered"),
        icon="message-question",
        order=("waiting_since", "id"),
        empty_title=_("Nobody is waiting for an answer"),
        empty_text=_("Whoever has waited longest stands first here."),
    ),
    DeskView(
        name=Shelf.DUE,
        label=pgettext_lazy("view", "Late or at risk"),
        icon="clock-hour-4",
        order=("due_at", "id"),
        empty_title=_("Every promise is kept"),
        empty_text=_("Conversations that are late, or will be within the hour, appear here."),
    ),
    DeskView(name=Shelf.OPEN, label=pgettext_lazy("view", "All open"), icon="inbox"),
    DeskView(
        name=Shelf.SNOOZED,
        label=pgettext_lazy("view", "Snoozed"),
        icon="zzz",
        order=("snoozed_until", "id"),
        empty_title=_("Nothing is snoozed"),
        empty_text=_("Put a conversation aside with the key Z; it comes back by itself."),
    ),
    DeskView(
        name=Shelf.SOLVED,
        label=pgettext_lazy("view", "Solved"),
        icon="circle-check",
        is_counted=False,
        empty_title=_("Nothing is solved yet"),
        empty_text=_("Solved conversations are kept here; a customer's answer opens them again."),
    ),
    DeskView(
        name=Shelf.SPAM,
        label=pgettext_lazy("view", "Spam"),
        icon="ban",
        order=("-spam_since", "-id"),
        is_counted=False,
        empty_title=_("No spam"),
        empty_text=_(
            "What is marked as spam, or comes from a blocked sender, stands here until it is emptied."
        ),
    ),
)


class Listed(Protocol):
    """One conversation as a list shows it: the columns kept on its row, and what the reader adds."""

    id: int
    version: int
    subject: str
    preview: str
    status: str
    priority: str
    channel: str
    tags: list[str]
    activity_at: datetime
    waiting_since: datetime | None
    due_at: datetime | None
    snoozed_until: datetime | None
    spam_since: datetime | None
    last_kind: str
    customer__name: str
    assignee_id: int | None
    assignee__person__name: str | None
    inbox__brand_id: int | None
    is_restricted: bool | None
    department_id: int
    own_status_id: int | None
    items_total: int
    items_open: int
    is_read: bool
    has_draft: bool


class EntryKind(StrEnum):
    """What stands in a conversation's thread."""

    MAIL = "mail"
    CHAT = "chat"
    NOTE = "note"
    FACT = "fact"


@dataclass(frozen=True, kw_only=True)
class FactLine:
    """A fact of the log in words."""

    icon: str
    text: str
    at: datetime
    url: str = ""


# A delivery that was written down just before a page was drawn may have been committed just after.
UNSURE = timedelta(minutes=2)


@dataclass(frozen=True, kw_only=True)
class AlreadyShown:
    """The messages that a page shows by now, as it says itself: from the first to the last, as they stood then."""

    first: int
    last: int
    at: int

    @classmethod
    def parse(cls, told: str) -> "AlreadyShown | None":
        """What the page says; None when it says nothing that makes sense."""
        parts = told.split("-")
        if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
            return None
        first, last, at = (int(part) for part in parts)
        return cls(first=first, last=last, at=at)

    def has(self, message_id: int, changed_at: datetime | None) -> bool:
        """Whether the page shows this message just as it is now."""
        if not self.first <= message_id <= self.last:
            return False
        return changed_at is None or (changed_at + UNSURE).timestamp() < self.at
