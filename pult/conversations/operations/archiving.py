"""Putting the past away: mail that was there before the desk becomes closed conversations with their own dates."""

from django.db import IntegrityError, transaction
from django.db.models import Value
from django.db.models.functions import Greatest

from pult.conversations.events import ConversationArchived
from pult.conversations.models import Conversation
from pult.conversations.types import Delivery, Inbound, MessageKind, Outcome, Status
from pult.customers import operations as customers
from pult.customers.models import Customer
from pult.foundation.actors import SYSTEM
from pult.foundation.events import publish
from pult.inboxes.models import Inbox

from .belonging import pointed_to, where_to
from .entries import place, touch
from .intake import NO_SUBJECT, Received, known, write


def put_away(inbound: Inbound, *, inbox: Inbox, answered_by: str = "") -> Received:
    """Put a message of the past into the archive: a closed conversation, no clock, no notice, nobody's work.

    `answered_by` says that it was not the customer who wrote, but somebody of the house by this name; the sender is
    then whoever was written to.
    """
    try:
        with transaction.atomic():
            return known(inbound) or _put_away(inbound, inbox=inbox, answered_by=answered_by)
    except IntegrityError:
        repeat = known(inbound)
        if repeat is None:
            raise
        return repeat


def _put_away(inbound: Inbound, *, inbox: Inbox, answered_by: str) -> Received:
    sender = inbound.sender
    customer = customers.identify(
        sender.kind,
        sender.value,
        name=sender.name,
        language=inbound.language,
        is_apart=inbox.is_apart,
        by=SYSTEM,
        at=inbound.at,
    )
    earlier = where_to(inbound, customer, found=pointed_to(inbound), is_apart=inbox.is_apart).joins
    joins = earlier if earlier is not None and earlier.status == Status.CLOSED else None
    conversation = joins or _closed(inbound, customer, inbox=inbox, follows=earlier)
    by_house = {
        "kind": MessageKind.REPLY,
        "customer": None,
        "author_name": answered_by[:160],
        "delivery": Delivery.SENT,
        "delivery_at": inbound.at,
    }
    message = write(inbound, conversation, customer, more=by_house if answered_by else None)
    ended = Greatest("closed_at", Value(inbound.at))
    touch(conversation, waiting_since=None, closed_at=ended, solved_at=ended)
    if joins is None:
        where = place(conversation, by=SYSTEM.ref, at=inbound.at)
        publish(ConversationArchived(**where, message_id=message.pk))
    outcome = Outcome.OPENED if joins is None else Outcome.APPENDED
    return Received(outcome=outcome, conversation=conversation, message=message)


def _closed(
    inbound: Inbound, customer: Customer, *, inbox: Inbox, follows: Conversation | None
) -> Conversation:
    return Conversation.objects.create(
        subject=(inbound.subject.strip() or NO_SUBJECT)[:250],
        status=Status.CLOSED,
        channel=inbox.channel,
        inbox=inbox,
        department_id=inbox.department_id,
        customer=customer,
        is_apart=inbox.is_apart,
        follows=follows,
        language=inbound.language or customer.language or inbox.language,
        opened_at=inbound.at,
        activity_at=inbound.at,
        solved_at=inbound.at,
        closed_at=inbound.at,
    )
