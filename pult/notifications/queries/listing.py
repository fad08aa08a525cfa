"""The list of somebody's notices, put into words when it is read."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.functional import Promise

from pult.accounts.models import Person
from pult.foundation.actors import Actor, Kind
from pult.foundation.web import Page, keyset_page
from pult.notifications.models import KeptNotice, KeptNoticeQuerySet, Muting
from pult.notifications.testing import TEST
from pult.notifications.types import NoticeKind, Shelf, Thing, kind_named, thing_kind_named

MOST_COUNTED = 100


@dataclass(frozen=True, kw_only=True)
class Line:
    """One notice as the list shows it; without a thing when the reader may not read it any more."""

    notice: KeptNotice
    thing: Thing | None
    kinds: Sequence[NoticeKind]
    who: str

    @property
    def icon(self) -> str:
        """The picture of the newest that has happened."""
        return self.kinds[0].icon if self.kinds else "bell"

    @property
    def sentences(self) -> list[str | Promise]:
        """What has happened, the newest first."""
        return [kind.said or kind.label for kind in self.kinds]


def notices_of(
    actor: Actor, shelf: Shelf, *, after: str | None = None, before: str | None = None, size: int = 30
) -> Page[KeptNotice]:
    """A page of somebody's notices, the newest first."""
    muted = Muting.objects.filter(person=OuterRef("person"), thing=OuterRef("thing"))
    rows = _on(shelf, KeptNotice.objects.visible_to(actor).listed()).annotate(is_muted=Exists(muted))
    return keyset_page(rows, ("-at", "-id"), after=after, before=before, size=size)


def lines_of(notices: Collection[KeptNotice], actor: Actor) -> list[Line]:
    """These notices in words: one question for each kind of thing, one for those who did it."""
    things, names = _things(notices, actor), _names(notices)
    return [
        Line(
            notice=notice,
            thing=things.get(notice.thing),
            kinds=[kind for key in notice.kinds if (kind := _kind(key)) is not None],
            who=names.get(notice.by, ""),
        )
        for notice in notices
    ]


def unread_by(actor: Actor) -> KeptNoticeQuerySet:
    """What somebody has not seen, as far as it is counted."""
    return KeptNotice.objects.visible_to(actor).listed().unread()[:MOST_COUNTED]


def who_muted(thing: str, *, among: Collection[int]) -> list[int]:
    """Those of these people who do not want to hear of a thing."""
    return list(Muting.objects.filter(thing=thing, person__in=among).values_list("person", flat=True))


def _kind(key: str) -> NoticeKind | None:
    return TEST if key == TEST.key else kind_named(key)


def _on(shelf: Shelf, rows: KeptNoticeQuerySet) -> KeptNoticeQuerySet:
    if shelf is Shelf.UNREAD:
        return rows.unread()
    return rows.exclude(done_at=None) if shelf is Shelf.DONE else rows.open()


def _things(notices: Collection[KeptNotice], actor: Actor) -> dict[str, Thing]:
    by_kind: dict[str, set[int]] = defaultdict(set)
    for notice in notices:
        key, _, pk = notice.thing.rpartition(":")
        by_kind[key].add(int(pk))
    found: dict[str, Thing] = {}
    for key, pks in by_kind.items():
        if (kind := thing_kind_named(key)) is not None:
            found |= {kind.of(pk): thing for pk, thing in kind.describe(pks, actor).items()}
    return found


def _names(notices: Collection[KeptNotice]) -> Mapping[str, str]:
    """The people who did it, by how facts name them."""
    refs = {notice.by for notice in notices if notice.by.startswith(f"{Kind.PERSON}:")}
    pks = [int(ref.partition(":")[2]) for ref in refs]
    rows = Person.objects.filter(pk__in=pks).values_list("pk", "name") if pks else ()
    return {f"{Kind.PERSON}:{pk}": name for pk, name in rows}
