"""How long the log of what rules did is kept."""

from datetime import datetime

from django.db.models import F
from django.utils import timezone

from pult.automation.models import Firing
from pult.automation.types import KEPT_FOR

PORTION = 5_000
MOST_PORTIONS = 200


def forget_firings(*, at: datetime | None = None) -> int:
    """Forget what is older than the log is kept, in portions. Returns how much that was.

    The marks of rules by the clock stay as long as the turn that they stand for, so that nothing is done twice.
    """
    before = (at or timezone.now()) - KEPT_FOR
    old = Firing.objects.filter(at__lt=before)
    standing = old.filter(turn__isnull=False, rule__since="activity_at").filter(
        turn=F("conversation__activity_at")
    )
    standing |= old.filter(turn__isnull=False, rule__since="waiting_since").filter(
        turn=F("conversation__waiting_since")
    )
    gone = 0
    for _portion in range(MOST_PORTIONS):
        keys = list(old.exclude(pk__in=standing.values("pk")).values_list("pk", flat=True)[:PORTION])
        if not keys:
            break
        gone += Firing.objects.filter(pk__in=keys).delete()[0]
    return gone
