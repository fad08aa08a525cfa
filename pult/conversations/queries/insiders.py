"""Whom a conversation is open to, as far as its door and its customer say."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from pult.conversations.models import Conversation
from pult.customers import queries as customers
from pult.foundation.database.kept import Kept
from pult.inboxes import queries as inboxes
from pult.workforce.models import Member, MemberQuerySet

LET_IN = Kept(tuple)


def let_in(members: MemberQuerySet, conversation: Conversation) -> MemberQuerySet:
    """Those of these members who may have this conversation, in the same statement."""
    return inboxes.let_in(members, conversation.inbox_id).filter(customers.lets_in(conversation.customer_id))


def lets_in(conversation: Conversation, member_id: int) -> bool:
    """Whether this member may have it."""
    inbox, customer = conversation.inbox_id, conversation.customer_id
    return bool(
        LET_IN.ask(
            inbox is None,
            lambda slots: _let_in(slots, None if inbox is None else slots["inbox"]),
            {"member": member_id, "customer": customer, "inbox": inbox or 0},
        )
    )


def _let_in(slots: Mapping[str, Any], inbox: int | None) -> "QuerySet[Member, tuple[int]]":
    members = inboxes.let_in(Member.objects.filter(pk=slots["member"]), inbox)
    return members.filter(customers.lets_in(slots["customer"])).values_list("pk")


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
