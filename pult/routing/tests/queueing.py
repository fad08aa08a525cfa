"""What the tests about queues share: a chat inbox at Kettle & Co., and customers who come to it."""

from django.utils import timezone

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.conversations.types import Inbound, Sender
from pult.customers.types import IdentityKind
from pult.foundation.actors import SYSTEM
from pult.inboxes import operations as inboxes
from pult.inboxes.models import Inbox
from pult.inboxes.types import Channel
from pult.routing.models import Offer
from pult.routing.types import Result


def chat_inbox(kettle):
    return inboxes.open_inbox(
        "Chat", address="chat", department=kettle.support, channel=Channel.CHAT, by=SYSTEM
    )


def visitor(kettle, number=1, *, at=None, language="", settle=True):
    """Somebody opens the chat and writes."""
    inbox = Inbox.objects.filter(channel=Channel.CHAT).first() or chat_inbox(kettle)
    received = conversations.receive(
        Inbound(
            intake_key=f"visitor-{number}",
            external_id=f"visitor-{number}",
            sender=Sender(kind=IdentityKind.EMAIL, value=f"visitor{number}@example.org", name=f"V{number}"),
            subject="Chat",
            text="My kettle leaks, are you there?",
            at=at or timezone.now(),
            language=language,
        ),
        inbox=inbox,
    )
    if settle:
        kettle.settle()
    return Conversation.objects.get(pk=received.conversation.pk)


def open_offer(conversation):
    """What is offered right now, if anything."""
    found = Offer.objects.filter(conversation=conversation, result=Result.OPEN)
    return found.select_related("member__person", "wait").first()
