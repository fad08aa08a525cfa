"""What comes back in side conversations: answers of third parties, and mail that did not reach them."""

from datetime import datetime

from pult.conversations.events import SideAnswered, SideUndelivered
from pult.conversations.models import Conversation, Message, SideConversation
from pult.conversations.types import Inbound, Status
from pult.customers import operations as customers
from pult.customers.models import Identity
from pult.foundation.actors import SYSTEM
from pult.foundation.events import publish

from .entries import hold
from .sides import about
from .status import back_to_open, change_status


def side_joined_by(inbound: Inbound, found: Conversation | None) -> SideConversation | None:
    """The side conversation that a letter belongs to: it points there, and its writer was written to.

    Knowing the signed address is not enough, being copied in is not, and the customer never joins.
    """
    if found is None or not found.is_apart:
        return None
    side = SideConversation.objects.filter(pk=found.pk).select_related("parent").first()
    if side is None:
        return None
    sender = inbound.sender
    value = customers.normalised(sender.kind, sender.value)
    if not found.participants.filter(kind=sender.kind, value=value).exists():
        return None
    theirs = Identity.objects.filter(customer=side.parent.customer_id, kind=sender.kind, value=value)
    if theirs.exists():
        return None
    side.conversation = found
    return side


def note_answer(side: SideConversation, message: Message, *, by: str, at: datetime) -> None:
    """It is our turn; the parent is open again where that was wished, and hears of it in any case."""
    back_to_open(side.conversation, by=SYSTEM, at=at)
    parent = hold(side.parent_id)
    if parent is None:
        return
    side.parent = parent
    rests = parent.status not in {Status.NEW, Status.OPEN, Status.CLOSED}
    if side.opens_parent and rests and parent.merged_into_id is None:
        change_status(parent, Status.OPEN, by=SYSTEM, at=at)
    publish(SideAnswered(**about(side, by=by, at=at), message_id=message.pk))


def note_undelivered(conversation_id: int, message_id: int, *, by: str, at: datetime) -> None:
    """Tell the parent what has not arrived, if that was written in a side conversation."""
    side = SideConversation.objects.filter(pk=conversation_id).select_related("parent").first()
    if side is not None:
        publish(SideUndelivered(**about(side, by=by, at=at), message_id=message_id))
