"""Drawing an opened conversation: its messages, kept once drawn, and what stands around them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pult.brands import queries as brands
from pult.conversations.models import Conversation, Message
from pult.conversations.queries import is_restricted, mark_of, own_statuses, spam_kept_for
from pult.conversations.types import RESOLVED, Delivery, MessageKind, Priority, Right, Seal, Status
from pult.foundation.actors import Actor
from pult.inboxes.types import Channel
from pult.moderation.types import Right as Door
from pult.retention.types import Right as Retention
from pult.ui.rendering import Pieces, render

from .bodies import body_of, files_of, is_shown, quoted_of
from .listing import CHANNEL_ICONS
from .meetings import meeting_of
from .queries.checklists import Checklists
from .queries.conversation import Entry, Thread
from .queries.fields import beside
from .queries.links import ties_of
from .queries.planned import planned_of
from .queries.sides import sides_of
from .queries.splitting import hint_for
from .queries.visits import visit_of
from .types import AlreadyShown, EntryKind

TEMPLATES = {
    EntryKind.MAIL: "workspace/mail.html",
    EntryKind.CHAT: "workspace/bubble.html",
    EntryKind.NOTE: "workspace/note.html",
}
DELIVERY_LOOKS = {
    Delivery.QUEUED: ("clock", "neutral"),
    Delivery.SENT: ("check", "neutral"),
    Delivery.FAILED: ("alert-circle", "late"),
    Delivery.BOUNCED: ("mail-exclamation", "late"),
}
STATUS_TONES = {
    Status.NEW: "accent",
    Status.OPEN: "info",
    Status.PENDING: "neutral",
    Status.ON_HOLD: "neutral",
    Status.SNOOZED: "neutral",
    Status.SOLVED: "good",
    Status.CLOSED: "neutral",
}


# Where a message stands that the page shows already; the page leaves what is there as it is.
PLACES = {
    EntryKind.MAIL: '<article id="message-{}" data-as-shown></article>',
    EntryKind.CHAT: '<div id="message-{}" data-as-shown></div>',
    EntryKind.NOTE: '<article id="message-{}" data-as-shown></article>',
}

MESSAGES = Pieces()


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """One entry as the thread shows it: a message already drawn, or a fact."""

    entry: Entry
    html: SafeString | None


def context(
    conversation: Conversation,
    thread: Thread,
    actor: Actor,
    *,
    whole: bool,
    shown: AlreadyShown | None = None,
) -> dict[str, Any]:
    """What the thread, the header and the properties show; of messages that the page shows already, their place."""
    status = Status(conversation.status)
    visit = visit_of(conversation) if conversation.channel == Channel.CHAT else None
    return {
        "conversation": conversation,
        # The addresses of its parts stand below its own; looking up two dozen of them costs more than a query.
        "here": reverse("workspace:conversation", args=[conversation.pk]),
        "customer": conversation.customer,
        "assignee": conversation.assignee.name if conversation.assignee else "",
        "entries": [Drawn(entry=one, html=message_of(one, conversation, shown)) for one in thread.entries],
        "shown": _shown(thread),
        "newest": conversation.last_customer_message_id,
        **_around(conversation, thread, actor),
        "hidden": thread.hidden,
        "whole": whole,
        "status": status,
        "is_restricted": is_restricted(conversation),
        "status_tone": _tone(conversation, status),
        "status_words": conversation.status_words,
        "is_resolved": status in RESOLVED,
        "is_closed": status == Status.CLOSED,
        **_spam(conversation, actor),
        "is_mine": conversation.assignee_id == actor.person_id,
        "is_followed": getattr(conversation, "is_followed", False),
        "visit": visit,
        "goes_on": visit is not None and visit.goes_on,
        **_door(conversation),
        "priorities": Priority.choices,
        "statuses": _statuses(conversation, status),
        "most_bytes": settings.MAX_ATTACHMENT_BYTES,
        "may_write": actor.has(Right.REPLY),
        "may_assign": actor.has(Right.ASSIGN),
    }


def _door(conversation: Conversation) -> dict[str, Any]:
    """By which door it came in, and by whose."""
    channel = Channel(conversation.channel)
    return {
        "is_chat": channel == Channel.CHAT,
        "channel_icon": CHANNEL_ICONS[channel],
        "channel": channel.label,
        "brand_name": brands.name_of(brands.brand_of(conversation.brand_id)) if brands.is_several() else "",
    }


def _around(conversation: Conversation, thread: Thread, actor: Actor) -> dict[str, Any]:
    """What stands beside the messages: what it is tied to or may belong to, and what goes out later."""
    messages = [one.message for one in thread.entries if one.message is not None]
    return {
        "fields": beside(conversation),
        "checklists": Checklists(conversation),
        "ties": ties_of(conversation, actor),
        "sides": sides_of(conversation, actor),
        "hint": hint_for(conversation, messages, actor),
        "planned": planned_of(conversation, actor),
        "may_hold": actor.has(Retention.HOLD),
        "is_held": getattr(conversation, "is_held", False),
    }


def _spam(conversation: Conversation, actor: Actor) -> dict[str, Any]:
    """Whether it is spam, since when and why, and when it is forgotten."""
    mark = mark_of(conversation)
    if mark is None:
        return {"spam": None, "may_block": actor.has(Door.BLOCK)}
    until = mark.at + timedelta(days=spam_kept_for())
    return {"spam": mark, "spam_until": until, "may_block": actor.has(Door.BLOCK)}


def _tone(conversation: Conversation, status: Status) -> str:
    own = conversation.own_status if conversation.own_status_id else None
    return own.tone if own is not None and own.within == status else STATUS_TONES[status]


def _statuses(conversation: Conversation, status: Status) -> list[tuple[str, str, bool]]:
    """What can be chosen, each with whether it holds now: the fixed ones, and the house's own behind theirs."""
    held = conversation.own_status_id and conversation.own_status
    within = held.key if held and held.within == status else str(status)
    found = own_statuses() if getattr(conversation, "has_own_statuses", True) else []
    if held and held.within == status and held.pk not in {one.pk for one in found}:
        found.append(held)
    chosen = []
    for value, label in _fixed(status):
        chosen.append((value, label, value == within))
        chosen += [(one.key, one.name, one.key == within) for one in found if one.within == value]
    return chosen


