"""Spam: set aside as closed, in nobody's list and figure, and all as it was when that was a mistake."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from pult.conversations.errors import IsSpam, NotSpam
from pult.conversations.events import (
    ConversationMarkedSpam,
    ConversationNotSpam,
    ConversationOpened,
    MessageReceived,
)
from pult.conversations.models import Conversation, Message, SpamKeeping, SpamMark
from pult.conversations.types import Act, MessageKind, SpamReason, Status
from pult.customers.models import Customer
from pult.foundation.actors import Actor, Kind
from pult.foundation.audit import operations as audit
from pult.foundation.errors import Invalid
from pult.foundation.events import publish, publish_all

from .entries import hold, place, touch
from .erasing import forget_wholly
from .ownership import take_from_bot
from .status import back_to_open

TIMES = ("snoozed_until", "waiting_since", "solved_at", "closed_at")


@transaction.atomic
def mark_spam(conversation: Conversation, *, by: Actor, at: datetime | None = None) -> SpamMark:
    """Set a conversation aside as spam. It can be taken back."""
    at, held = at or timezone.now(), _held(conversation)
    if held.is_spam:
        raise IsSpam(_("This conversation is marked as spam already."))
    if held.merged_into_id is not None:
        raise NotSpam(_("This conversation was merged into another one. Mark that one."))
    if not held.is_genuine:
        raise NotSpam(_("What is kept apart from service is no spam."))
    reason = SpamReason.RULE if by.kind == Kind.RULE else SpamReason.MARKED
    mark = SpamMark.objects.create(
        conversation=held, person_id=by.person_id or None, at=at, reason=reason, kept=_standing(held)
    )
    take_from_bot(held)
    touch(held, spam_since=at, **closed(at, solved_at=held.solved_at, closed_at=held.closed_at))
    conversation.refresh_from_db()
    publish(
        ConversationMarkedSpam(
            **place(held, by=by.ref, at=at), before=mark.kept["status"], reason=mark.reason
        )
    )
    return mark


@transaction.atomic
def release_spam(conversation: Conversation, *, by: Actor, at: datetime | None = None) -> None:
    """It is no spam: the conversation stands as it did before; what came in as spam opens only now."""
    at, held = at or timezone.now(), _held(conversation)
    mark = SpamMark.objects.filter(conversation=held, ended_at=None).first()
    if mark is None:
        raise NotSpam(_("This conversation is not marked as spam."))
    SpamMark.objects.filter(pk=mark.pk).update(ended_at=at)
    if mark.is_new:
        _open(held, by=by, at=at)
    else:
        _stand_again(held, mark, by=by, at=at)
    conversation.refresh_from_db()


def closed(
    at: datetime, *, solved_at: datetime | None = None, closed_at: datetime | None = None
) -> dict[str, Any]:
    """How spam stands: over, and waiting for nothing."""
    return {
        "status": Status.CLOSED,
        "solved_at": solved_at or at,
        "closed_at": closed_at or at,
        "snoozed_until": None,
        "waiting_since": None,
    }


def is_old_spam(conversation: Conversation, *, before: datetime) -> bool:
    """Whether it is spam since before a moment; nobody takes it back until the transaction ends."""
    held = hold(conversation.pk)
    return held is not None and held.spam_since is not None and held.spam_since < before


@transaction.atomic
def drop_spam(conversation: Conversation) -> None:
    """Forget a conversation that is spam, with all that was said and every file."""
    if not _held(conversation).is_spam:
        raise NotSpam(_("This conversation is not marked as spam."))
    forget_wholly(conversation)


@transaction.atomic
def keep_spam_for(days: int, *, by: Actor) -> None:
    """For how many days spam is kept before it is emptied."""
    if not 1 <= days <= 3650:
        raise Invalid(_("Spam is kept for 1 to 3650 days."))
    kept, _new = SpamKeeping.objects.select_for_update(no_key=True).get_or_create()
    before, kept.days = kept.days, days
    kept.save()
    if before != days:
        audit.record(Act.SPAM_KEEPING, by=by, about="spam", before={"days": before}, after={"days": days})


def _held(conversation: Conversation) -> Conversation:
    held = hold(conversation.pk)
    if held is None:
        raise Conversation.DoesNotExist
    return held


def _standing(conversation: Conversation) -> dict[str, Any]:
    times = {name: getattr(conversation, name) for name in TIMES}
    return {
        "status": conversation.status,
        "last": conversation.last_customer_message_id,
        **{name: moment.isoformat() if moment else "" for name, moment in times.items()},
    }


def _stand_again(conversation: Conversation, mark: SpamMark, *, by: Actor, at: datetime) -> None:
    """As before; whose hour to wake has passed is open, and so is what the customer has written to since."""
    times: dict[str, Any] = {name: parse_datetime(mark.kept[name]) for name in TIMES}
    status, until = Status(mark.kept["status"]), times["snoozed_until"]
    if status == Status.SNOOZED and (until is None or until <= at):
        status, times["snoozed_until"] = Status.OPEN, None
    newer = Message.objects.filter(
        conversation=conversation, pk__gt=mark.kept["last"], kind=MessageKind.CUSTOMER
    )
    since = list(newer.order_by("pk").select_related("customer"))
    if since and status != Status.CLOSED:
        times["waiting_since"] = times["waiting_since"] or since[0].at
    touch(conversation, spam_since=None, status=status, **times)
    where = place(conversation, by=by.ref, at=at)
    publish(ConversationNotSpam(**where, status=status, marked_at=mark.at))
    if since and status != Status.CLOSED:
        _hear_of(conversation, since[-1], at=at)


def _hear_of(conversation: Conversation, message: Message, *, at: datetime) -> None:
    """What was written meanwhile is read now."""
    customer = message.customer or conversation.customer
    back_to_open(conversation, by=customer.actor, at=at)
    where = place(conversation, by=customer.actor.ref, at=at)
    publish(MessageReceived(**where, message_id=message.pk, customer_id=customer.pk, is_first=False))


def _open(conversation: Conversation, *, by: Actor, at: datetime) -> None:
    """What came in as spam is new: from now on it is owed an answer."""
    message = Message.objects.filter(conversation=conversation).order_by("pk").first()
    first = message.at if message else at
    touch(
        conversation,
        spam_since=None,
        status=Status.NEW,
        solved_at=None,
        closed_at=None,
        waiting_since=first,
    )
    where = place(conversation, by=by.ref, at=at)
    publish(ConversationNotSpam(**where, status=Status.NEW, marked_at=at, was_new=True))
    if message is not None:
        announce_opened(conversation, message, conversation.customer, at=at)


def announce_opened(
    conversation: Conversation, message: Message, customer: Customer, *, at: datetime
) -> None:
    """A conversation has begun with this message."""
    where = place(conversation, by=customer.actor.ref, at=at)
    opened = ConversationOpened(
        **where,
        customer_id=customer.pk,
        channel=conversation.channel,
        inbox_id=conversation.inbox_id,
        message_id=message.pk,
    )
    received = MessageReceived(**where, message_id=message.pk, customer_id=customer.pk, is_first=True)
    publish_all([opened, received])
