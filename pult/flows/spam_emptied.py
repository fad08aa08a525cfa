"""What happens to spam whose time is over: it goes with every word, and the audit log says how much that was."""

from datetime import datetime, timedelta

from django.db import transaction

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation, Message
from pult.conversations.queries import spam_kept_for
from pult.conversations.types import Act
from pult.foundation.actors import SYSTEM
from pult.foundation.audit import operations as audit
from pult.gateways.email import operations as email
from pult.retention import queries as retention

PORTION = 200
MOST = 20_000


def empty_spam(*, at: datetime) -> int:
    """Forget what has been spam for longer than it is kept. Returns how many conversations that were."""
    days = spam_kept_for()
    before = at - timedelta(days=days)
    gone, portion = 0, -1
    while portion and gone < MOST:
        old = (
            Conversation.objects.spam().filter(spam_since__lt=before).exclude(retention.held_conversations())
        )
        old = old.order_by("spam_since", "pk")
        portion = sum(_drop(one, before) for one in old[:PORTION])
        gone += portion
    if gone:
        after = {"conversations": gone, "days": days}
        audit.record(Act.SPAM_EMPTIED, by=SYSTEM, about="spam", after=after, at=at)
    return gone


@transaction.atomic
def _drop(conversation: Conversation, before: datetime) -> bool:
    if not conversations.is_old_spam(conversation, before=before) or retention.is_held(conversation):
        return False
    email.forget_originals(Message.objects.filter(conversation=conversation).values_list("pk", flat=True))
    conversations.drop_spam(conversation)
    return True
