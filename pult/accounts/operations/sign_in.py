"""Verbs about failed sign-ins: the wait grows with every failure."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from pult.accounts.models import FailedSignIns, Person
from pult.accounts.types import Act
from pult.foundation.actors import NOBODY
from pult.foundation.audit import operations as audit

FREE_FAILURES = 5
LONGEST_WAIT = timedelta(minutes=30)
FORGET_AFTER = timedelta(hours=24)


def wait_after(failures: int) -> timedelta:
    """How long an address waits after so many failures in a row: nothing, then 1, 2, 4 … minutes, at most 30."""
    if failures < FREE_FAILURES:
        return timedelta()
    return min(timedelta(minutes=2 ** min(failures - FREE_FAILURES, 10)), LONGEST_WAIT)


@transaction.atomic
def note_failed_sign_in(address: str, *, at: datetime | None = None) -> None:
    """Count a failure against an address, whether somebody here has it or not."""
    at, address = at or timezone.now(), address.strip().lower()[:254]
    FailedSignIns.objects.filter(address=address, failed_at__lt=at - FORGET_AFTER).delete()
    FailedSignIns.objects.bulk_create([FailedSignIns(address=address, failed_at=at)], ignore_conflicts=True)
    FailedSignIns.objects.filter(address=address).update(count=F("count") + 1, failed_at=at)
    failures = FailedSignIns.objects.select_for_update(no_key=True).get(
        address=address
    )  # the count decides the wait
    wait = wait_after(failures.count)
    if not wait:
        return
    FailedSignIns.objects.filter(address=address).update(locked_until=at + wait)
    person = Person.objects.filter(email__iexact=address).first()
    if person is not None:
        audit.record(
            Act.LOCKED_OUT,
            by=NOBODY, about=person.ref, about_name=person.name, at=at,
            after={"failures": failures.count, "minutes": wait.total_seconds() / 60},
        )  # fmt: skip


def forgive(address: str) -> None:
    """Forget the failures of an address whose owner has shown that it is them."""
    FailedSignIns.objects.filter(address=address.strip().lower()).delete()


def forget_old_failures(*, at: datetime | None = None) -> None:
    """Drop failures that no longer count."""
    FailedSignIns.objects.filter(failed_at__lt=(at or timezone.now()) - FORGET_AFTER).delete()


def forget_old_sessions(*, at: datetime | None = None) -> int:
    """Drop sessions that have run out, and what is listed of them."""
    ended, _by_kind = Session.objects.filter(expire_date__lt=at or timezone.now()).delete()
    gone = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key"))
    gone.delete()
    return ended
