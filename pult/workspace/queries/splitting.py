"""What can be split off from a conversation, and where a conversation may belong."""

from collections.abc import Iterable
from dataclasses import dataclass

from pult.conversations.models import Conversation, Message
from pult.conversations.types import MAY_BELONG, MessageKind
from pult.foundation.actors import Actor

MOST = 100


@dataclass(frozen=True, kw_only=True)
class Hint:
    """A conversation to which another may belong. `is_of_another` says that somebody else would read along."""

    id: int
    subject: str
    customer: str
    is_of_another: bool


def messages_to_split(conversation: Conversation) -> list[Message]:
    """What was said and noted, the latest first."""
    said = conversation.messages.exclude(kind=MessageKind.AUTOMATIC).order_by("-pk")
    return list(said.only("pk", "at", "author_name", "text", "kind")[:MOST])


def hint_for(conversation: Conversation, messages: Iterable[Message], actor: Actor) -> Hint | None:
    """Where it may belong, if this person may read that one."""
    number = next((one.extras[MAY_BELONG] for one in messages if MAY_BELONG in one.extras), None)
    if number is None:
        return None
    seen = Conversation.objects.visible_to(actor).filter(pk=number, merged_into=None)
    row = seen.values_list("pk", "subject", "customer", "customer__name").first()
    if row is None:
        return None
    pk, subject, customer, name = row
    return Hint(id=pk, subject=subject, customer=name, is_of_another=customer != conversation.customer_id)
