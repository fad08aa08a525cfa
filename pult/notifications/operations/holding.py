"""Pushes that fall in somebody's quiet are held until it ends."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from pult.accounts.models import Person
from pult.notifications.models import Browser, HeldPush
from pult.notifications.quiet import Reader, after_quiet
from pult.notifications.types import NoticeKind

# What is older is told nobody any more.
KEEPS = timedelta(days=7)
FORGETS_AT_ONCE = 5_000


def hold(kind: NoticeKind, readers: Iterable[Reader], *, about: int, thing: str, at: datetime) -> None:
    """Keep what is not shown now for each who has a browser. The same news waits once."""
    quiet = {reader.person.pk: after_quiet(reader, at) for reader in readers}
    if not quiet or at < timezone.now() - KEEPS:
        return
    told = Browser.objects.filter(person__in=quiet).values_list("person", flat=True).distinct()
    given = {"kind": kind.key, "about": about, "thing": thing, "at": at}
    HeldPush.objects.bulk_create(
        [HeldPush(person_id=pk, due_at=quiet[pk], **given) for pk in told], ignore_conflicts=True
    )


@transaction.atomic
def look_again(person: Person, *, at: datetime) -> None:
    """Somebody has other quiet hours now: what waits is looked at with the next minute."""
    HeldPush.objects.waiting().filter(person=person, due_at__gt=at).update(due_at=at)


@transaction.atomic
def look_again_for_all(*, at: datetime) -> None:
    """What is usual has changed: what waits for whoever keeps to it is looked at with the next minute."""
    HeldPush.objects.waiting().filter(person__notice_wishes=None, due_at__gt=at).update(due_at=at)


@transaction.atomic
def forget_held(*, at: datetime | None = None) -> int:
    """Let go of what was told, and of what is no news any more, a few thousand at once."""
    old = (
        HeldPush.objects.filter(at__lt=(at or timezone.now()) - KEEPS)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    return HeldPush.objects.filter(pk__in=list(old[:FORGETS_AT_ONCE])).delete()[0]
