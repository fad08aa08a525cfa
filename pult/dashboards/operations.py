"""Verbs about reports by mail."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from pult.accounts.models import Person
from pult.foundation import jobs
from pult.foundation.actors import Actor
from pult.foundation.events import publish

from . import letters
from .events import MailingChanged
from .models import Mailing, Reader, Sending
from .types import Outcome

AT_ONCE = 50
MOST_MISSED = 1000


@transaction.atomic
def save_mailing(
    mailing: Mailing, *, readers: Collection[Person], by: Actor, at: datetime | None = None, **told: Any
) -> Mailing:
    """Have a report come by mail, or come otherwise than before."""
    at = at or timezone.now()
    for name, value in told.items():
        setattr(mailing, name, value)
    is_new = mailing.pk is None
    mailing.next_at = mailing.timing.after(at)
    mailing.missed = 0
    mailing.save()
    Reader.objects.filter(mailing=mailing).exclude(person__in=readers).delete()
    # Whoever has stopped it stays out until they are chosen anew.
    Reader.objects.bulk_create(
        [Reader(mailing=mailing, person=one) for one in readers], ignore_conflicts=True
    )
    _announce(mailing, "made" if is_new else "changed", by=by, at=at)
    return mailing


@transaction.atomic
def pause_mailing(mailing: Mailing, *, is_paused: bool, by: Actor, at: datetime | None = None) -> None:
    """Let a report rest, or come again: what would have been due meanwhile is not made up for."""
    at = at or timezone.now()
    Mailing.objects.filter(pk=mailing.pk).update(
        is_paused=is_paused, next_at=mailing.timing.after(at), missed=0
    )
    mailing.refresh_from_db()
    _announce(mailing, "paused" if is_paused else "resumed", by=by, at=at)


@transaction.atomic
def drop_mailing(mailing: Mailing, *, by: Actor, at: datetime | None = None) -> None:
    """Let a report come no more."""
    _announce(mailing, "dropped", by=by, at=at or timezone.now())
    mailing.delete()


@transaction.atomic
def stop_reading(reader: Reader, *, at: datetime | None = None) -> None:
    """Write a report to somebody no more, as they wish."""
    at = at or timezone.now()
    if Reader.objects.filter(pk=reader.pk, stopped_at=None).update(stopped_at=at):
        _announce(reader.mailing, "stopped", by=reader.person.actor, at=at)


@transaction.atomic
def send_now(mailing: Mailing, *, at: datetime | None = None) -> int:
    """Send a report to its readers at once, besides the hours at which it comes anyway. Returns to how many."""
    return _queue(mailing, slot=at or timezone.now(), missed=0)


def send_due(*, at: datetime | None = None) -> int:
    """Send every report whose moment has come. Returns how many mails are on their way."""
    at, queued = at or timezone.now(), 0
    due = Mailing.objects.filter(is_paused=False, next_at__lte=at).order_by("next_at", "pk")
    for pk in due.values_list("pk", flat=True)[:AT_ONCE]:
        queued += _send_one(pk, at=at)
    return queued


@transaction.atomic
def _send_one(pk: int, *, at: datetime) -> int:
    # Two workers may look at the same minute: only one of them finds the moment still to come.
    found = Mailing.objects.select_for_update(skip_locked=True, no_key=True)
    mailing = found.filter(pk=pk, is_paused=False, next_at__lte=at).first()
    if mailing is None:
        return 0
    # Only the latest of several moments that nobody was there for is made up for; the others are counted.
    slots = [mailing.next_at, *mailing.timing.between(mailing.next_at, at)]
    mailing.next_at = mailing.timing.after(slots[-1])
    mailing.missed = min(len(slots) - 1, MOST_MISSED)
    mailing.save(update_fields=["next_at", "missed"])
    return _queue(mailing, slot=slots[-1], missed=mailing.missed) if mailing.owner.is_active else 0


def _queue(mailing: Mailing, *, slot: datetime, missed: int) -> int:
    """One mail for each reader, each at most once for a moment."""
    readers = mailing.readers.filter(stopped_at=None, person__is_active=True).order_by("pk")
    wanted = [
        Sending(mailing=mailing, slot=slot, person=one.person, missed=missed)
        for one in readers.select_related("person")
    ]
    Sending.objects.bulk_create(wanted, ignore_conflicts=True)
    waiting = Sending.objects.filter(mailing=mailing, slot=slot, outcome=Outcome.WAITING)
    for pk in waiting.order_by("pk").values_list("pk", flat=True):
        jobs.defer("dashboards.send_report", sending_id=pk, once=f"report:{pk}")
    return len(wanted)


@transaction.atomic
def send_report(sending_id: int, *, at: datetime | None = None) -> bool:
    """Write one report to one reader: what they may see now. The mail and its mark are one transaction."""
    found = Sending.objects.select_for_update(of=("self",), no_key=True)
    sending = (
        found.filter(pk=sending_id, outcome=Outcome.WAITING)
        .select_related("mailing__owner", "person")
        .first()
    )
    if sending is None:
        return False
    reading = Reader.objects.filter(mailing=sending.mailing_id, person=sending.person_id, stopped_at=None)
    reader = reading.first()
    if reader is None:  # they have stopped it meanwhile
        sending.delete()
        return False
    letter = letters.report(sending, reader) if sending.person.is_active else None
    if letter is not None:
        letter.send()
    outcome = Outcome.SENT if letter else Outcome.NOT_ALLOWED
    Sending.objects.filter(pk=sending.pk).update(outcome=outcome, at=at or timezone.now())
    return letter is not None


def _announce(mailing: Mailing, what: str, *, by: Actor, at: datetime) -> None:
    publish(MailingChanged(mailing_id=mailing.pk, what=what, by=by.ref, at=at))
