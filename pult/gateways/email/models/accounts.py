"""Accounts on other mail servers from which mail is fetched, and which mails were."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pult.foundation.actors import Actor
from pult.foundation.sealing import unseal
from pult.gateways.email.types import (
    AFTER_MINUTES,
    STALE_MINUTES,
    Afterwards,
    Alarm,
    Backlog,
    Security,
    Server,
    Trouble,
)
from pult.inboxes.models import Inbox
from pult.inboxes.types import Right

from .mail import RawMail
from .providers import MailProvider

PASSWORD_PURPOSE = "email.account"  # noqa: S105 - the name of a kind of seal
TOKEN_PURPOSE = "email.account.token"  # noqa: S105
ENDS_SOON = timedelta(days=3)


class MailAccountQuerySet(models.QuerySet["MailAccount"]):
    """Phrases about accounts."""

    def visible_to(self, actor: Actor) -> "MailAccountQuerySet":
        """All of them for those who manage inboxes."""
        return self if actor.has(Right.MANAGE) else self.none()

    def running(self) -> "MailAccountQuerySet":
        """Those from which mail is fetched now."""
        return self.filter(is_paused=False, inbox__is_active=True)


class MailAccount(models.Model):
    """A mailbox on another server: where it is, how far it has been read, how it does."""

    inbox = models.OneToOneField(Inbox, on_delete=models.CASCADE, related_name="mail_account")
    host = models.CharField(_("Server"), max_length=253)
    port = models.PositiveIntegerField(_("Port"), default=993)
    security = models.CharField(_("Encryption"), max_length=8, choices=Security.choices, default=Security.TLS)
    user = models.CharField(_("User name"), max_length=254)
    sealed_password = models.TextField(blank=True)
    # Without a password: where its owner has consented, and what was given for it.
    provider = models.ForeignKey(
        MailProvider, on_delete=models.PROTECT, null=True, blank=True, related_name="accounts"
    )
    sealed_refresh = models.TextField(blank=True, default="")
    sealed_access = models.TextField(blank=True, default="")
    access_ends_at = models.DateTimeField(null=True, blank=True)
    consented_at = models.DateTimeField(null=True, blank=True)
    consent_ends_at = models.DateTimeField(null=True, blank=True)
    folder = models.CharField(_("Folder"), max_length=250, default="INBOX")
    afterwards = models.CharField(
        _("Fetched mail on the server"), max_length=8, choices=Afterwards.choices, default=Afterwards.LEAVE
    )
    moved_to = models.CharField(_("Moved to folder"), max_length=250, blank=True)
    backlog = models.CharField(
        _("What is there already"), max_length=10, choices=Backlog.choices, default=Backlog.NONE
    )
    backlog_days = models.PositiveIntegerField(_("Days"), default=30)
    is_paused = models.BooleanField(default=False)
    connected_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    validity = models.BigIntegerField(null=True, blank=True)
    last_uid = models.BigIntegerField(default=0)
    baseline_uid = models.BigIntegerField(default=0)
    is_renumbered = models.BooleanField(default=False)

    looked_at = models.DateTimeField(null=True, blank=True)
    last_mail_at = models.DateTimeField(null=True, blank=True)
    waits_by_idle = models.BooleanField(default=False)
    failing_since = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=16, choices=Trouble.choices, blank=True)
    trouble_detail = models.CharField(max_length=300, blank=True)
    on_server = models.PositiveIntegerField(null=True, blank=True)
    in_desk = models.PositiveIntegerField(null=True, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)
    missing_since = models.DateTimeField(null=True, blank=True)
    backlog_left = models.PositiveIntegerField(default=0)
    quiet_hours = models.PositiveIntegerField(null=True, blank=True)
    alarm = models.CharField(max_length=10, choices=Alarm.choices, blank=True, default="")

    objects = MailAccountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="mail_account_fails_iff_trouble",
                condition=Q(failing_since=None, trouble="")
                | (Q(failing_since__isnull=False) & ~Q(trouble="")),
            ),
            models.CheckConstraint(
                name="mail_account_one_way_in", condition=Q(provider=None) | Q(sealed_password="")
            ),
            models.CheckConstraint(name="mail_account_port", condition=Q(port__gte=1, port__lte=65535)),
            models.CheckConstraint(
                name="mail_account_moves_somewhere",
                condition=~Q(afterwards="move") | ~Q(moved_to=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.host})"

    @property
    def server(self) -> Server:
        """How to get in, with password or token in clear: never shown, never logged. A token may have ended."""
        return Server(
            host=self.host,
            port=self.port,
            security=Security(self.security),
            user=self.user,
            password=unseal(self.sealed_password, purpose=PASSWORD_PURPOSE),
            token=unseal(self.sealed_access, purpose=TOKEN_PURPOSE),
            folder=self.folder,
            moved_to=self.moved_to if self.afterwards == Afterwards.MOVE else "",
        )

    @property
    def missing(self) -> int:
        """How many mails the server has that the desk has not."""
        return max((self.on_server or 0) - (self.in_desk or 0) - self.backlog_left, 0)

    @property
    def archive_from(self) -> datetime | None:
        """How far the past is taken: nothing for all of it; the moment of connecting where none is."""
        if self.backlog == Backlog.EVERYTHING:
            return None
        days = self.backlog_days if self.backlog == Backlog.DAYS else 0
        return self.connected_at - timedelta(days=days)

    def alarm_at(self, at: datetime) -> Alarm | None:
        """What somebody has to look after, if anything."""
        if self.is_paused:
            return None
        if self.failing_since and at - self.failing_since >= timedelta(minutes=AFTER_MINUTES):
            return Alarm.FAILING
        looked = self.looked_at or self.connected_at
        if not self.failing_since and at - looked >= timedelta(minutes=STALE_MINUTES):
            return Alarm.STALE
        if self.consent_ends_at and self.consent_ends_at - at <= ENDS_SOON:
            return Alarm.ENDING
        if self.missing_since:
            return Alarm.MISSING
        if (
            self.quiet_hours
            and self.last_mail_at
            and at - self.last_mail_at >= timedelta(hours=self.quiet_hours)
        ):
            return Alarm.QUIET
        return None


class FetchedMail(models.Model):
    """That a mail of an account is in the desk: its number on the server, and what was kept of it."""

    account = models.ForeignKey(MailAccount, on_delete=models.CASCADE, related_name="fetched", db_index=False)
    validity = models.BigIntegerField()
    uid = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    mail = models.ForeignKey(
        RawMail, on_delete=models.SET_NULL, null=True, blank=True, related_name="fetched"
    )
    is_archive = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "validity", "uid"], name="fetched_mail_once")
        ]
        indexes = [models.Index(fields=["account", "digest"], name="fetched_mail_by_digest")]

    def __str__(self) -> str:
        return f"{self.validity}:{self.uid}"
