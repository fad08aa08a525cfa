"""What the door and its pages ask."""

import json
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from pult.conversations.types import SpamReason, Suspicion
from pult.foundation.actors import Actor
from pult.foundation.database import kept
from pult.foundation.web import Page, keyset_page

from . import senders
from .models import DoorSettings, ListedSender
from .scores import says_spam, score_in
from .types import Door, Headers, Verdict

# One statement for the list and for the settings: each mail asks once, by an index, however long the list is.
ASK = """
    SELECT (SELECT row_to_json(door) FROM moderation_doorsettings door),
           (SELECT json_agg(json_build_array(value, verdict, reason))
              FROM moderation_listedsender
             WHERE value = ANY(%s::text[]) AND (expires_at IS NULL OR expires_at > %s))
"""


def at_the_door(address: str) -> Door:
    """What is known of whoever writes from this address, and how spam is known; one statement."""
    (told,) = kept.run(ASK, [senders.looked_up(address), timezone.now()])
    settings, listed = map(_plain, told)
    settings = settings or {}
    return Door(
        is_trusted=any(verdict == Verdict.TRUSTED for _value, verdict, _reason in listed or ()),
        suspicion=_blocked(listed or ()),
        score_header=settings.get("score_header", ""),
        score_at=settings.get("score_at", 5.0),
        servers=tuple(str(settings.get("servers", "")).casefold().replace(",", " ").split()),
        rules=settings.get("rules_stamp", ""),
    )


def names_of(address: str) -> list[str]:
    """Under which values an address is listed or asked for: itself, and the domains that it is in."""
    return senders.looked_up(address)


def suspicion_of(door: Door, headers: Headers) -> Suspicion | None:
    """Why a letter is taken for spam: its sender is blocked, or the own server said so. Who is trusted never is."""
    if door.is_trusted:
        return None
    if door.suspicion is not None or not door.score_header:
        return door.suspicion
    written = headers.get(door.score_header.casefold(), ())
    # The own server writes on top; what stands below came from outside.
    if not written or not says_spam(written[0], score_at=door.score_at):
        return None
    detail = f"{door.score_header}: {' '.join(written[0].split())[:150]}"
    return Suspicion(reason=SpamReason.SCORE, detail=detail)


def score_of(door: Door, headers: Headers) -> float | None:
    """The score that the own mail server gave."""
    written = headers.get(door.score_header.casefold(), ()) if door.score_header else ()
    return score_in(written[0][:2000]) if written else None


def settings_now() -> DoorSettings:
    """How spam is known; the usual where nobody has changed it."""
    return DoorSettings.objects.first() or DoorSettings()


def listed_page(
    actor: Actor, *, begins: str = "", after: str | None = None, before: str | None = None
) -> Page[ListedSender]:
    """Listed senders, the newest first; those that begin like this where somebody looks for one."""
    seen = ListedSender.objects.visible_to(actor)
    if begins := begins.strip().casefold():
        found = seen.filter(value__startswith=begins.removeprefix("@"))
        return keyset_page(found, ("value", "id"), after=after, before=before)
    return keyset_page(seen, ("-id",), after=after, before=before)


def listed(address: str) -> ListedSender | None:
    """The entry that decides about an address."""
    now, found = timezone.now(), ListedSender.objects.filter(value__in=senders.looked_up(address))
    standing = [one for one in found if one.expires_at is None or one.expires_at > now]
    return next(iter(sorted(standing, key=lambda one: one.verdict != Verdict.TRUSTED)), None)


def _blocked(found: Iterable[tuple[str, str, str]]) -> Suspicion | None:
    rows = list(found)
    if not rows or any(verdict == Verdict.TRUSTED for _value, verdict, _reason in rows):
        return None
    value, _verdict, reason = max(rows, key=lambda row: len(row[0]))
    detail = _("%(value)s: %(reason)s") % {"value": value, "reason": reason} if reason else value
    return Suspicion(reason=SpamReason.BLOCKED, detail=detail, of_sender=True)


def _plain(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
