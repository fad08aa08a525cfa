"""What the desk asks: who is on the website, and who is behind a chat."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery
from django.utils import timezone

from pult.conversations.models import Conversation
from pult.foundation.actors import Actor
from pult.foundation.database.kept import Kept
from pult.gateways.chat.models import Chat, PageView, Visitor

PAGES = Kept(tuple)
SHOWN = 200
TRAIL = 8


@dataclass(frozen=True, kw_only=True)
class Here:
    """Somebody who is on the website now: what they look at, and the chat that they hold, if any."""

    visitor: Visitor
    page: PageView | None
    conversation: Conversation | None

    @property
    def since(self) -> datetime:
        """When they came, this time."""
        return self.visitor.came_at or self.visitor.first_seen_at


def visitors_now(actor: Actor, *, at: datetime | None = None) -> list[Here]:
    """Who is on the website now, whoever came last first."""
    latest = PageView.objects.filter(visit__visitor=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    chats = Prefetch(
        "chats", Chat.objects.going_on().select_related("conversation__assignee__person").order_by("pk")
    )
    here = (
        Visitor.objects.visible_to(actor)
        .filter(here_until__gt=at or timezone.now())
        .annotate(page_id=Subquery(latest))
        .select_related("widget__inbox", "customer")
        .prefetch_related(chats)
        .order_by(F("came_at").desc(nulls_last=True), "-pk")[:SHOWN]
    )
    found = [(visitor, getattr(visitor, "page_id", None)) for visitor in here]
    pages = PageView.objects.in_bulk([page for _visitor, page in found if page])
    return [
        Here(visitor=visitor, page=pages.get(page), conversation=_latest(visitor)) for visitor, page in found
    ]


def _latest(visitor: Visitor) -> Conversation | None:
    chats = list(visitor.chats.all())
    return chats[-1].conversation if chats else None


def visitor_of(conversation: Conversation) -> Visitor | None:
    """The visitor behind a chat; nobody for conversations of other doors."""
    chat = Chat.objects.filter(pk=conversation.pk).select_related("visitor__widget__inbox").first()
    return chat.visitor if chat else None


def online_among(conversations: Iterable[int], *, at: datetime | None = None) -> set[int]:
    """Which of these chats have their visitor on the page now."""
    here = Chat.objects.filter(
        pk__in=list(conversations), ended_at=None, visitor__here_until__gt=at or timezone.now()
    )
    return set(here.values_list("pk", flat=True))


def page_of(conversation: Conversation) -> str:
    """The page on which a chat began; nothing for conversations of other doors."""
    found = PAGES.ask("of", _page, {"chat": conversation.pk})
    return found[0][0] if found else ""


def _page(slots: Mapping[str, Any]) -> "QuerySet[Chat, tuple[str]]":
    return Chat.objects.filter(pk=slots["chat"]).values_list("page")


def trail_of(visitor: Visitor, *, limit: int = TRAIL) -> list[PageView]:
    """The pages that a visitor has looked at, newest first, where they have agreed that they are noted."""
    return list(PageView.objects.filter(visit__visitor=visitor).order_by("-pk")[:limit])


def is_online(conversation: Conversation, *, at: datetime | None = None) -> bool:
    """Whether the visitor of a chat is on the page now."""
    return Chat.objects.filter(
        pk=conversation.pk, ended_at=None, visitor__here_until__gt=at or timezone.now()
    ).exists()
