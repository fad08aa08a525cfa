"""What somebody wants to be told, and when."""

from collections.abc import Collection
from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from pult.accounts.models import Person
from pult.foundation.actors import Actor
from pult.foundation.events import publish
from pult.notifications.events import WishesChanged
from pult.notifications.models import Wishes


@transaction.atomic
def change_wishes(
    person: Person,
    *,
    off: Collection[str],
    shows_words: bool,
    also_offline: bool,
    quiet_from: time | None,
    quiet_until: time | None,
    by: Actor,
    at: datetime | None = None,
) -> Wishes:
    """Tell somebody what they want to hear, when they want to hear it."""
    given = {
        "off": sorted(off),
        "shows_words": shows_words,
        "also_offline": also_offline,
        "quiet_from": quiet_from,
        "quiet_until": quiet_until,
    }
    wishes, _is_new = Wishes.objects.update_or_create(person=person, defaults=given)
    publish(WishesChanged(person_id=person.pk, by=by.ref, at=at or timezone.now()))
    return wishes
