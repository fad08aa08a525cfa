"""What somebody's quiet has held is told as one notice when it ends and they are there."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from pult.notifications import queries
from pult.notifications.bundling import BUNDLE
from pult.notifications.models import Browser, HeldPush, KeptNotice, Muting
from pult.notifications.quiet import Reader, after_quiet
from pult.notifications.types import Errand, Way, kind_named

from .holding import KEEPS
from .pushing import queue

# Whoever is offline when their quiet ends is looked for again.
LOOKS_AGAIN = timedelta(minutes=10)
AT_ONCE = 200


def release_held(*, at: datetime | None = None) -> int:
    """Tell everybody whose quiet has ended what it has held back. Returns how many people are told."""
    at = at or timezone.now()
    due = (
        HeldPush.objects.waiting().filter(due_at__lte=at).order_by("person").values_list("person", flat=True)
    )
    return sum(release_to(pk, at=at) for pk in due.distinct()[:AT_ONCE])


@transaction.atomic
def release_to(person_id: int, *, at: datetime) -> bool:
    """Tell one person in one notice. What is told and the errands to their browsers are one transaction."""
    # Two workers may look at the same minute: only one of them finds what waits.
    waiting = HeldPush.objects.waiting().select_for_update(no_key=True).filter(person=person_id)
    rows = list(waiting.order_by("-at", "-pk"))
    pks = [row.pk for row in rows]
    readers = queries.readers([person_id])
    later = _later(readers[0], at) if readers else None
    if later is not None:
        HeldPush.objects.filter(pk__in=pks).update(due_at=later)
        return False
    told = [row.pk for row in _wanted(rows, readers[0], at)] if readers else []
    HeldPush.objects.filter(pk__in=set(pks) - set(told)).delete()
    if not told:
        return False
    bundle = min(told)
    HeldPush.objects.filter(pk__in=told).update(bundle=bundle)
    for browser in Browser.objects.filter(person=person_id).order_by("pk"):
        queue(browser.pk, Errand(kind=BUNDLE, about=bundle, until=at + BUNDLE.keeps_for))
    return True


def _later(reader: Reader, at: datetime) -> datetime | None:
    """When somebody is looked for again; None when they can be told now."""
    if reader.is_quiet(at):
        return after_quiet(reader, at)
    return at + LOOKS_AGAIN if queries.is_away(reader.person, reader.wishes) else None


def _wanted(rows: Sequence[HeldPush], reader: Reader, at: datetime) -> list[HeldPush]:
    """What was not read meanwhile, is not muted, is wanted still, and not too old."""
    things = {row.thing for row in rows if row.thing}
    mine = {"person": reader.person.pk, "thing__in": things}
    read = dict(KeptNotice.objects.filter(**mine).read().values_list("thing", "read_at"))
    muted = set(Muting.objects.filter(**mine).values_list("thing", flat=True))

    def is_news(row: HeldPush) -> bool:
        kind = kind_named(row.kind)
        if kind is None or row.at < at - KEEPS or not reader.wishes.wants(kind, Way.PUSH):
            return False
        if row.thing in muted and not kind.is_personal:
            return False
        seen_at = read.get(row.thing)
        return seen_at is None or seen_at < row.at

    return [row for row in rows if is_news(row)]
