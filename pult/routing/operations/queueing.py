"""Waiting: a customer comes into a department's queue, and leaves it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from pult.conversations.models import Conversation
from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.events import publish
from pult.routing.events import OfferWithdrawn, QueueEntered, QueueLeft
from pult.routing.models import Offer, Wait
from pult.routing.types import Left, Reach, Result
from pult.workforce.models import Member

from .offering import offer_next


@transaction.atomic
def enter_queue(conversation: Conversation, *, by: Actor = SYSTEM, at: datetime | None = None) -> Wait:
    """Let the customer wait for somebody of the conversation's department; whoever waits elsewhere moves over."""
    at = at or timezone.now()
    # The row is locked so that a customer who leaves or is answered right now is not moved as well.
    wait = Wait.objects.waiting().select_for_update(no_key=True).filter(conversation=conversation).first()
    if wait is None:
        wait = Wait.objects.create(
            conversation=conversation,
            channel=conversation.channel,
            department_id=conversation.department_id,
            entered_at=at,
        )
        publish(
            QueueEntered(
                conversation_id=conversation.pk,
                department_id=conversation.department_id,
                wait_id=wait.pk,
                channel=wait.channel,
                by=by.ref,
                at=at,
            )
        )
    elif wait.department_id != conversation.department_id:
        _move(wait, conversation.department_id, by=by, at=at)
    offer_next(by=by, at=at)
    wait.refresh_from_db()
    return wait


@transaction.atomic
def leave_queue(
    conversation: Conversation,
    *,
    reason: Left = Left.ABANDONED,
    member: Member | None = None,
    by: Actor = SYSTEM,
    at: datetime | None = None,
) -> bool:
    """The customer waits no longer; false when they did not. What was offered to somebody is taken back."""
    at = at or timezone.now()
    wait = Wait.objects.waiting().filter(conversation=conversation).first()
    if wait is None:
        return False
    left = Wait.objects.waiting().filter(pk=wait.pk).update(left_at=at, outcome=reason, member=member)
    if not left:
        return False
    _withdraw(wait, by=by, at=at)
    publish(
        QueueLeft(
            conversation_id=conversation.pk,
            department_id=wait.department_id,
            wait_id=wait.pk,
            channel=wait.channel,
            reason=reason,
            member_id=member.pk if member else None,
            entered_at=wait.entered_at,
            by=by.ref,
            at=at,
        )
    )
    return True


def _move(wait: Wait, department_id: int, *, by: Actor, at: datetime) -> None:
    """They keep their place by the clock; whoever was asked in the other department is not asked any longer."""
    Wait.objects.filter(pk=wait.pk).update(department_id=department_id, reach=Reach.OWN, misses=0)
    _withdraw(wait, by=by, at=at)


def _withdraw(wait: Wait, *, by: Actor, at: datetime) -> None:
    for offer in Offer.objects.filter(wait=wait, result=Result.OPEN):
        if Offer.objects.filter(pk=offer.pk, result=Result.OPEN).update(result=Result.WITHDRAWN, ended_at=at):
            publish(
                OfferWithdrawn(
                    conversation_id=wait.conversation_id,
                    department_id=wait.department_id,
                    offer_id=offer.pk,
                    member_id=offer.member_id,
                    by=by.ref,
                    at=at,
                )
            )
