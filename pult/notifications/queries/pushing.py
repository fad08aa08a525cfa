"""Questions about pushes: who wants this one now, what stands on the settings page, what an answer means."""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from pult.accounts.models import Person
from pult.foundation.actors import Actor
from pult.notifications import vapid
from pult.notifications.models import Browser, Wishes
from pult.notifications.post import Answer
from pult.notifications.types import NoticeKind, Outcome
from pult.workforce.models import Member
from pult.workforce.types import Presence

GONE = (404, 410)
BUSY = (408, 425, 429)


def wishes_of(person: Person) -> Wishes:
    """What somebody wants to be told, as the settings show it."""
    return Wishes.objects.filter(person=person).select_related("person").first() or Wishes(person=person)


def browsers_of(actor: Actor) -> list[Browser]:
    """Where somebody is told, the newest first."""
    return list(Browser.objects.visible_to(actor).newest_first())


def browsers_to_tell(kind: NoticeKind, people: Collection[int], *, at: datetime) -> list[Browser]:
    """The browsers of those who want this kind of notice at this moment."""
    if not people:
        return []
    browsers = Browser.objects.filter(person__in=people, person__is_active=True)
    found = list(browsers.select_related("person__notice_wishes", "person__member").order_by("pk"))
    return [browser for browser in found if _wants(browser.person, kind, at)]


def outcome_of(answer: Answer | None, browser: Browser) -> Outcome:
    """What a push service meant; a browser that knows another key of ours can never be reached again."""
    if answer is None or answer.status in BUSY or answer.status >= 500:
        return Outcome.BUSY
    if answer.status in GONE:
        return Outcome.GONE
    if answer.status >= 300:
        return Outcome.REFUSED if browser.server_key == vapid.public_key() else Outcome.GONE
    return Outcome.TAKEN


def _wants(person: Person, kind: NoticeKind, at: datetime) -> bool:
    wishes: Wishes = getattr(person, "notice_wishes", None) or Wishes(person=person)
    member: Member | None = getattr(person, "member", None)
    is_away = member is not None and member.presence == Presence.OFFLINE and not wishes.also_offline
    return wishes.wants(kind.key) and not is_away and not wishes.is_quiet(at, ZoneInfo(person.time_zone))
