"""Reports that come by mail: what, when, to whom, and what became of each."""

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from pult.accounts.models import Person
from pult.foundation.actors import Actor

from .slots import Timing
from .types import Format, Outcome, ReportKind, Rhythm


class MailingQuerySet(models.QuerySet["Mailing"]):
    """Phrases about reports by mail."""

    def visible_to(self, actor: Actor) -> "MailingQuerySet":
        """One's own."""
        return self.filter(owner_id=actor.person_id)


class Mailing(models.Model):
    """One report with its filters, and when it comes to whom."""

    name = models.CharField(_("Name"), max_length=80)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    report = models.CharField(_("Report"), max_length=10, choices=ReportKind.choices)
    metric = models.CharField(max_length=80, default="", blank=True)
    filters = models.CharField(max_length=400, default="", blank=True)
    rhythm = models.CharField(_("How often"), max_length=8, choices=Rhythm.choices, default=Rhythm.WEEKLY)
    weekday = models.PositiveSmallIntegerField(_("Day of the week"), default=0)
    monthday = models.PositiveSmallIntegerField(_("Day of the month"), default=1)
    hour = models.PositiveSmallIntegerField(_("At"), default=8, validators=[MaxValueValidator(23)])
    zone = models.CharField(max_length=60)
    format = models.CharField(_("Attached as"), max_length=4, choices=Format.choices, default=Format.XLSX)
    is_paused = models.BooleanField(default=False)
    next_at = models.DateTimeField()
    missed = models.PositiveSmallIntegerField(default=0)

    objects = MailingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="mailing_in_time",
                condition=models.Q(weekday__lte=6, hour__lte=23, monthday__gte=1, monthday__lte=31),
            ),
            models.CheckConstraint(
                name="mailing_of_a_figure",
                condition=models.Q(report="figure") ^ models.Q(metric=""),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["next_at"], name="mailing_due", condition=models.Q(is_paused=False)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def timing(self) -> Timing:
        """When it is due."""
        return Timing(
            rhythm=Rhythm(self.rhythm),
            hour=self.hour,
            zone=self.zone,
            weekday=self.weekday,
            monthday=self.monthday,
        )


class Reader(models.Model):
    """Somebody to whom a report comes, until they want it no more."""

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="readers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mailing", "person"], name="reader_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} of {self.mailing_id}"


class Sending(models.Model):
    """One report, due at one moment, to one reader: at most once. `missed` moments before it were let go by."""

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="sendings", db_index=False)
    slot = models.DateTimeField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    missed = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, default=Outcome.WAITING)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mailing", "slot", "person"], name="sending_once"),
        ]

    def __str__(self) -> str:
        return f"{self.mailing_id} {self.slot} {self.person_id}"
