"""Blocking and trusting senders."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.accounts.models import Person
from pult.conversations.models import Conversation
from pult.customers.types import IdentityKind
from pult.foundation.actors import Actor
from pult.foundation.audit import operations as audit
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.inboxes.models import Inbox
from pult.moderation import senders
from pult.moderation.errors import MayNot, NeedsSaying, NotASender, OwnSender
from pult.moderation.events import SenderListed, SenderUnlisted
from pult.moderation.models import ListedSender
from pult.moderation.types import Act, Right, SenderKind, Verdict


@transaction.atomic
def list_sender(
    value: str,
    *,
    verdict: Verdict = Verdict.BLOCKED,
    reason: str = "",
    expires_at: datetime | None = None,
    is_meant: bool = False,
    by: Actor,
    at: datetime | None = None,
) -> ListedSender:
    """Block a sender or a whole domain, or trust it. What is listed already says the new thing from now on.

    `is_meant` says that the warning was read.
    """
    at = at or timezone.now()
    is_domain, value = _read(value)
    if expires_at is not None and expires_at <= at:
        raise Invalid(_("Choose a moment in the future."))
    _check_may(is_domain=is_domain, verdict=verdict, by=by)
    if verdict == Verdict.BLOCKED:
        _check_ours(value, is_domain=is_domain)
        if not is_meant and (warning := warning_about(value)):
            raise NeedsSaying(warning)
    before = ListedSender.objects.filter(value=value).values("verdict", "reason", "expires_at").first()
    if before and before["verdict"] == Verdict.TRUSTED and not by.has(Right.MANAGE):
        raise MayNot(
            _("%(value)s is trusted. Only whoever sets the door up can change that.") % {"value": value}
        )
    kind = SenderKind.DOMAIN if is_domain else SenderKind.ADDRESS
    values = {
        "kind": kind,
        "verdict": verdict,
        "reason": reason.strip()[:200],
        "at": at,
        "expires_at": expires_at,
    }
    whose = {"person_id": by.person_id or None, "by_name": by.name[:160]}
    entry, _new = ListedSender.objects.update_or_create(value=value, defaults=values | whose)
    _announce(entry, before, by=by, at=at)
    return entry


def _announce(entry: ListedSender, before: Mapping[str, Any] | None, *, by: Actor, at: datetime) -> None:
    publish(SenderListed(sender_id=entry.pk, kind=entry.kind, verdict=entry.verdict, by=by.ref, at=at))
    audit.record(
        Act.LISTED,
        by=by,
        about=f"sender:{entry.pk}",
        about_name=entry.value,
        before=_told(**before) if before else None,
        after=_told(entry.verdict, entry.reason, entry.expires_at),
        at=at,
    )


@transaction.atomic
def unlist_sender(entry: ListedSender, *, by: Actor, at: datetime | None = None) -> None:
    """Neither block nor trust it any more."""
    at, pk = at or timezone.now(), entry.pk
    if ListedSender.objects.filter(pk=pk).delete()[0]:
        publish(SenderUnlisted(sender_id=pk, by=by.ref, at=at))
        before = _told(entry.verdict, entry.reason, entry.expires_at)
        audit.record(Act.UNLISTED, by=by, about=f"sender:{pk}", about_name=entry.value, before=before, at=at)


def block_sender_of(
    conversation: Conversation, *, by: Actor, reason: str = "", at: datetime | None = None
) -> ListedSender:
    """Block the address from which a conversation was written."""
    address = address_of(conversation)
    if address is None:
        raise NotASender(_("Whoever wrote this has no mail address that could be blocked."))
    return list_sender(address, reason=reason or f"#{conversation.pk}", by=by, at=at)


def address_of(conversation: Conversation) -> str | None:
    """The mail address of whoever wrote it."""
    taking_part = conversation.participants.filter(kind=IdentityKind.EMAIL).order_by("pk")
    own = set(
        conversation.customer.identities.filter(kind=IdentityKind.EMAIL).values_list("value", flat=True)
    )
    found = [value for value in taking_part.values_list("value", flat=True) if value in own]
    return next(iter([*found, *sorted(own)]), None)


def forget_sender(address: str) -> int:
    """Forget that an address was listed, with whoever it belonged to."""
    return ListedSender.objects.filter(value=address.strip().casefold()).delete()[0]


def warning_about(value: str) -> str:
    """What somebody should know before they block this; nothing for most."""
    is_domain, value = _read(value)
    if not is_domain:
        return ""
    if value in senders.EVERYBODYS:
        return _(
            "%(domain)s gives addresses to everybody: all customers who have theirs there would be blocked."
        ) % {"domain": value}
    inside = Q(email__iendswith=f"@{value}") | Q(email__iendswith=f".{value}")
    colleague = Person.objects.filter(inside, is_active=True).first()
    if colleague is not None:
        return _(
            "%(domain)s is the domain of colleagues, such as %(name)s: their mail would be spam, too."
        ) % {
            "domain": value,
            "name": colleague.name,
        }
    return ""


def _read(value: str) -> tuple[bool, str]:
    found = senders.read(value)
    if found is None:
        raise NotASender(_("Write an address such as ana@example.org, or a domain such as example.org."))
    return found


def _check_may(*, is_domain: bool, verdict: Verdict, by: Actor) -> None:
    wide = is_domain or verdict == Verdict.TRUSTED
    if not by.has(Right.MANAGE if wide else Right.BLOCK):
        raise MayNot(_("You may block single addresses. Ask whoever sets the door up for more."))


def _check_ours(value: str, *, is_domain: bool) -> None:
    """Our own mailboxes write to themselves at times, and colleagues are no spammers."""
    if is_domain:
        inside = Q(address__iendswith=f"@{value}") | Q(address__iendswith=f".{value}")
        if (inbox := Inbox.objects.filter(inside).first()) is not None:
            raise OwnSender(
                _("%(address)s is one of our own mailboxes. Its domain cannot be blocked.")
                % {"address": inbox.address}
            )
        return
    if Inbox.objects.filter(address__in=[value, senders.looked_up(value)[1]]).exists():
        raise OwnSender(_("This is one of our own mailboxes. It cannot be blocked."))
    if Person.objects.filter(email__iexact=value, is_active=True).exists():
        raise OwnSender(_("This is the address of a colleague. It cannot be blocked."))


def _told(verdict: str, reason: str, expires_at: datetime | None) -> dict[str, str | None]:
    """An entry as the audit log shows it."""
    until = expires_at.isoformat() if expires_at else None
    return {"verdict": str(verdict), "reason": reason, "until": until}
