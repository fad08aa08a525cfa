"""How long things are kept: a rule that acts, one that waits for somebody to look, and a customer on legal hold."""

from datetime import datetime

from pult.conversations.models import Conversation
from pult.foundation.actors import Actor
from pult.retention import operations
from pult.retention.models import Rule
from pult.retention.types import Action, Subject, Wording

FILES = Wording(
    name="Attachments after three years",
    subject=Subject.CONVERSATIONS,
    action=Action.FILES,
    days=1095,
)
WORDS = Wording(
    name="Words and names after two months",
    subject=Subject.CONVERSATIONS,
    action=Action.CONTENT,
    days=60,
    tag="warranty",
)
REASON = "Dispute about a burnt kettle, case P-12/26"


def keep_in_time(omar: Actor, *, now: datetime) -> None:
    """Two rules, one of them on, and one conversation that no rule touches."""
    if Rule.objects.exists():
        return
    on = operations.add_rule(FILES, by=omar, at=now)
    operations.switch_on(on, seen=on.version, by=omar, at=now)
    operations.add_rule(WORDS, by=omar, at=now)
    old = (
        Conversation.objects.genuine()
        .filter(solved_at__isnull=False, merged_into=None)
        .order_by("pk")
        .first()
    )
    if old is not None:
        operations.hold_conversation(old, reason=REASON, by=omar, at=now)
