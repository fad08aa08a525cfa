"""Somebody is told: the notice is kept for them, and goes where they want it now."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from pult.foundation.actors import Kind
from pult.notifications import queries
from pult.notifications.types import Errand, NoticeKind, Way

from .holding import hold
from .keeping import keep
from .pushing import queue


@transaction.atomic
def tell(
    kind: NoticeKind,
    people: Iterable[int | None],
    *,
    about: int,
    thing: str = "",
    by: str = "",
    until: datetime | None = None,
    at: datetime | None = None,
) -> int:
    """Tell these people, and keep it for them when it is about a thing. Returns how many browsers are told now.

    Nobody is told of what they did themselves, nor of a thing that they do not want to hear of.
    """
    at = at or timezone.now()
    until = until or at + kind.keeps_for
    readers = queries.readers(_listening(kind, people, thing, by))
    if thing:
        keep(kind, readers, thing=thing, by=by, at=at)
    wanting = [reader for reader in readers if reader.wishes.wants(kind, Way.PUSH)]
    quiet = [reader for reader in wanting if reader.is_quiet(at)]
    hold(kind, quiet, about=about, thing=thing, at=at)
    told = [reader.person.pk for reader in wanting if reader not in quiet]
    browsers = queries.browsers_to_tell(kind, told, at=at)
    for browser in browsers:
        queue(browser.pk, Errand(kind=kind, about=about, until=until))
    return len(browsers)


def _listening(kind: NoticeKind, people: Iterable[int | None], thing: str, by: str) -> list[int]:
    """Each of them once, without whoever did it, and without those who have muted the thing."""
    wanted = {pk: True for pk in people if pk and by != f"{Kind.PERSON}:{pk}"}
    if thing and wanted and not kind.is_personal:
        for pk in queries.who_muted(thing, among=list(wanted)):
            del wanted[pk]
    return list(wanted)
