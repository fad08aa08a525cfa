"""Interviews: times that are offered, and the one that was chosen."""

from datetime import datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pult.accounts.models import Person
from pult.foundation.actors import Actor
from pult.hiring.types import InterviewState

from .applications import Application
from .openings import Stage


class InterviewQuerySet(models.QuerySet["Interview"]):
    """Phrases about interviews."""

    def visible_to(self, actor: Actor) -> "InterviewQuerySet":
        """Those of the applications that one may see."""
        return self.filter(application__in=Application.objects.visible_to(actor).values("pk"))

    def booked(self) -> "InterviewQuerySet":
        """Those that will take place, or did."""
        return self.filter(state=InterviewState.BOOKED)


class Interview(models.Model):
    """A talk with a candidate: offered times first, then one of them."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="interviews")
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="+")
    interviewers = models.ManyToManyField(Person, verbose_name=_("Interviewers"), related_name="+")
    minutes = models.PositiveSmallIntegerField(_("Minutes"), default=60)
    place = models.CharField(_("Where"), max_length=300)
    zone = models.CharField(_("Time zone"), max_length=60)
    state = models.CharField(max_length=10, choices=InterviewState.choices, default=InterviewState.OFFERED)
    start_at = models.DateTimeField(null=True)
    uid = models.CharField(max_length=80, unique=True)
    # Counts what was sent to calendars, so that a later letter replaces an earlier one there.
    sequence = models.PositiveIntegerField(default=0)
    offered_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = InterviewQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["start_at"], name="interview_by_time", condition=Q(state="booked"))
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="interview_has_a_time_when_booked",
                condition=~Q(state="booked") | Q(start_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.start_at or ''}"

    @property
    def time_zone(self) -> ZoneInfo:
        """The zone in which the times are told."""
        return ZoneInfo(self.zone)

    @property
    def end_at(self) -> datetime | None:
        """When it is over."""
        return self.start_at + timedelta(minutes=self.minutes) if self.start_at else None


class Slot(models.Model):
    """A time that a candidate may choose."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="slots")
    start_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["interview", "start_at"], name="slot_offered_once")
        ]

    def __str__(self) -> str:
        return str(self.start_at)
