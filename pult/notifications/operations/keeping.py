"""Notices that are kept: one for each person and thing, read, done, muted, and forgotten in the end."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Case, Expression, F, Func, Q, Value, When
from django.db.models.functions import Least
from django.utils import timezone

from pult.foundation import live
from pult.foundation.actors import Actor
from pult.notifications.models import KeptNotice, KeptNoticeQuerySet, Muting
from pult.notifications.quiet import Reader, letter_due
from pult.notifications.types import NoticeKind, Way

KEEPS_READ = timedelta(days=30)
KEEPS_ALL = timedelta(days=90)
AT_ONCE = 5_000
UNREAD = Q(read_at=None)


def keep(kind: NoticeKind, readers: Iterable[Reader], *, thing: str, by: str, at: datetime) -> None:
    """One notice a thing: what was read begins anew, what was not counts one more. What is long past is not kept."""
    if at < timezone.now() - KEEPS_READ:
        return
    shown, written = set[int](), dict[int, datetime]()
    for reader in readers:
        if reader.wishes.wants(kind, Way.APP):
            shown.add(reader.person.pk)
        if reader.wishes.wants(kind, Way.MAIL):
            written[reader.person.pk] = letter_due(reader, at)
    if not (shown or written):
        return
    fresh = [KeptNotice(person_id=pk, thing=thing, kinds=[], at=at, count=0) for pk in shown | written.keys()]
    KeptNotice.objects.bulk_create(fresh, ignore_conflicts=True)
    rows = KeptNotice.objects.filter(thing=thing)
    _note(rows.filter(person__in=shown), kind, by=by, at=at, is_listed=Value(True))
    if unseen := written.keys() - shown:
        as_before = Case(When(UNREAD & Q(count__gt=0), then=F("is_listed")), default=False)
        _note(rows.filter(person__in=unseen), kind, by=by, at=at, is_listed=as_before)
    for due in set(written.values()):
        whose = [pk for pk, moment in written.items() if moment == due]
        rows.filter(person__in=whose).update(mail_due_at=Least("mail_due_at", Value(due)))
    announce(sorted(shown))


def _note(
    rows: KeptNoticeQuerySet, kind: NoticeKind, *, by: str, at: datetime, is_listed: Expression
) -> None:
    row = KeptNotice._meta.get_field("kinds")
    without = Func(F("kinds"), Value(kind.key), function="array_remove", output_field=row)
    newest_first = Func(Value(kind.key), without, function="array_prepend", output_field=row)
    rows.update(
        kinds=Case(When(UNREAD, then=newest_first), default=Value([kind.key], row), output_field=row),
        count=Case(When(UNREAD, then=F("count") + 1), default=1),
        is_listed=is_listed,
        by=by,
        at=at,
        read_at=None,
        done_at=None,
    )


def mark_thing_read(thing: str, *, by: Actor, at: datetime | None = None) -> bool:
    """Somebody has opened what their notice is about."""
    return _change(KeptNotice.objects.filter(thing=thing).unread(), by, read_at=at or timezone.now())


def mark_read(notice: KeptNotice, *, by: Actor, at: datetime | None = None) -> bool:
    """Somebody has seen one notice."""
    return _change(KeptNotice.objects.filter(pk=notice.pk).unread(), by, read_at=at or timezone.now())


def mark_unread(notice: KeptNotice, *, by: Actor) -> bool:
    """Somebody wants to come back to one notice."""
    return _change(KeptNotice.objects.filter(pk=notice.pk).read(), by, read_at=None, done_at=None)


@transaction.atomic
def mark_all_read(*, by: Actor, up_to: datetime | None = None, at: datetime | None = None) -> int:
    """Somebody has seen all that there is, or all that there was when they looked."""
    at = at or timezone.now()
    count = KeptNotice.objects.visible_to(by).unread().filter(at__lte=up_to or at).update(read_at=at)
    announce([by.person_id])
    return count


def finish(notice: KeptNotice, *, by: Actor, at: datetime | None = None) -> bool:
    """Put one notice away: what it told of is done."""
    at = at or timezone.now()
    open_ones = KeptNotice.objects.filter(pk=notice.pk).open()
    return _change(
        open_ones, by, done_at=at, read_at=Case(When(UNREAD, then=Value(at)), default=F("read_at"))
    )


def take_up(notice: KeptNotice, *, by: Actor) -> bool:
    """Take one notice out of those that are done."""
    return _change(KeptNotice.objects.filter(pk=notice.pk).exclude(done_at=None), by, done_at=None)


@transaction.atomic
def mute(thing: str, *, by: Actor, at: datetime | None = None) -> None:
    """Hear no more of a thing, but for what is meant for oneself alone."""
    given = {"at": at or timezone.now()}
    Muting.objects.get_or_create(person_id=by.person_id, thing=thing, defaults=given)
    announce([by.person_id])


@transaction.atomic
def unmute(thing: str, *, by: Actor) -> None:
    """Hear of a thing again."""
    Muting.objects.visible_to(by).filter(thing=thing).delete()
    announce([by.person_id])


@transaction.atomic
def forget_old(*, at: datetime | None = None) -> int:
    """Let go of what was read long ago, and of what nobody has looked at for longer, a few thousand at once."""
    at = at or timezone.now()
    old = Q(at__lt=at - KEEPS_ALL) | Q(read_at__lt=at - KEEPS_READ, at__lt=at - KEEPS_READ)
    some = KeptNotice.objects.filter(old).order_by("pk").values("pk")[:AT_ONCE]
    return KeptNotice.objects.filter(pk__in=list(some.values_list("pk", flat=True))).delete()[0]


def announce(people: Collection[int]) -> None:
    """Let every page of theirs look again."""
    live.announce(*(f"notices:{pk}" for pk in people))


@transaction.atomic
def _change(rows: KeptNoticeQuerySet, by: Actor, **values: object) -> bool:
    changed = bool(rows.visible_to(by).update(**values))
    if changed:
        announce([by.person_id])
    return changed
