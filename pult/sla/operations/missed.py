"""Noticing that a deadline is near or has passed. An index on what is due next makes this cheap; no clock is polled."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from pult.conversations.types import Status
from pult.sla.models import Clock
from pult.sla.types import Target

from .ticking import miss, show_due, warn

AT_ONCE = 500
# An answer or a solution may be written down already while its fact is still on the way here.
STILL_OWED = (
    Q(target=Target.FIRST_RESPONSE, conversation__first_reply_at=None)
    | Q(target=Target.NEXT_RESPONSE, conversation__waiting_since__isnull=False)
    | Q(target=Target.RESOLUTION, conversation__status__in=[Status.NEW, Status.OPEN])
)


def mark_missed(*, at: datetime | None = None, batch: int = AT_ONCE) -> int:
    """Write down every promise whose moment has passed, and say so. Returns how many."""
    at, missed = at or timezone.now(), 0
    while count := _mark_some(at, batch):
        missed += count
    return missed


@transaction.atomic
def warn_near(*, at: datetime | None = None, batch: int = AT_ONCE) -> int:
    """Say of every promise that has to be kept soon that it does, once for each deadline. Returns how many."""
    at = at or timezone.now()
    near = (
        Clock.objects.near(at)
        .filter(STILL_OWED)
        .select_for_update(of=("self",), skip_locked=True, no_key=True)
        .select_related("conversation")
    )
    clocks = list(near[:batch])
    for clock in clocks:
        warn(clock, clock.conversation, at=at)
    return len(clocks)


@transaction.atomic
def _mark_some(at: datetime, batch: int) -> int:
    # Locked against an answer that comes at the same moment; what somebody else holds is left to them.
    due = (
        Clock.objects.overdue(at)
        .filter(STILL_OWED)
        .select_for_update(of=("self",), skip_locked=True, no_key=True)
        .select_related("conversation")
    )
    clocks = list(due[:batch])
    for clock in clocks:
        miss(clock, clock.conversation)
        show_due(clock.conversation)
    return len(clocks)
