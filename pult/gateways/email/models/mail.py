"""What came in, as it came, what goes out, and what a mailbox answers by itself."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from pult.conversations.models import Message
from pult.customers.models import Identity, closed_customers
from pult.customers.types import IdentityKind
from pult.foundation.actors import Actor
from pult.gateways.email.types import BY_RULE, HELD_BECAUSE, MailOutcome, Progress, Right, Source, State
from pult.inboxes.models import Inbox
from pult.inboxes.types import Purpose


def _closed_to(actor: Actor) -> models.Q:
    """What goes through a door, or between the house and somebody, that is restricted to others."""
    doors = models.Q(inbox__in=Inbox.objects.closed_to(actor).values("pk"))
    return doors | closed_customers(actor, "message__conversation__customer__")


def _writers_closed_to(actor: Actor) -> models.Q:
    """What came from an address of somebody who is restricted to others, and became no message yet."""
    theirs = Identity.objects.filter(closed_customers(actor, "customer__"), kind=IdentityKind.EMAIL)
    return models.Q(envelope_from__in=theirs.values("value"))


class RawMailQuerySet(models.QuerySet["RawMail"]):
    """Phrases about incoming mail."""

    def visible_to(self, actor: Actor) -> "RawMailQuerySet":
        """All of it for those who look after the mail door."""
        if not actor.has(Right.MANAGE):
            return self.none()
        return self.exclude(_closed_to(actor)).exclude(_writers_closed_to(actor))

    def held(self) -> "RawMailQuerySet":
        """What waits for somebody to look."""
        return self.filter(state=State.HELD)

    def readable(self) -> "RawMailQuerySet":
        """What may be opened: mail that is kept apart, such as that of candidates, is not for who keeps the door."""
        return self.filter(models.Q(inbox=None) | models.Q(inbox__purpose=Purpose.SERVICE))

    def newest_first(self) -> "RawMailQuerySet":
        """As a list of mail is read."""
        return self.order_by("-received_at", "-pk")


class RawMail(models.Model):
    """A mail as it came, kept before anything else happens. The same bytes are kept once."""

    digest = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    source = models.CharField(_("Came by"), max_length=10, choices=Source.choices)
    envelope_from = models.CharField(max_length=320, blank=True)
    envelope_to = ArrayField(models.CharField(max_length=320), default=list, blank=True)
    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    received_at = models.DateTimeField(_("Received"))
    sender = models.CharField(_("From"), max_length=320, blank=True)
    subject = models.CharField(_("Subject"), max_length=250, blank=True)

    state = models.CharField(_("State"), max_length=8, choices=State.choices, default=State.WAITING)
    outcome = models.CharField(
        _("Outcome"), max_length=12, choices=MailOutcome.choices, blank=True, default=MailOutcome.NONE
    )
    reason = models.CharField(_("Reason"), max_length=40, blank=True)
    detail = models.TextField(blank=True)
    intake_key = models.CharField(max_length=64, blank=True)
    message = models.ForeignKey(
        Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="originals"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    is_archive = models.BooleanField(default=False, db_default=False)

    objects = RawMailQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "raw mails"
        indexes = [
            models.Index(
                fields=["received_at"], name="raw_mail_unsettled", condition=~models.Q(state="done")
            ),
            models.Index(
                fields=["received_at", "id"], name="raw_mail_by_age", condition=models.Q(state="done")
            ),
            models.Index(fields=["intake_key"], name="raw_mail_by_key", condition=~models.Q(intake_key="")),
        ]
        constraints = [
            models.CheckConstraint(
                name="raw_mail_settled_unless_waiting",
                condition=models.Q(state="waiting", settled_at=None)
                | (~models.Q(state="waiting") & models.Q(settled_at__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.envelope_from or self.source} {self.received_at:%Y-%m-%d %H:%M}"

    @property
    def is_apart(self) -> bool:
        """Whether it came for an inbox that is kept apart; fetch with its inbox."""
        return self.inbox is not None and self.inbox.is_apart

    @property
    def why(self) -> str:
        """Why it is held, in words."""
        words = str(HELD_BECAUSE.get(self.reason, HELD_BECAUSE["error"]))
        return f"{words} {self.detail}" if self.reason == BY_RULE else words


class RawContent(models.Model):
    """The bytes of a mail, compressed; in a table of their own, so that lists stay light."""

    mail = models.OneToOneField(RawMail, on_delete=models.CASCADE, primary_key=True, related_name="stored")
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"{len(self.content)} bytes"


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    """Phrases about outgoing mail."""

    def visible_to(self, actor: Actor) -> "OutgoingMailQuerySet":
        """All of it for those who look after the mail door."""
        return self.exclude(_closed_to(actor)) if actor.has(Right.MANAGE) else self.none()

    def unsent(self) -> "OutgoingMailQuerySet":
        """What has not left yet and still may."""
        return self.filter(progress__in=[Progress.WAITING, Progress.SENDING])

    def troubled(self) -> "OutgoingMailQuerySet":
        """What has not left: waiting, or refused for good."""
        return self.exclude(progress=Progress.SENT)

    def newest_first(self) -> "OutgoingMailQuerySet":
        """As a list of mail is read."""
        return self.order_by("-queued_at", "-pk")


class OutgoingMail(models.Model):
    """A mail on its way out. Its Message-ID is fixed when it is queued, so that a repeat can be recognised."""

    message = models.OneToOneField(
        Message, on_delete=models.CASCADE, null=True, blank=True, related_name="outgoing"
    )
    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    external_id = models.CharField("Message-ID", max_length=255, unique=True)
    sender = models.CharField(_("From"), max_length=320)
    recipients = ArrayField(models.CharField(max_length=320), verbose_name=_("To"))
    subject = models.CharField(_("Subject"), max_length=250, blank=True)
    content = models.BinaryField(null=True)

    progress = models.CharField(_("State"), max_length=8, choices=Progress.choices, default=Progress.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    queued_at = models.DateTimeField(db_default=Now())
    next_try_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(_("What the server said"), max_length=500, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="outgoing_mail_unsent",
                condition=models.Q(progress__in=["waiting", "sending"]),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="outgoing_mail_sent_at_iff_sent",
                condition=models.Q(progress="sent", sent_at__isnull=False)
                | (~models.Q(progress="sent") & models.Q(sent_at=None)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {', '.join(self.recipients)}"

    @property
    def is_failed(self) -> bool:
        """Refused for good, or tried too often."""
        return self.progress == Progress.FAILED

    @property
    def is_apart(self) -> bool:
        """Whether it goes out from an inbox that is kept apart; fetch with its inbox."""
        return self.inbox is not None and self.inbox.is_apart


class AutoReply(models.Model):
    """What a mailbox answers by itself when somebody writes for the first time. Off unless switched on."""

    inbox = models.OneToOneField(Inbox, on_delete=models.CASCADE, primary_key=True, related_name="auto_reply")
    is_on = models.BooleanField(_("Answer by itself"), default=False)
    every_hours = models.PositiveSmallIntegerField(_("At most one in so many hours"), default=24)
    texts = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="auto_reply_leaves_a_pause",
                condition=models.Q(every_hours__gte=1, every_hours__lte=720),
                violation_error_message=_("Between one hour and thirty days."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.inbox_id}: {'on' if self.is_on else 'off'}"

    def text_in(self, language: str, *, is_open: bool) -> str:
        """The house's own words for a language, if it has written any."""
        texts = self.texts.get(language) or {}
        return str(texts.get("open" if is_open else "closed") or "")


class AutoReplied(models.Model):
    """When an address last got an automatic reply. The address is kept as a fingerprint only."""

    address = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.address[:8]} {self.at:%Y-%m-%d %H:%M}"
