"""The browsers that people are told in, and what each person wants to be told."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from pult.accounts.models import Person
from pult.foundation.actors import Actor


class BrowserQuerySet(models.QuerySet["Browser"]):
    """Phrases about browsers."""

    def visible_to(self, actor: Actor) -> "BrowserQuerySet":
        """One's own: nobody else's browsers are anybody's business."""
        return self.filter(person_id=actor.person_id)

    def newest_first(self) -> "BrowserQuerySet":
        """As the settings list them."""
        return self.order_by("-added_at", "-pk")


class Browser(models.Model):
    """A browser that has allowed notices: where its push service takes them, and the keys that only it can open."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="browsers")
    endpoint = models.CharField(max_length=1000, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    server_key = models.CharField(max_length=100)
    agent = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField(db_default=Now())
    reached_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=200, blank=True)

    objects = BrowserQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "added_at"], name="browser_of_person")]
        constraints = [
            models.CheckConstraint(
                name="browser_failed_iff_reason",
                condition=Q(failed_at=None, failure="") | (Q(failed_at__isnull=False) & ~Q(failure="")),
            )
        ]

    def __str__(self) -> str:
        return self.agent or self.endpoint


class Wishes(models.Model):
    """What one person wants to be told, and when; without a row, everything at any hour."""

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, primary_key=True, related_name="notice_wishes"
    )
    off = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    shows_words = models.BooleanField(default=False)
    also_offline = models.BooleanField(default=False)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="quiet_hours_begin_and_end",
                condition=Q(quiet_from=None, quiet_until=None)
                | (
                    Q(quiet_from__isnull=False, quiet_until__isnull=False)
                    & ~Q(quiet_from=models.F("quiet_until"))
                ),
            )
        ]

    def __str__(self) -> str:
        return f"wishes of {self.person_id}"

    def wants(self, key: str) -> bool:
        """Whether this kind of notice is wanted."""
        return key not in self.off

    def is_quiet(self, at: datetime, zone: ZoneInfo) -> bool:
        """Whether a moment lies in the quiet hours, which may go past midnight."""
        if self.quiet_from is None or self.quiet_until is None:
            return False
        now: time = at.astimezone(zone).time()
        if self.quiet_from < self.quiet_until:
            return self.quiet_from <= now < self.quiet_until
        return now >= self.quiet_from or now < self.quiet_until
