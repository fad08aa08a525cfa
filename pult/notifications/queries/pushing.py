"""Questions about pushes: who wants this one now, what stands on the settings page, what an answer means."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from pult.accounts.models import Person
from pult.calendars.queries import hours
from pult.foundation.actors import Actor
from pult.notifications import vapid
from pult.notifications.models import Browser, HeldPush, UsualWishes, Wishes
from pult.notifications.post import Answer
from pult.notifications.quiet import Reader
from pult.notifications.types import NoticeKind, Outcome, Way
from pult.workforce.models import Department, Member
from pult.workforce.types import Presence

GONE = (404, 410)
BUSY = (408, 425, 429)


def usual_wishes() -> UsualWishes:
    """What whoever has chosen nothing is told."""
    return UsualWishes.objects.filter(pk=1).first() or UsualWishes(pk=1)


def wishes_of(person: Person) -> Wishes:
    """What somebody wants to be told, as the settings show it: what they have chosen, else what is usual."""
    own = Wishes.objects.filter(person=person).select_related("person").first()
    return own or usual_wishes().of(person)


def has_chosen(person: Person) -> bool:
    """Whether somebody has chosen what they are told; else what is usual holds for them."""
    return Wishes.objects.filter(person=person).exists()


def reach_of_usual() -> dict[str, int]:
    """How many people are told what is usual, and how many have chosen for themselves."""
    people = Person.objects.filter(is_active=True)
    counted: dict[str, int] = people.aggregate(
        usual=Count("pk", filter=Q(notice_wishes=None)),
        own=Count("pk", filter=Q(notice_wishes__isnull=False)),
    )
    return counted


def browsers_of(actor: Actor) -> list[Browser]:
    """Where somebody is told, the newest first."""
    return list(Browser.objects.visible_to(actor).newest_first())


def readers(people: Collection[int]) -> list[Reader]:
    """Those of these people who still work here, with what they want."""
    if not people:
        return []
    found = Person.objects.filter(pk__in=people, is_active=True).select_related("notice_wishes", "member")
    return readers_among(found.order_by("pk"))


def readers_among(people: Iterable[Person]) -> list[Reader]:
    """Each of these people, fetched with their wishes; what is usual is asked once."""
    people = list(people)
    usual = None if all(map(_own, people)) else usual_wishes()
    return [reader_of(person, usual) for person in people]


def asked_for(kind: NoticeKind, members: "QuerySet[Member]") -> list[int]:
    """Those of these members who have asked for a kind that nobody is told without asking."""
    tokens = [kind.by(way) for way in kind.ways]
    wanted = Q(person__notice_wishes__on__overlap=tokens)
    if set(tokens) & set(usual_wishes().on):
        wanted |= Q(person__notice_wishes=None)
    return list(members.filter(wanted).order_by("pk").values_list("person", flat=True))


def reader_of(person: Person, usual: UsualWishes | None = None) -> Reader:
    """Somebody with what they want, and with the opening hours of their departments if they keep to them.

    `usual` is what whoever has chosen nothing is told, where it is at hand.
    """
    wishes = _own(person) or (usual or usual_wishes()).of(person)
    if not wishes.only_in_hours:
        return Reader(person, wishes)
    departments = Department.objects.of(person.actor).select_related("calendar").order_by("pk")
    return Reader(person, wishes, tuple(hours(one.calendar) for one in departments))


def browsers_to_tell(kind: NoticeKind, people: Collection[int], *, at: datetime) -> list[Browser]:
    """The browsers of those who want this kind of notice at this moment."""
    if not people:
        return []
    browsers = Browser.objects.filter(person__in=people, person__is_active=True)
    found = list(browsers.select_related("person__notice_wishes", "person__member").order_by("pk"))
    told = readers_among(browser.person for browser in found)
    return [browser for browser, reader in zip(found, told, strict=True) if _wants(reader, kind, at)]


def held_for(actor: Actor) -> int:
    """How many notices wait for the end of somebody's quiet."""
    return HeldPush.objects.waiting().filter(person=actor.person_id).count()


def outcome_of(answer: Answer | None, browser: Browser) -> Outcome:
    """What a push service meant; a browser that knows another key of ours can never be reached again."""
    if answer is None or answer.status in BUSY or answer.status >= 500:
        return Outcome.BUSY
    if answer.status in GONE:
        return Outcome.GONE
    if answer.status >= 300:
        return Outcome.REFUSED if browser.server_key == vapid.public_key() else Outcome.GONE
    return Outcome.TAKEN


def is_away(person: Person, wishes: Wishes) -> bool:
    """Whether somebody is offline, and wants nothing meanwhile."""
    member: Member | None = getattr(person, "member", None)
    return member is not None and member.presence == Presence.OFFLINE and not wishes.also_offline


def _own(person: Person) -> Wishes | None:
    own: Wishes | None = getattr(person, "notice_wishes", None)
    return own


def _wants(reader: Reader, kind: NoticeKind, at: datetime) -> bool:
    wants = reader.wishes.wants(kind, Way.PUSH)
    return wants and not is_away(reader.person, reader.wishes) and not reader.is_quiet(at)
