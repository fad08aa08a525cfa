"""Webhooks: addresses that are told of facts, what was to be delivered, and each attempt to do so."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.api.types import HOLDS_BACK, NOT_TAKEN, TO_SEND, TROUBLES, DeliveryState, OffBecause, Right
from pult.foundation.actors import Actor
from pult.foundation.sealing import unseal
from pult.workforce.models import Department

SECRET_PURPOSE = "api.webhook"  # noqa: S105 - the name of a kind of seal
IS_WAITING = models.Q(state__in=[str(state) for state in TO_SEND])
IS_NOT_TAKEN = models.Q(state__in=[str(state) for state in NOT_TAKEN])


class WebhookQuerySet(models.QuerySet["Webhook"]):
    """Phrases about webhooks."""

    def visible_to(self, actor: Actor) -> "WebhookQuerySet":
        """All of them for those who set them up."""
        return self if actor.has(Right.MANAGE_WEBHOOKS) else self.none()

    def active(self) -> "WebhookQuerySet":
        """Those that are told of what happens."""
        return self.filter(is_active=True)


class Webhook(models.Model):
    """An address of another system, what it is told of, and how it has taken that so far."""

    address = models.CharField(_("Address"), max_length=500)
    description = models.CharField(_("Description"), max_length=200, blank=True)
    facts = ArrayField(models.CharField(max_length=80), default=list)
    departments = models.ManyToManyField(Department, blank=True, related_name="+")
    is_active = models.BooleanField(pgettext_lazy("webhook", "Active"), default=True)
    off_because = models.CharField(max_length=8, choices=OffBecause.choices, blank=True, default="")
    sealed_secret = models.TextField()
    sealed_old_secret = models.TextField(blank=True)
    old_secret_until = models.DateTimeField(null=True, blank=True)
    since_event = models.BigIntegerField(default=0)
    failing_since = models.DateTimeField(null=True, blank=True)
    rests_until = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(db_default=Now())

    objects = WebhookQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="webhook_fails_iff_failures",
                condition=models.Q(failing_since=None, failures=0)
                | models.Q(failing_since__isnull=False, failures__gt=0),
            ),
            models.CheckConstraint(
                name="webhook_is_off_where_it_says_why",
                condition=models.Q(off_because="") | models.Q(is_active=False),
            ),
        ]

    def __str__(self) -> str:
        return self.description or self.address

    def secrets_at(self, at: datetime) -> list[str]:
        """What deliveries are signed with: the secret, and the one before for a while after it was renewed."""
        secrets = [unseal(self.sealed_secret, purpose=SECRET_PURPOSE)]
        if self.sealed_old_secret and self.old_secret_until and at < self.old_secret_until:
            secrets.append(unseal(self.sealed_old_secret, purpose=SECRET_PURPOSE))
        return [each for each in secrets if each]


class WebhookDeliveryQuerySet(models.QuerySet["WebhookDelivery"]):
    """Phrases about deliveries."""

    def due(self, at: datetime) -> "WebhookDeliveryQuerySet":
        """What may go out now: its time has come, and no earlier fact about the same thing still has to go first."""
        earlier = WebhookDelivery.objects.filter(
            IS_WAITING,
            webhook=models.OuterRef("webhook"),
            subject=models.OuterRef("subject"),
            pk__lt=models.OuterRef("pk"),
            attempts__lt=HOLDS_BACK,
        )
        return self.filter(IS_WAITING, ~models.Exists(earlier), next_try_at__lte=at)

    def not_taken(self) -> "WebhookDeliveryQuerySet":
        """What did not arrive the last time it was tried."""
        return self.filter(IS_NOT_TAKEN)


class WebhookDelivery(models.Model):
    """One message to one webhook, word for word as it is sent each time."""

    id = models.BigAutoField(primary_key=True)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries", db_index=False)
    fact = models.CharField(max_length=80)
    event_id = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=80)
    lane = models.PositiveSmallIntegerField()
    body = models.TextField()
    state = models.CharField(max_length=8, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    next_try_at = models.DateTimeField()

    objects = WebhookDeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["webhook", "event_id"], name="webhook_tells_a_fact_once")
        ]
        indexes = [
            models.Index(fields=["webhook", "-id"], name="webhook_delivery_log"),
            models.Index(fields=["queued_at"], name="webhook_delivery_by_age"),
            models.Index(
                fields=["webhook", "-id"],
                name="webhook_delivery_failed",
                condition=IS_NOT_TAKEN,
            ),
            models.Index(
                fields=["webhook", "lane", "next_try_at"], name="webhook_delivery_due", condition=IS_WAITING
            ),
            models.Index(
                fields=["webhook", "subject", "id"], name="webhook_delivery_order", condition=IS_WAITING
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fact} #{self.pk}"

    @property
    def message_id(self) -> str:
        """What the other side knows this message by; the same in every attempt."""
        return f"msg_{self.pk}"


class WebhookAttempt(models.Model):
    """One attempt to deliver: when, how long it took, what the other side said."""

    id = models.BigAutoField(primary_key=True)
    delivery = models.ForeignKey(WebhookDelivery, on_delete=models.CASCADE, related_name="log")
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    took_ms = models.PositiveIntegerField()
    answer = models.TextField(blank=True)
    trouble = models.CharField(max_length=16, blank=True)

    def __str__(self) -> str:
        return f"{self.status or self.trouble} at {self.at}"

    @property
    def is_taken(self) -> bool:
        """Whether the other side has taken it."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def why(self) -> str:
        """What went wrong, as a sentence; empty where the status says it."""
        return str(TROUBLES.get(self.trouble, self.trouble))


class ReadPosition(models.Model):
    """How far the log of facts has been read for webhooks. One row."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    event_id = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.event_id)
