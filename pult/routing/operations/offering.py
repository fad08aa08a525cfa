"""Offering: who waits is offered to one member after the other, until somebody takes them or nobody can."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.foundation import jobs
from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.database.locks import transaction_lock
from pult.foundation.events import publish
from pult.inboxes.types import Channel
from pult.routing.bench import Bench
from pult.routing.errors import OfferOver
from pult.routing.events import (
    ConversationOffered,
    OfferAccepted,
    OfferDeclined,
    OfferEvent,
    OfferMissed,
    OfferWithdrawn,
    QueueLeft,
    QueueWidened,
)
from pult.routing.models import Offer, Turn, Wait
from pult.routing.queries.waiting import bench_of, to_be_offered
from pult.routing.types import Left, Reach, Result
from pult.workforce.models import Member

MOVE_ON = "routing.move_on"
FACTS: dict[Result, type[OfferEvent]] = {
    Result.ACCEPTED: OfferAccepted,
    Result.MISSED: OfferMissed,
    Result.DECLINED: OfferDeclined,
    Result.WITHDRAWN: OfferWithdrawn,
}


@transaction.atomic
def offer_next(channel: Channel = Channel.CHAT, *, by: Actor = SYSTEM, at: datetime | None = None) -> int:
    """Offer those who wait, first come first served, to whoever has room. Returns how many were offered."""
    at = at or timezone.now()
    if not Wait.objects.waiting().filter(channel=channel).exists():
        return 0
    # One round of offers at a time, so that the counted room is true until the commit.
    transaction_lock(f"routing.queue.{channel}")
    waits = to_be_offered(channel)
    if not waits:
        return 0
    bench = bench_of(waits, channel)
    return sum(_offer_round(wait, bench, by=by, at=at) for wait in waits)


@transaction.atomic
def accept(offer: Offer, *, by: Actor, at: datetime | None = None) -> Conversation:
    """Take the conversation that was offered; refused when the customer has gone or somebody else has it."""
    at = at or timezone.now()
    # The rows are always locked in this order: the conversation, its wait, the offer.
    conversation = Conversation.objects.select_for_update(no_key=True).get(pk=offer.conversation_id)
    left = Wait.objects.waiting().filter(pk=offer.wait_id)
    is_mine = offer.member_id == by.person_id
    if not (is_mine and left.update(left_at=at, outcome=Left.ANSWERED, member=offer.member_id)):
        raise OfferOver(_("This chat is not offered to you any longer."))
    if not _end(offer, Result.ACCEPTED, by=by, at=at) or conversation.assignee_id is not None:
        raise OfferOver(_("This chat is not offered to you any longer."))
    wait = Wait.objects.get(pk=offer.wait_id)
    conversations.assign(conversation, to=offer.member, by=by, at=at)
    _announce_left(wait, by=by, at=at)
    return conversation


@transaction.atomic
def decline(offer: Offer, *, by: Actor, at: datetime | None = None) -> None:
    """Say that one cannot take it now; the next one is asked."""
    at = at or timezone.now()
    if offer.member_id != by.person_id or not _end(offer, Result.DECLINED, by=by, at=at):
        raise OfferOver(_("This chat is not offered to you any longer."))
    offer_next(by=by, at=at)


@transaction.atomic
def withdraw_offers(member: Member, *, by: Actor = SYSTEM, at: datetime | None = None) -> int:
    """Take back what is offered to somebody who is not here any longer; the next ones are asked."""
    at = at or timezone.now()
    offers = Offer.objects.filter(member=member, result=Result.OPEN).order_by("pk")
    ended = sum(_end(offer, Result.WITHDRAWN, by=by, at=at) for offer in offers)
    if ended:
        offer_next(by=by, at=at)
    return ended


@transaction.atomic
def move_on(*, by: Actor = SYSTEM, at: datetime | None = None) -> int:
    """What was not answered in time is missed, and everybody who waits is looked at again."""
    at = at or timezone.now()
    late = Offer.objects.filter(result=Result.OPEN, expires_at__lte=at).order_by("pk")
    missed = sum(_end(offer, Result.MISSED, by=by, at=at) for offer in late)
    offer_next(by=by, at=at)
    return missed


def _end(offer: Offer, result: Result, *, by: Actor, at: datetime) -> bool:
    """End an open offer one way; false when it has ended another way already."""
    wait = Wait.objects.select_for_update(no_key=True).get(
        pk=offer.wait_id
    )  # always the wait before its offer
    if not Offer.objects.filter(pk=offer.pk, result=Result.OPEN).update(result=result, ended_at=at):
        return False
    if result in {Result.MISSED, Result.DECLINED}:
        Wait.objects.filter(pk=wait.pk).update(misses=wait.misses + 1)
    publish(
        FACTS[result](
            conversation_id=offer.conversation_id,
            department_id=wait.department_id,
            offer_id=offer.pk,
            member_id=offer.member_id,
            by=by.ref,
            at=at,
        )
    )
    return True


def _offer_round(wait: Wait, bench: Bench, *, by: Actor, at: datetime) -> bool:
    """One customer: offered to somebody, or to more people, or told that nobody can take them."""
    step = bench.next_step(wait, at=at)
    if step.reach is None:
        _give_up(wait, by=by, at=at)
        return False
    if step.reach != wait.reach:
        _widen(wait, step.reach, by=by, at=at)
    if step.member_id is None:
        return False
    _offer(wait, step.member_id, bench.rules_of(wait).offer_seconds, by=by, at=at)
    bench.seat(step.member_id, at=at)
    return True


def _offer(wait: Wait, member_id: int, seconds: int, *, by: Actor, at: datetime) -> None:
    expires_at = at + timedelta(seconds=seconds)
    offer = Offer.objects.create(
        wait=wait,
        conversation_id=wait.conversation_id,
        member_id=member_id,
        offered_at=at,
        expires_at=expires_at,
    )
    Turn.objects.update_or_create(
        department_id=wait.department_id, member_id=member_id, defaults={"given_at": at}
    )
    publish(
        ConversationOffered(
            conversation_id=wait.conversation_id,
            department_id=wait.department_id,
            offer_id=offer.pk,
            member_id=member_id,
            expires_at=expires_at,
            by=by.ref,
            at=at,
        )
    )
    jobs.defer(MOVE_ON, at=expires_at)


def _widen(wait: Wait, reach: Reach, *, by: Actor, at: datetime) -> None:
    Wait.objects.filter(pk=wait.pk).update(reach=reach)
    publish(
        QueueWidened(
            conversation_id=wait.conversation_id,
            department_id=wait.department_id,
            wait_id=wait.pk,
            reach=reach,
            by=by.ref,
            at=at,
        )
    )


def _give_up(wait: Wait, *, by: Actor, at: datetime) -> None:
    Wait.objects.filter(pk=wait.pk).update(left_at=at, outcome=Left.UNSERVED)
    wait.left_at, wait.outcome = at, Left.UNSERVED
    _announce_left(wait, by=by, at=at)


def _announce_left(wait: Wait, *, by: Actor, at: datetime) -> None:
    publish(
        QueueLeft(
            conversation_id=wait.conversation_id,
            department_id=wait.department_id,
            wait_id=wait.pk,
            channel=wait.channel,
            reason=wait.outcome,
            member_id=wait.member_id,
            entered_at=wait.entered_at,
            by=by.ref,
            at=at,
        )
    )
