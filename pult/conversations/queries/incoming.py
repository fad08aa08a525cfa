"""Questions about what is coming in."""

from pult.conversations.models import Conversation, Message
from pult.conversations.types import Inbound
from pult.customers import operations as customers


def answers_something(inbound: Inbound) -> bool:
    """Whether a message goes on with what stands, written by somebody who takes part there."""
    value = customers.normalised(inbound.sender.kind, inbound.sender.value)
    taking_part = {"participants__kind": inbound.sender.kind, "participants__value": value}
    if inbound.addressed_conversation is not None:
        named = Conversation.objects.filter(pk=inbound.addressed_conversation, **taking_part)
        if named.exists():
            return True
    if not inbound.references:
        return False
    said = Message.objects.filter(external_id__in=inbound.references)
    return Conversation.objects.filter(pk__in=said.values("conversation"), **taking_part).exists()
