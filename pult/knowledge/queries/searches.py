"""What was looked for and not found: how often, when last, and whether somebody has seen to it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from django.db.models import Count, Max, Q, QuerySet

from pult.foundation.actors import Actor
from pult.foundation.web import Page, keyset_page
from pult.knowledge.models import Gap, Search
from pult.knowledge.types import GapState

_EMPTY = Q(found=0)


@dataclass(frozen=True, kw_only=True)
class Missed:
    """Words that found nothing, as they were typed last, and what became of the gap that they left."""

    text: str
    language: str
    times: int
    last: datetime
    gap: Gap | None

    @property
    def is_settled(self) -> bool:
        """Whether somebody has seen to it."""
        return self.gap is not None and self.gap.state != GapState.OPEN


def missed(
    actor: Actor,
    *,
    days: int,
    language: str = "",
    now: datetime,
    after: str | None = None,
    before: str | None = None,
    size: int = 30,
) -> Page[Any]:
    """A page of words that found nothing within so many days, the most frequent first."""
    rows = Search.objects.visible_to(actor).without_result().filter(at__gte=now - timedelta(days=days))
    if language:
        rows = rows.filter(language=language)
    counted = rows.values("key", "language").annotate(times=Count("pk"), last=Max("at"))
    named = counted.values_list("key", "language", "times", "last", named=True)
    return keyset_page(
        cast("QuerySet[Search]", named),
        ("-times", "-key", "-language"),
        after=after,
        before=before,
        size=size,
    )


def rows_of(found: list[Any]) -> list[Missed]:
    """What the page says of each: two statements, however many they are."""
    keys = [one.key for one in found]
    typed = Search.objects.without_result().filter(key__in=keys).order_by("key", "language", "-at")
    words = {(one.key, one.language): one.text for one in typed.distinct("key", "language")}
    left = Gap.objects.filter(key__in=keys).order_by("key", "language", "-pk").distinct("key", "language")
    gaps = {(one.key, one.language): one for one in left}
    return [
        Missed(
            text=words.get((one.key, one.language), one.key),
            language=one.language,
            times=one.times,
            last=one.last,
            gap=gaps.get((one.key, one.language)),
        )
        for one in found
    ]


def share_missed(actor: Actor, *, days: int, now: datetime) -> tuple[int, int]:
    """How many searches found nothing, and how many there were."""
    rows = Search.objects.visible_to(actor).filter(at__gte=now - timedelta(days=days))
    counted = rows.aggregate(empty=Count("pk", filter=_EMPTY), whole=Count("pk"))
    return int(counted["empty"]), int(counted["whole"])
