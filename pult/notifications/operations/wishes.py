"""What somebody wants to be told, and when; what is usual for whoever has chosen nothing."""

from collections.abc import Collection
from datetime import datetime, time
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from pult.accounts.models import Person
from pult.foundation.actors import Actor
from pult.foundation.audit import operations as audit
from pult.foundation.events import publish
from pult.notifications.events import UsualWishesChanged, WishesChanged
from pult.notifications.models import CHOSEN, KeptNotice, UsualWishes, Wishes
from pult.notifications.queries import usual_wishes
from pult.notifications.types import Act

from .holding import look_again, look_again_for_all


class Chosen(TypedDict, total=False):
    """What can be chosen; what is left out is as it is for everybody from the first."""

    on: Collection[str]
    off: Collection[str]
    rhythm: str
    daily_at: time
    no_mail: bool
    only_in_hours: bool
    follows_own: bool
    shows_words: bool
    also_offline: bool
    quiet_from: time | None
    quiet_until: time | None


@transaction.atomic
def change_wishes(
    person: Person, *, by: Actor, at: datetime | None = None, **chosen: Unpack[Chosen]
) -> Wishes:
    """Tell somebody what they want to hear, when they want to hear it."""
    wishes, _is_new = Wishes.objects.update_or_create(person=person, defaults=_whole(chosen))
    at = at or timezone.now()
    look_again(person, at=at)
    publish(WishesChanged(person_id=person.pk, by=by.ref, at=at))
    return wishes


@transaction.atomic
def follow_usual(person: Person, *, by: Actor, at: datetime | None = None) -> None:
    """Let somebody be told what is usual, now and whenever that changes; what they had chosen is forgotten."""
    at = at or timezone.now()
    Wishes.objects.filter(person=person).delete()
    look_again(person, at=at)
    publish(WishesChanged(person_id=person.pk, by=by.ref, at=at))


@transaction.atomic
def change_usual(*, by: Actor, at: datetime | None = None, **chosen: Unpack[Chosen]) -> UsualWishes:
    """Say what everybody is told who has not chosen for themselves."""
    at, before = at or timezone.now(), _told(usual_wishes())
    usual, _is_new = UsualWishes.objects.update_or_create(pk=1, defaults=_whole(chosen))
    after = _told(usual)
    if after != before:
        look_again_for_all(at=at)
        audit.record(Act.USUAL, by=by, about="notices:usual", before=before, after=after, at=at)
        publish(UsualWishesChanged(by=by.ref, at=at))
    return usual


@transaction.atomic
def stop_mail(person: Person, *, by: Actor, at: datetime | None = None) -> None:
    """Write somebody no more letters about notices; everything else stays as it was."""
    if not Wishes.objects.filter(person=person).update(no_mail=True):
        own = usual_wishes().of(person)
        own.no_mail = True
        own.save(force_insert=True)
    KeptNotice.objects.filter(person=person, mail_due_at__isnull=False).update(mail_due_at=None)
    publish(WishesChanged(person_id=person.pk, by=by.ref, at=at or timezone.now()))


def _whole(chosen: Chosen) -> dict[str, Any]:
    """Every value, in one order."""
    fresh = UsualWishes()
    given: dict[str, Any] = {name: getattr(fresh, name) for name in CHOSEN} | dict(chosen)
    return given | {name: sorted(given[name]) for name in ("on", "off")}


def _told(usual: UsualWishes) -> dict[str, Any]:
    """As the audit log keeps it."""
    values = {name: getattr(usual, name) for name in CHOSEN}
    return {name: f"{value:%H:%M}" if isinstance(value, time) else value for name, value in values.items()}
