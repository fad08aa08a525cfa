"""Returning: what waits for somebody who has gone, is silent or is absent goes to whoever can answer."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from pult.conversations import operations as conversations
from pult.conversations.errors import SomebodyWasFaster
from pult.conversations.models import Conversation, ConversationQuerySet
from pult.conversations.queries import lets_in
from pult.conversations.types import Status
from pult.foundation.actors import SYSTEM
from pult.foundation.eventlog.models import EventRecord
from pult.foundation.events import publish
from pult.routing.events import WorkReturned
from pult.routing.models import Routing
from pult.routing.types import QUEUED, Returned
from pult.workforce import operations as workforce
from pult.workforce.models import Absence, Member
from pult.workforce.queries import business_seconds
from pult.workforce.types import Presence

from .placing import place, place_waiting

AT_ONCE = 200


def return_work(*, at: datetime | None = None) -> int:
    """Take back what waits for an answer from those who cannot give it. Returns how many conversations moved."""
    at = at or timezone.now()
    moved = sum(_return(pk, reason, at=at) for pk, reason in _due(at))
    for row in Routing.objects.select_related("department"):
        # Those who asked for a skill that nobody has may have waited long enough for anybody.
        if row.department.needs.exists():
            place_waiting(row.department, at=at)
    return moved


def _due(at: datetime) -> Iterator[tuple[int, Returned]]:
    yield from _of(_absent(at), Returned.ABSENT)
    for row in Routing.objects.exclude(return_minutes=None, silent_minutes=None):
        if row.return_minutes is not None:
            gone = Member.objects.filter(
                presence=Presence.OFFLINE,
                presence_changed_at__lte=at - timedelta(minutes=row.return_minutes),
                departments=row.department_id,
            )
            yield from _of(gone.values_list("pk", flat=True), Returned.OFFLINE, department=row.department_id)
        if row.silent_minutes is not None:
            yield from _silent(row.department_id, row.silent_minutes, at)


def _absent(at: datetime) -> list[int]:
    today = Absence.objects.on(timezone.localdate(at))
    return list(today.values_list("member_id", flat=True))


def _of(
    members: Iterable[int], reason: Returned, *, department: int | None = None
) -> list[tuple[int, Returned]]:
    waiting = _waiting().filter(assignee__in=list(members))
    if department is not None:
        waiting = waiting.filter(department=department)
    return [(pk, reason) for pk in waiting.values_list("pk", flat=True)[:AT_ONCE]]


def _silent(department_id: int, minutes: int, at: datetime) -> Iterator[tuple[int, Returned]]:
    """What its owner has had for so long, in opening hours, without an answer."""
    waiting = _waiting().filter(
        department=department_id,
        assignee__isnull=False,
        waiting_since__lte=at - timedelta(minutes=minutes),
    )
    rows = list(waiting.values_list("pk", "waiting_since")[:AT_ONCE])
    given = _given_at([pk for pk, _since in rows])
    for pk, since in rows:
        begun = max(since or at, given.get(pk, since or at))
        if business_seconds(department_id, begun, at) >= minutes * 60:
            yield pk, Returned.SILENT


def _waiting() -> ConversationQuerySet:
    """Whose customer waits for an answer, the longest first; those at the door have offers of their own."""
    waiting = Conversation.objects.genuine().unresolved().unanswered()
    waiting = waiting.filter(status__in=(Status.NEW, Status.OPEN)).exclude(channel__in=QUEUED)
    return waiting.order_by("waiting_since", "pk")


def _given_at(keys: list[int]) -> dict[int, datetime]:
    """When each of these was last given to somebody."""
    facts = EventRecord.objects.filter(
        name="conversation.assigned", subject__in=[f"conversation:{key}" for key in keys]
    )
    rows = facts.order_by("id").values_list("subject", "at")
    return {int(subject.partition(":")[2]): at for subject, at in rows}


@transaction.atomic
def _return(pk: int, reason: Returned, *, at: datetime) -> bool:
    conversation = Conversation.objects.select_for_update(no_key=True).filter(pk=pk).first()
    if conversation is None or conversation.assignee_id is None or conversation.waiting_since is None:
        return False
    before = Member.objects.select_related("person").get(pk=conversation.assignee_id)
    deputy = (
        workforce.standing_in_for(before, on=timezone.localdate(at)) if reason == Returned.ABSENT else None
    )
    if deputy is not None and not lets_in(conversation, deputy.pk):
        deputy = None
    try:
        conversations.assign(conversation, to=deputy, by=SYSTEM, at=at)
    except SomebodyWasFaster:
        return False
    publish(
        WorkReturned(
            conversation_id=pk,
            department_id=conversation.department_id,
            member_id=before.pk,
            to_id=deputy.pk if deputy else None,
            reason=reason,
            by=SYSTEM.ref,
            at=at,
        )
    )
    if deputy is None:
        place(conversation, but_not=before, at=at)
    return True
