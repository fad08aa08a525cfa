"""Questions about pushes: who wants this one now, what stands on the settings page, what an answer means."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from pult.accounts.models import Person
from pult.calendars.queries import hours
from pult.foundation.actors import Actor
from pult.notifications import vapid
from pult.notifications.models import Browser, HeldPush, Wishes
from pult.notifications.post import Answer
from pult.notifications.quiet import Reader
from pult.notifications.types import NoticeKind, Outcome, Way
from pult.workforce.models import Department, Member
from pult.workforce.types import Presence

GONE = (404, 410)
BUSY = (408, 425, 429)


def wishes_of(person: Person) -> Wishes:
    """What somebody wants to be told, as the settings show it."""
    return Wishes.objects.filter(person=person).select_related("person").first() or Wishes(person=person)


def browsers_of(actor: Actor) -> list[Browser]:
    """Where somebody is told, the newest first."""
    return list(Browser.objects.visible_to(actor).newest_first())


def readers(people: Collection[int]) -> list[Reader]:
    """Those of these people who still work here, with what they want."""
    if not people:
        return []
    found = Person.objects.filter(pk__in=people, is_active=True).select_related("notice_wishes", "member")
    return [reader_of(person) for person in found.order_by("pk")]


def asked_for(kind: NoticeKind, members: "QuerySet[Member]") -> list[int]:
    """Those of these members who have asked for a kind that nobody is told without asking."""
    tokens = [kind.by(way) for way in kind.ways]
    asked = members.filter(person__notice_wishes__on__overlap=tokens)
    return list(asked.order_by("pk").values_list("person", flat=True))


def reader_of(person: Person) -> Reader:
    """Somebody with what they want, and with the opening hours of their departments if they keep to them."""
    wishes: Wishes = getattr(person, "notice_wishes", None) or Wishes(person=person)
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
    return [browser for browser in found if _wants(browser.person, kind, at)]


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


def _wants(person: Person, kind: NoticeKind, at: datetime) -> bool:
    reader = reader_of(person)
    return (
        reader.wishes.wants(kind, Way.PUSH) and not is_away(person, reader.wishes) and not reader.is_quiet(at)
    )
