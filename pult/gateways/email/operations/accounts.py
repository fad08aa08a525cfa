"""Verbs about accounts from which mail is fetched: connect, pause, resume, disconnect, count once more."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.foundation.audit import operations as audit
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.foundation.sealing import seal
from pult.gateways.email.consent import Tokens
from pult.gateways.email.events import MailboxConnected, MailboxDisconnected
from pult.gateways.email.models import MailAccount, MailProvider
from pult.gateways.email.models.accounts import PASSWORD_PURPOSE
from pult.gateways.email.types import Act, Afterwards, Backlog, Server, Standing
from pult.inboxes.models import Inbox

from .signing_in import put

TOLD = ("host", "port", "security", "user", "folder", "afterwards", "moved_to", "backlog", "backlog_days")
ACCOUNT = ("host", "user")
WHERE = (*ACCOUNT, "folder")


@dataclass(frozen=True, kw_only=True)
class Consent:
    """That the owner of a mailbox lets Pult in: where they said so, and what was given for it."""

    provider: MailProvider
    tokens: Tokens


@transaction.atomic
def connect_mailbox(
    inbox: Inbox,
    server: Server,
    *,
    by: Actor,
    afterwards: str = Afterwards.LEAVE,
    backlog: str = Backlog.NONE,
    backlog_days: int = 30,
    consent: Consent | None = None,
    standing: Standing | None = None,
    at: datetime | None = None,
) -> MailAccount:
    """Fetch this inbox's mail from a mailbox on another server from now on. Another mailbox begins anew.

    Its owner's `consent` opens it, or the server's password; without either what was given before goes on to be used.
    `standing` is what a trial has just seen; without it the mailbox stands where the first look finds it.
    """
    at = at or timezone.now()
    account = MailAccount.objects.select_for_update(no_key=True).filter(inbox=inbox).first()
    before = _told(account) if account else None
    account = account or MailAccount(inbox=inbox)
    is_other = before is None or any(before[name] != getattr(server, name) for name in WHERE)
    is_elsewhere = before is None or any(before[name] != getattr(server, name) for name in ACCOUNT)
    if is_elsewhere and not (server.password or consent):
        raise Invalid(_("Enter the password of this mailbox."))
    if afterwards == Afterwards.MOVE and server.moved_to in {"", server.folder}:
        raise Invalid(_("Say to which other folder fetched mail is moved."))
    account.afterwards, account.backlog, account.backlog_days = afterwards, backlog, backlog_days
    _put_place(account, server)
    _put_way_in(account, server, consent, at=at)
    if is_other:
        _begin_anew(account, standing, at=at)
    _save_well(account)
    after = _told(account) | ({"password": "***"} if server.password and not consent else {})
    audit.record(
        Act.CONNECTED, by=by, about=_ref(account), about_name=inbox.name, before=before, after=after, at=at
    )
    publish(MailboxConnected(inbox_id=inbox.pk, by=by.ref, at=at))
    return account


@transaction.atomic
def pause_mailbox(account: MailAccount, *, by: Actor, at: datetime | None = None) -> None:
    """Fetch nothing for the time being; mail waits on its server."""
    if MailAccount.objects.filter(pk=account.pk, is_paused=False).update(is_paused=True, alarm=""):
        audit.record(Act.PAUSED, by=by, about=_ref(account), about_name=account.inbox.name, at=at)
    account.refresh_from_db()


@transaction.atomic
def resume_mailbox(account: MailAccount, *, by: Actor, at: datetime | None = None) -> None:
    """Go on fetching where it was left."""
    at = at or timezone.now()
    again = {"is_paused": False, "looked_at": at, "failing_since": None, "trouble": "", "trouble_detail": ""}
    if MailAccount.objects.filter(pk=account.pk, is_paused=True).update(version=F("version") + 1, **again):
        audit.record(Act.RESUMED, by=by, about=_ref(account), about_name=account.inbox.name, at=at)
    account.refresh_from_db()


@transaction.atomic
def disconnect_mailbox(account: MailAccount, *, by: Actor, at: datetime | None = None) -> None:
    """Fetch nothing more and forget the password. What was fetched stays."""
    at = at or timezone.now()
    about, inbox = _ref(account), account.inbox
    MailAccount.objects.filter(pk=account.pk).delete()
    audit.record(Act.DISCONNECTED, by=by, about=about, about_name=inbox.name, before=_told(account), at=at)
    publish(MailboxDisconnected(inbox_id=inbox.pk, by=by.ref, at=at))


@transaction.atomic
def count_again(account: MailAccount, *, by: Actor) -> None:  # noqa: ARG001 - every verb says who acts
    """Compare what is on the server with what is in the desk now, instead of tomorrow."""
    MailAccount.objects.filter(pk=account.pk).update(counted_at=None, version=F("version") + 1)
    account.refresh_from_db()


def _put_place(account: MailAccount, server: Server) -> None:
    account.host, account.port, account.security = server.host, server.port, server.security
    account.user, account.folder, account.moved_to = server.user, server.folder, server.moved_to


def _save_well(account: MailAccount) -> None:
    """Nothing that was wrong before is held against it; its keeper begins again."""
    account.failing_since, account.trouble, account.trouble_detail, account.alarm = None, "", "", ""
    account.counted_at = None
    account.version += 1
    account.save()


def _put_way_in(account: MailAccount, server: Server, consent: Consent | None, *, at: datetime) -> None:
    """One way in at a time: the other one is forgotten."""
    if consent is not None:
        account.sealed_password, account.provider = "", consent.provider
        account.consented_at, account.consent_ends_at = at, None
        put(account, consent.tokens)
    elif server.password:
        account.sealed_password = seal(server.password, purpose=PASSWORD_PURPOSE)
        account.provider = account.access_ends_at = account.consented_at = account.consent_ends_at = None
        account.sealed_refresh = account.sealed_access = ""


def _begin_anew(account: MailAccount, standing: Standing | None, *, at: datetime) -> None:
    """Another mailbox: its numbers say nothing about those of the one before."""
    if account.pk:
        account.fetched.all().delete()
    account.connected_at, account.is_renumbered = at, False
    account.validity = standing.validity if standing else None
    account.baseline_uid = account.last_uid = standing.next_uid - 1 if standing else 0
    account.on_server = account.in_desk = account.missing_since = account.quiet_hours = None
    account.looked_at = account.last_mail_at = None
    account.backlog_left = 0


def _told(account: MailAccount) -> dict[str, Any]:
    """What the audit record tells: everything but password and tokens."""
    return {name: getattr(account, name) for name in TOLD} | {
        "provider": account.provider.kind if account.provider else ""
    }


def _ref(account: MailAccount) -> str:
    return f"inbox:{account.inbox_id}"
