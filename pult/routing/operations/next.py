"""The next conversation: whoever asks gets the one that presses most of those that they can do; nobody picks."""

from datetime import datetime
from itertools import chain

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation, closed_to
from pult.foundation.actors import Actor
from pult.routing.errors import NotYourTurn
from pult.routing.models import Need
from pult.routing.queries import levels_of, method_of, needs_of, nobodys, waited_seconds
from pult.routing.turns import Candidate
from pult.routing.types import QUEUED, Method, Right
from pult.workforce.models import Department, Member

LOOKED_AT = 100


@transaction.atomic
def take_next(member: Member, *, by: Actor, at: datetime | None = None) -> Conversation | None:
    """Give somebody the conversation of their departments that presses most; nothing when there is none for them."""
    at = at or timezone.now()
    mine = list(Department.objects.filter(members=member).values_list("pk", flat=True))
    waiting = nobodys().filter(department__in=mine).exclude(channel__in=QUEUED)
    waiting = waiting.exclude(closed_to(member.person.actor))
    waiting = waiting.select_for_update(of=("self",), no_key=True, skip_locked=True)
    # What is owed first; then whoever waits longest. Each along its index, so a long queue costs no more.
    due = waiting.filter(due_at__isnull=False).order_by("due_at", "pk")
    rest = waiting.filter(due_at__isnull=True).order_by("activity_at", "pk")
    me = Candidate(
        member_id=member.pk,
        capacity=1,
        load=0,
        languages=frozenset(member.languages),
        levels=levels_of([member.pk]).get(member.pk, {}),
    )
    needs = _needs_in(mine)
    for one in chain(due[:LOOKED_AT], rest[:LOOKED_AT]):
        waited = waited_seconds(one, at=at)
        wanted = needs_of(one, needs.get(one.department_id, ()))
        if all(me.can(need) or waited >= need.patience_seconds for need in wanted):
            conversations.assign(one, to=member, by=by, at=at)
            return one
    return None


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
