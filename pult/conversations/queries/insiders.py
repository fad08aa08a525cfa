"""Whom a conversation is open to, as far as its door and its customer say."""

from collections.abc import Iterable

from pult.conversations.models import Conversation
from pult.customers import queries as customers
from pult.inboxes import queries as inboxes
from pult.workforce.models import Member, MemberQuerySet


def let_in(members: MemberQuerySet, conversation: Conversation) -> MemberQuerySet:
    """Those of these members who may have this conversation, in the same statement."""
    return inboxes.let_in(members, conversation.inbox_id).filter(customers.lets_in(conversation.customer_id))


def lets_in(conversation: Conversation, member_id: int) -> bool:
    """Whether this member may have it."""
    return let_in(Member.objects.filter(pk=member_id), conversation).exists()


def restricted_among(conversations: Iterable[Conversation]) -> dict[int, frozenset[int]]:
    """The members who may have each of these conversations that not everybody may have."""
    found = [one for one in conversations if is_restricted(one)]
    return {
        one.pk: frozenset(let_in(Member.objects.all(), one).values_list("pk", flat=True)) for one in found
    }


def is_restricted(conversation: Conversation) -> bool:
    """Whether its door, its customer or their company lets only some people in; fetch it with all three."""
    inbox = conversation.inbox
    return conversation.customer.is_for_some or (inbox is not None and inbox.is_restricted)
