"""Forgetting who a visitor was; that there was a chat, stays."""

import uuid

from pult.customers.models import Customer
from pult.foundation.actors import Actor
from pult.gateways.chat.models import Chat, Visit, Visitor


def forget_visitors(customer: Customer, *, by: Actor) -> None:  # noqa: ARG001
    """Forget the browsers, pages and words of a customer's visits; their keys open nothing any more."""
    theirs = Visitor.objects.filter(customer=customer)
    Visit.objects.filter(visitor__in=theirs).delete()
    Chat.objects.filter(visitor__in=theirs).update(page="")
    for visitor in theirs.iterator():
        visitor.blocks.update(reason="")
        Visitor.objects.filter(pk=visitor.pk).update(
            key=uuid.uuid4(), verified_id="", name="", email="", attributes={}, label="", agent="",
            address=None, invitation={},
        )  # fmt: skip
