"""The next conversation: whoever asks gets the one that presses most of those that they can do; nobody picks."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation, closed_to
from pult.conversations.queries import scope, stand_in
from pult.foundation.actors import Actor
from pult.foundation.database.kept import one_of
from pult.foundation.database.kept_models import KeptModels
from pult.routing.errors import NotYourTurn
from pult.routing.models import Need
from pult.routing.queries import levels_of, method_of, needs_of, nobodys, waited_seconds
from pult.routing.turns import Candidate
from pult.routing.types import QUEUED, Method, Right
from pult.workforce.models import Department, Member

WAITING: Final[KeptModels[Conversation]] = KeptModels()
HELD: Final[KeptModels[Conversation]] = KeptModels()
DUE, REST = "due", "rest"
FIRST_FEW = 5
LOOKED_AT = 100


@transaction.atomic
def take_next(member: Member, *, by: Actor, at: datetime | None = None) -> Conversation | None:
    """Give somebody the conversation of their departments that presses most; nothing when there is none for them."""
    at = at or timezone.now()
    mine = list(Department.objects.filter(members=member).values_list("pk", flat=True))
    me = Candidate(
        member_id=member.pk,
        capacity=1,
        load=0,
        languages=frozenset(member.languages),
        levels=levels_of([member.pk]).get(member.pk, {}),
    )
    needs = _needs_in(mine)
    for one in _that_press(member.person.actor, mine):
        waited = waited_seconds(one, at=at)
        wanted = needs_of(one, needs.get(one.department_id, ()))
        if not all(me.can(need) or waited >= need.patience_seconds for need in wanted):
            continue
        if (held := _held(one)) is not None:
            conversations.assign(held, to=member, by=by, at=at)
            return held
    return None


def _that_press(actor: Actor, departments: list[int]) -> Iterator[Conversation]:
    """What nobody has, what presses most first: mostly one of the first few is the one.

    What is owed comes first, then whoever waits longest; each along its index, so a long queue costs no more.
    """
    for form in (DUE, REST):
        for piece in (slice(FIRST_FEW), slice(FIRST_FEW, LOOKED_AT)):
            found = _asked(form, piece, actor, departments)
            yield from found
            if len(found) < piece.stop - (piece.start or 0):
                break


def _asked(form: str, piece: slice, actor: Actor, departments: list[int]) -> list[Conversation]:
    return WAITING.ask(
        (form, piece.stop, scope(actor)),
        lambda slots: _waiting(stand_in(actor, slots), slots, form)[piece],
        {"person": actor.person_id, "departments": departments},
    )


def _waiting(actor: Actor, slots: Mapping[str, Any], form: str) -> "QuerySet[Conversation]":
    waiting = nobodys().filter(department__in=one_of(slots["departments"]))
    waiting = waiting.exclude(channel__in=QUEUED).exclude(closed_to(actor))
    if form == DUE:
        return waiting.filter(due_at__isnull=False).order_by("due_at", "pk")
    return waiting.filter(due_at__isnull=True).order_by("activity_at", "pk")


def _held(conversation: Conversation) -> Conversation | None:
    """Only this one is locked, and only if nobody has taken it meanwhile or is just about to."""
    return HELD.first(
        "held",
        lambda slots: (
            nobodys()
            .filter(pk=slots["conversation"])
            .select_for_update(of=("self",), no_key=True, skip_locked=True)
        ),
        {"conversation": conversation.pk},
    )


def check_may_take(conversation: Conversation, *, by: Actor) -> None:
    """Refuse that somebody picks what nobody has, where each takes the next one."""
    if conversation.assignee_id is not None or by.has(Right.WATCH):
        return
    if method_of(conversation.department) == Method.NEXT:
        raise NotYourTurn(_("Here each takes the next one. Press “Next conversation”."))


def _needs_in(departments: list[int]) -> dict[int, list[Need]]:
    found: dict[int, list[Need]] = {}
    for need in Need.objects.filter(department__in=departments).order_by(F("pk")):
        found.setdefault(need.department_id, []).append(need)
    return found
