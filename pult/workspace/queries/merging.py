"""With what a conversation can be merged, and what was merged into it."""

from pult.conversations.models import Conversation, ConversationQuerySet, Merge, MergeQuerySet
from pult.foundation.actors import Actor
from pult.inboxes.types import Channel

LIKELY = 20


def open_to(actor: Actor) -> ConversationQuerySet:
    """The conversations that this person may read."""
    return Conversation.objects.visible_to(actor)


def mergeable_with(conversation: Conversation, actor: Actor) -> list[Conversation]:
    """The customer's other conversations that are not solved, the latest first."""
    others = open_to(actor).unresolved().filter(customer=conversation.customer_id)
    others = others.exclude(pk=conversation.pk).exclude(channel__in=(Channel.CHAT, Channel.CALL))
    return list(others.only("pk", "subject").order_by("-activity_at", "-pk")[:LIKELY])


def merges_into(conversation: Conversation, actor: Actor) -> MergeQuerySet:
    """What was merged into it and can be taken apart, the latest first."""
    found = Merge.objects.visible_to(actor).in_force().filter(target=conversation)
    return found.select_related("source", "person").order_by("-pk")
