"""One notice to one browser: sealed, handed over, tried again."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.templatetags.static import static
from django.utils import timezone, translation

from pult.accounts.models import Person
from pult.foundation import jobs
from pult.foundation.actors import SYSTEM
from pult.notifications import queries, vapid
from pult.notifications.bundling import BUNDLE
from pult.notifications.encryption import seal, unplain
from pult.notifications.models import Browser
from pult.notifications.post import Answer, NotPublic, post
from pult.notifications.quiet import after_quiet
from pult.notifications.testing import TEST
from pult.notifications.types import Errand, Outcome, kind_named

from .browsers import remove_browser
from .holding import hold

PUSH = "notifications.push"
# What no context declares and nobody can choose.
OWN = {one.key: one for one in (TEST, BUNDLE)}
ICON = "ui/icon-192.png"
FIRST_WAIT_SECONDS = 5
LONGEST_WAIT_SECONDS = 3600


@transaction.atomic
def send_test(browser: Browser, *, at: datetime | None = None) -> None:
    """Send a notice that says nothing but that notices arrive, whatever the wishes are."""
    at = at or timezone.now()
    queue(browser.pk, Errand(kind=TEST, about=browser.pk, until=at + TEST.keeps_for))


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
    browser = (
        Browser.objects.filter(pk=browser_id, person__is_active=True)
        .select_related("person__notice_wishes")
        .first()
    )
    known = OWN.get(kind) or kind_named(kind)
    if browser is None or known is None or at >= until:
        return None
    errand = Errand(kind=known, about=about, until=until, attempt=attempt)
    if known is not TEST and _put_off(browser, errand, at=at):
        return None
    words = _words(errand, browser.person)
    if words is None:
        return None
    answer, failure = _send(browser, errand, words, at=at)
    outcome = queries.outcome_of(answer, browser)
    _keep(browser, outcome, failure, at=at)
    if outcome is Outcome.BUSY:
        _try_again(browser, errand, answer, at=at)
    return outcome


def _put_off(browser: Browser, errand: Errand, *, at: datetime) -> bool:
    """Whether somebody's quiet has begun since. What other browsers may have shown is put off for this one alone."""
    reader = queries.reader_of(browser.person)
    if not reader.is_quiet(at):
        return False
    if errand.attempt or errand.kind is BUNDLE:
        later = after_quiet(reader, at)
        queue(browser.pk, replace(errand, until=later + errand.kind.keeps_for), at=later)
    else:
        hold(errand.kind, [reader], about=errand.about, thing="", at=at)
    return True


def _words(errand: Errand, person: Person) -> bytes | None:
    """The notice as the browser's worker reads it."""
    shows_words = queries.wishes_of(person).shows_words
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
        queue(browser.pk, replace(errand, attempt=errand.attempt + 1), at=again)


def queue(browser_id: int, errand: Errand, *, at: datetime | None = None) -> None:
    """See that one notice goes to one browser, now or later."""
    jobs.defer(
        PUSH,
        at=at,
        browser_id=browser_id,
        kind=errand.kind.key,
        about=errand.about,
        until=errand.until.isoformat(),
        attempt=errand.attempt,
    )
