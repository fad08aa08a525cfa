"""Giving out: one conversation, what waits, and a department's method."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from pult.conversations import operations as conversations
from pult.conversations.errors import SomebodyWasFaster
from pult.conversations.models import Conversation
from pult.conversations.queries import is_restricted, let_in
from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.database.locks import transaction_lock
from pult.foundation.events import publish
from pult.routing.events import RoutingChanged
from pult.routing.models import Need, Routing, Turn
from pult.routing.queries import candidates, method_of, needs_of, waited_seconds, waiting_in
from pult.routing.turns import whose_turn
from pult.routing.types import QUEUED, Method, Needed
from pult.workforce.models import Absence, Department, Member

from .offering import offer_next
from .queueing import enter_queue

MOST_AT_ONCE = 200


@transaction.atomic
def place(
    conversation: Conversation,
    *,
    by: Actor = SYSTEM,
    but_not: Member | None = None,
    at: datetime | None = None,
) -> Member | None:
    """Give the conversation to whoever's turn it is; nobody when the department works by hand or is full.

    Whose customer waits at the door stands in a queue instead, and is offered.
    """
    # As it stands now, and nobody changes it meanwhile: what the bot has just taken is offered to nobody.
    conversation.refresh_from_db(from_queryset=Conversation.objects.select_for_update(no_key=True))
    is_taken = conversation.assignee_id is not None or conversation.is_with_bot
    if is_taken or conversation.is_resolved or conversation.is_apart:
        return None
    if conversation.channel in QUEUED:
        enter_queue(conversation, by=by, at=at)
        return None
    method = method_of(conversation.department)
    if not method.gives:
        return None
    needs = Need.objects.filter(department=conversation.department_id)
    wanted = needs_of(conversation, needs)
    return _give(conversation, wanted, method, by=by, but_not=but_not, at=at or timezone.now())


@transaction.atomic
def place_waiting(department: Department, *, by: Actor = SYSTEM, at: datetime | None = None) -> int:
    """Give out what waits in a department, oldest first, until nobody has room. Returns how many were given."""
    offer_next(by=by, at=at)
    method = method_of(department)
    if not method.gives:
        return 0
    at = at or timezone.now()
    needs, given = list(Need.objects.filter(department=department)), 0
    stuck = set[tuple[int | None, tuple[Needed, ...]]]()
    waits = waiting_in(department).select_related("inbox", "customer__company").defer("customer__vector")
    for conversation in waits.order_by("activity_at", "pk")[:MOST_AT_ONCE]:
        wanted = needs_of(conversation, needs)
        # The next one that asks for as much finds nobody either; one that asks for less may.
        alone = conversation.pk if is_restricted(conversation) else None
        if (alone, wanted) in stuck:
            continue
        if _give(conversation, wanted, method, by=by, at=at) is not None:
            given += 1
        elif not wanted and alone is None:
            break
        else:
            stuck.add((alone, wanted))
    return given


@transaction.atomic
def set_method(department: Department, method: Method, *, by: Actor, at: datetime | None = None) -> None:
    """Choose how a department gives out new conversations; what waits is given out at once."""
    at = at or timezone.now()
    before = method_of(department)
    if method == before:
        return
    Routing.objects.update_or_create(department=department, defaults={"method": method})
    publish(RoutingChanged(department_id=department.pk, method=method, before=before, by=by.ref, at=at))
    place_waiting(department, by=by, at=at)


def _give(
    conversation: Conversation,
    needs: Sequence[Needed],
    method: Method,
    *,
    by: Actor,
    at: datetime,
    but_not: Member | None = None,
) -> Member | None:
    # One placement of a department at a time, so that turns are fair. The people's rows are locked too, because
    # somebody may work in two departments; both kinds of locks make the counted load true until the commit.
    transaction_lock(f"routing.department.{conversation.department_id}")
    available = Member.objects.available().filter(departments=conversation.department_id)
    available = let_in(available, conversation)
    absent = Absence.objects.on(timezone.localdate(at)).values("member")
    available = available.exclude(pk__in=absent).exclude(pk=but_not.pk if but_not else 0)
    members = list(available.order_by("pk").select_for_update(no_key=True, of=("self",)))
    chosen = whose_turn(
        candidates(conversation.department, members),
        language=conversation.language,
        needs=needs,
        waited_seconds=waited_seconds(conversation, at=at),
        is_by_load=method == Method.LEAST_LOADED,
    )
    if chosen is None:
        return None
    member = next(one for one in members if one.pk == chosen.member_id)
    try:
        conversations.assign(conversation, to=member, by=by, at=at)
    except SomebodyWasFaster:
        return None
    Turn.objects.update_or_create(
        department_id=conversation.department_id, member=member, defaults={"given_at": at}
    )
    return member