def _fixed(status: Status) -> list[tuple[str, str]]:
    offered = [Status.OPEN, Status.PENDING, Status.ON_HOLD, Status.SOLVED]
    if status not in offered:
        offered.insert(0, status)
    if status == Status.SOLVED:
        offered.append(Status.CLOSED)
    return [(str(one), str(one.label)) for one in offered]


def _shown(thread: Thread) -> str:
    """What the page says of itself when it asks what has changed."""
    messages = [entry.message.pk for entry in thread.entries if entry.message is not None]
    if not messages:
        return ""
    return f"{min(messages)}-{max(messages)}-{int(thread.read_at.timestamp())}"


def message_of(
    entry: Entry, conversation: Conversation, shown: AlreadyShown | None = None
) -> SafeString | None:
    """A message as it is shown; None for a fact."""
    message = entry.message
    if message is None:
        return None
    is_on_its_way = message.delivery == Delivery.QUEUED
    if shown is not None and not is_on_its_way and shown.has(message.pk, message.delivery_at):
        return format_html(PLACES[entry.kind], message.pk)
    shows = (message.pk, message.delivery, message.delivery_at, entry.kind)
    return MESSAGES.get(shows, lambda: _draw(entry, message, conversation))


def _draw(entry: Entry, message: Message, conversation: Conversation) -> SafeString:
    ours = message.kind != MessageKind.CUSTOMER
    icon, tone = DELIVERY_LOOKS.get(Delivery(message.delivery), ("", "neutral"))
    recipients = _recipients(message, conversation)
    return render(
        TEMPLATES[entry.kind],
        {
            "message": message,
            "ours": ours,
            "is_automatic": message.kind == MessageKind.AUTOMATIC,
            "body": body_of(message, entry.files),
            "quoted": quoted_of(message, entry.files),
            "files": [
                {"one": one, "is_picture": is_shown(one), "size": one.file.size}
                for one in files_of(message, entry.files)
            ],
            "delivery": Delivery(message.delivery).label if message.delivery else "",
            "delivery_icon": icon,
            "delivery_tone": tone,
            "seal": Seal(message.extras["seal"]) if "seal" in message.extras else None,
            "meeting": meeting_of(message.extras),
            **recipients,
        },
    )


def _recipients(message: Message, conversation: Conversation) -> dict[str, str]:
    """Who a mail went to, in a line."""
    to = _people(message.envelope.get("to") or [])
    if not to and message.kind != MessageKind.CUSTOMER:
        to = conversation.customer.name
    if not to and conversation.inbox is not None:
        to = conversation.inbox.address or conversation.inbox.name
    return {"to": to or _("us"), "cc": _people(message.envelope.get("cc") or [])}


def _people(pairs: list[list[str]]) -> str:
    return ", ".join(f"{name} <{address}>" if name else address for name, address in pairs)
