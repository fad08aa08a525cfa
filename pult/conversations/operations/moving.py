"""Moving messages from one conversation to another, and making both true again."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Max, Q

from pult.conversations.models import Conversation, Message, MessageIndex, SideConversation
from pult.conversations.types import ASIDE, MessageKind

from .entries import touch
from .putting import PREVIEW


def move_messages(messages: Iterable[int], source_id: int, target_id: int) -> None:
    """Let these messages of one conversation belong to the other, and be found there."""
    moved = Message.objects.filter(pk__in=messages, conversation=source_id)
    MessageIndex.objects.filter(message__in=moved).update(conversation=target_id)
    moved.update(conversation=target_id)


def carry_sides(sides: Iterable[int], target: Conversation) -> list[int]:
    """Let these side conversations stand beside the target, and be found there. Names them."""
    keys = list(sides)
    if keys:
        SideConversation.objects.filter(pk__in=keys).update(parent=target)
        MessageIndex.objects.filter(message__conversation__in=keys).update(conversation=target)
    return keys


def recount(conversation: Conversation) -> None:
    """Make the columns that lists show true again after messages have moved."""
    said = conversation.messages.exclude(kind__in=ASIDE)
    found = said.aggregate(
        count=Count("pk"), last_at=Max("at"), customer=Max("pk", filter=Q(kind=MessageKind.CUSTOMER))
    )
    last = said.order_by("-pk").first()
    values: dict[str, Any] = {
        "message_count": found["count"],
        "last_message_id": last.pk if last else 0,
        "last_customer_message_id": found["customer"] or 0,
    }
    if last is not None:
        values |= {
            "preview": " ".join(last.text.split())[:PREVIEW],
            "last_kind": last.kind,
            "activity_at": found["last_at"],
        }
    touch(conversation, **values)
