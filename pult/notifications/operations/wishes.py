"""What somebody wants to be told, and when."""

from collections.abc import Collection
from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from pult.accounts.models import Person
from pult.foundation.actors import Actor
from pult.foundation.events import publish
from pult.notifications.events import WishesChanged
from pult.notifications.models import KeptNotice, Wishes
from pult.notifications.types import Rhythm

from .holding import look_again


@transaction.atomic
def change_wishes(
    person: Person,
    *,
    on: Collection[str] = (),
    off: Collection[str] = (),
    rhythm: str = Rhythm.AT_ONCE,
    daily_at: time = time(8),
    no_mail: bool = False,
    only_in_hours: bool = False,
    follows_own: bool = True,
    shows_words: bool,
    also_offline: bool,
    quiet_from: time | None,
    quiet_until: time | None,
    by: Actor,
    at: datetime | None = None,
) -> Wishes:
    """Tell somebody what they want to hear, when they want to hear it."""
    given = {
        "on": sorted(on),
        "off": sorted(off),
        "rhythm": rhythm,
        "daily_at": daily_at,
        "no_mail": no_mail,
        "only_in_hours": only_in_hours,
        "follows_own": follows_own,
        "shows_words": shows_words,
        "also_offline": also_offline,
        "quiet_from": quiet_from,
        "quiet_until": quiet_until,
    }
    wishes, _is_new = Wishes.objects.update_or_create(person=person, defaults=given)
    at = at or timezone.now()
    look_again(person, at=at)
    publish(WishesChanged(person_id=person.pk, by=by.ref, at=at))
    return wishes


@transaction.atomic
def stop_mail(person: Person, *, by: Actor, at: datetime | None = None) -> None:
    """Write somebody no more letters about notices; everything else stays as it was."""
    Wishes.objects.update_or_create(person=person, defaults={"no_mail": True})
    KeptNotice.objects.filter(person=person, mail_due_at__isnull=False).update(mail_due_at=None)
    publish(WishesChanged(person_id=person.pk, by=by.ref, at=at or timezone.now()))
