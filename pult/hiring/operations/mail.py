"""Answering and erasing mail that belongs to no application."""

from django.db import transaction

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation, Message
from pult.customers import operations as customers
from pult.foundation.actors import Actor
from pult.gateways.email import operations as email


def answer_mail(conversation: Conversation, *, text: str, by: Actor) -> Message:
    """Answer somebody who has written to hiring without having applied."""
    return conversations.reply(conversation, by=by, text=text)


@transaction.atomic
def erase_mail(conversation: Conversation, *, by: Actor) -> None:
    """Erase such a mail with its original; the writer is forgotten when nothing else is known of them."""
    customer = conversation.customer
    email.forget_originals(Message.objects.filter(conversation=conversation).values_list("pk", flat=True))
    conversations.erase_apart(conversation, by=by)
    if not Conversation.objects.filter(customer=customer).exists():
        customers.erase_apart(customer, by=by)
