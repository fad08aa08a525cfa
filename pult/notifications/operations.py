"""What can be done with notices: a browser allows them, somebody wants others, somebody is told."""

import json
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, time, timedelta

from django.db import transaction
from django.templatetags.static import static
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pult.accounts.models import Person
from pult.foundation import jobs
from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.events import publish

from . import queries, vapid
from .encryption import is_point, seal, unplain
from .errors import BadBrowser
from .events import BrowserAdded, BrowserRemoved, WishesChanged
from .models import Browser, Wishes
from .post import Answer, NotPublic, is_allowed, post
from .testing import TEST
from .types import Errand, NoticeKind, Outcome, kind_named

PUSH = "notifications.push"
ICON = "ui/icon-192.png"
FIRST_WAIT_SECONDS = 5
LONGEST_WAIT_SECONDS = 3600
MOST_BROWSERS = 20


@transaction.atomic
def add_browser(
    person: Person,
    *,
    endpoint: str,
    p256dh: str,
    auth: str,
    agent: str,
    by: Actor,
    at: datetime | None = None,
) -> Browser:
    """Tell somebody in this browser from now on; a browser that was somebody else's is theirs now."""
    at = at or timezone.now()
    is_sound = is_point(unplain(p256dh)) and len(unplain(auth)) == 16
    if not (is_sound and len(endpoint) <= 1000 and is_allowed(endpoint)):
        raise BadBrowser(_("This browser cannot be reached: its push service is not one that can be used."))
    given = {"p256dh": p256dh, "auth": auth, "agent": agent[:300], "server_key": vapid.public_key()}
    fresh = {"person": person, "added_at": at, "failed_at": None, "failure": ""}
    browser, _is_new = Browser.objects.update_or_create(endpoint=endpoint, defaults=given | fresh)
    for old in Browser.objects.filter(person=person).newest_first()[MOST_BROWSERS:]:
        remove_browser(old, by=SYSTEM, reason="too_many", at=at)
    publish(BrowserAdded(person_id=person.pk, browser_id=browser.pk, by=by.ref, at=at))
    return browser


@transaction.atomic
def renew_browser(
    browser: Browser, *, endpoint: str, p256dh: str, auth: str, by: Actor, at: datetime | None = None
) -> Browser:
    """The browser has got another address from its push service; the old one leads nowhere."""
    Browser.objects.filter(pk=browser.pk).delete()
    given = {"endpoint": endpoint, "p256dh": p256dh, "auth": auth, "agent": browser.agent}
    return add_browser(browser.person, **given, by=by, at=at)


@transaction.atomic
def remove_browser(
    browser: Browser, *, by: Actor, reason: str = "removed", at: datetime | None = None
) -> None:
    """Tell nobody anything in this browser any more."""
    at, pk = at or timezone.now(), browser.pk
    if Browser.objects.filter(pk=pk).delete()[0]:
        publish(BrowserRemoved(person_id=browser.person_id, browser_id=pk, reason=reason, by=by.ref, at=at))


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


@transaction.atomic
def tell(
    kind: NoticeKind,
    people: Iterable[int],
    *,
    about: int,
    until: datetime | None = None,
    at: datetime | None = None,
) -> int:
    """Tell these people, in every browser where they want it now, while it is news. Returns how many browsers."""
    at = at or timezone.now()
    until = until or at + kind.keeps_for
    browsers = queries.browsers_to_tell(kind, [pk for pk in people if pk], at=at)
    for browser in browsers:
        _queue(browser.pk, Errand(kind=kind, about=about, until=until))
    return len(browsers)


@transaction.atomic
def send_test(browser: Browser, *, at: datetime | None = None) -> None:
    """Send a notice that says nothing but that notices arrive, whatever the wishes are."""
    at = at or timezone.now()
    _queue(browser.pk, Errand(kind=TEST, about=browser.pk, until=at + TEST.keeps_for))


def push(
    browser_id: int,
    *,
    kind: str,
    about: int,
    until: datetime,
    attempt: int = 0,
    at: datetime | None = None,
) -> Outcome | None:
    """Send one notice to one browser, in its owner's language; nothing when it is no longer news."""
    at = at or timezone.now()
    browser = Browser.objects.filter(pk=browser_id, person__is_active=True).select_related("person").first()
    known = TEST if kind == TEST.key else kind_named(kind)
    if browser is None or known is None or at >= until:
        return None
    errand = Errand(kind=known, about=about, until=until, attempt=attempt)
    words = _words(errand, browser.person)
    if words is None:
        return None
    answer, failure = _send(browser, errand, words, at=at)
    outcome = queries.outcome_of(answer, browser)
    _keep(browser, outcome, failure, at=at)
    if outcome is Outcome.BUSY:
        _try_again(browser, errand, answer, at=at)
    return outcome


def _words(errand: Errand, person: Person) -> bytes | None:
    """The notice as the browser's worker reads it."""
    shows_words = Wishes.objects.filter(person=person, shows_words=True).exists()
    with translation.override(person.language):
        notice = errand.kind.compose(errand.about, person, shows_words)
    if notice is None:
        return None
    said = notice.as_json() | {"lang": person.language, "icon": static(ICON)}
    return json.dumps(said, ensure_ascii=False).encode()


def _send(browser: Browser, errand: Errand, words: bytes, *, at: datetime) -> tuple[Answer | None, str]:
    """What the push service said, and in one word what went wrong."""
    headers = {
        "Authorization": vapid.authorization(browser.endpoint, at=at),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(max(1, int((errand.until - at).total_seconds()))),
        "Urgency": errand.kind.urgency,
        "Topic": errand.topic,
    }
    try:
        sealed = seal(words, p256dh=unplain(browser.p256dh), auth=unplain(browser.auth))
        answer = post(browser.endpoint, sealed, headers)
    except NotPublic:
        return Answer(403), "not_public"
    except OSError:
        return None, "unreachable"
    return answer, str(answer.status)


def _keep(browser: Browser, outcome: Outcome, failure: str, *, at: datetime) -> None:
    """Remember how it went, for the person's own list; a browser that its push service does not know goes."""
    if outcome is Outcome.GONE:
        remove_browser(browser, by=SYSTEM, reason="gone", at=at)
    elif outcome is Outcome.TAKEN:
        Browser.objects.filter(pk=browser.pk).update(reached_at=at, failed_at=None, failure="")
    else:
        Browser.objects.filter(pk=browser.pk).update(failed_at=at, failure=failure[:200])


def _try_again(browser: Browser, errand: Errand, answer: Answer | None, *, at: datetime) -> None:
    """Later, as long as the push service asks for, and each time later; never when it would be no news any more."""
    own = min(FIRST_WAIT_SECONDS * 2**errand.attempt, LONGEST_WAIT_SECONDS)
    again = at + timedelta(seconds=max(own, answer.wait_seconds if answer else 0))
    if again < errand.until:
        _queue(browser.pk, replace(errand, attempt=errand.attempt + 1), at=again)


def _queue(browser_id: int, errand: Errand, *, at: datetime | None = None) -> None:
    jobs.defer(
        PUSH,
        at=at,
        browser_id=browser_id,
        kind=errand.kind.key,
        about=errand.about,
        until=errand.until.isoformat(),
        attempt=errand.attempt,
    )
