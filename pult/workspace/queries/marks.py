"""The columns of a row in the lists, and what the reader adds to it."""

from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, Value

from pult.conversations.models import ConversationQuerySet, Draft, ReadMark
from pult.customers.models import CUSTOMERS, restricted_customers
from pult.foundation.actors import Actor
from pult.inboxes.models import INBOXES, Inbox

COLUMNS = (
    *("id", "version", "subject", "preview", "status", "priority", "channel", "tags", "department_id"),
    *("activity_at", "waiting_since", "due_at", "snoozed_until", "spam_since", "last_kind", "assignee_id"),
    *("own_status_id", "items_total", "items_open", "is_restricted"),
    *("customer__name", "assignee__person__name", "inbox__brand_id", "is_read", "has_draft"),
)


def with_marks(seen: ConversationQuerySet, actor: Actor) -> ConversationQuerySet:
    """Whether this person has read a conversation, and has begun to write there; whether it is for some only."""
    own_marks = ReadMark.objects.filter(
        conversation=OuterRef("pk"),
        person_id=actor.person_id,
        last_message_id__gte=OuterRef("last_customer_message_id"),
    )
    own_drafts = Draft.objects.filter(conversation=OuterRef("pk"), person_id=actor.person_id)
    return seen.annotate(
        is_read=Exists(own_marks),
        has_draft=Exists(own_drafts),
        is_restricted=_is_restricted(actor),
    )


def _is_restricted(actor: Actor) -> Q | Value:
    # Small sets by an index of their own, asked once for all rows: nothing is joined for them.
    asked = []
    if INBOXES not in actor.unrestricted:
        asked.append(Q(inbox__in=Inbox.objects.filter(is_restricted=True).values("pk")))
    if CUSTOMERS not in actor.unrestricted:
        asked.append(restricted_customers("customer__"))
    return reduce(or_, asked) if asked else Value(value=False)
