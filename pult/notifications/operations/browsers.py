"""The browsers that people are told in: added, moved to another address, removed."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.accounts.models import Person
from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.events import publish
from pult.notifications import vapid
from pult.notifications.encryption import is_point, unplain
from pult.notifications.errors import BadBrowser
from pult.notifications.events import BrowserAdded, BrowserRemoved
from pult.notifications.models import Browser
from pult.notifications.post import is_allowed

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
