"""Policies, what they promise, and the clocks of conversations."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Least
from django.utils.translation import gettext_lazy as _

from pult.calendars.models import Calendar, HoursVersion
from pult.conversations.models import Conversation
from pult.conversations.queries import Filter, read
from pult.conversations.types import Priority
from pult.foundation.actors import Actor
from pult.workforce.models import Department

from .stopwatch import Stopwatch
from .types import NEAR, NEAR_SHARE, Right, Target


class PolicyQuerySet(models.QuerySet["Policy"]):
    """Phrases about policies."""

    def visible_to(self, actor: Actor) -> "PolicyQuerySet":
        """All of them for those who manage service levels."""
        return self if actor.has(Right.MANAGE) else self.none()

    def in_order(self) -> "PolicyQuerySet":
        """The first that matches counts; the default comes last."""
        return self.order_by("is_default", "position", "pk")


class Policy(models.Model):
    """What is promised to whom. A policy without conditions matches nothing, unless it is the default."""

    name = models.CharField(_("Name"), max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_default = models.BooleanField(default=False)
    department = models.ForeignKey(
        Department, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    channels = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    # What is asked beside them; nothing where nothing is.
    conditions = models.JSONField(default=dict, blank=True)
    calendar = models.ForeignKey(
        Calendar,
        verbose_name=_("Opening hours"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["is_default"], name="one_default_policy", condition=Q(is_default=True)
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def filter(self) -> Filter | None:
        """Its conditions, where it has any."""
        return read(self.conditions) if self.conditions else None

    @property
    def is_idle(self) -> bool:
        """Whether it matches nothing: without any condition, and not the default."""
        return not (self.is_default or self.department_id or self.channels or self.conditions)

    def fits(self, conversation: Conversation) -> bool:
        """Whether a conversation can fall under this policy; what its conditions ask is still open."""
        if self.is_default or self.is_idle:
            return self.is_default
        in_department = self.department_id in {None, conversation.department_id}
        return in_department and (not self.channels or conversation.channel in self.channels)


class Promise(models.Model):
    """One target of a policy for one priority, in opening time."""

    policy = models.ForeignKey(Policy, on_delete=models.CASCADE, related_name="promises")
    target = models.CharField(max_length=20, choices=Target.choices)
    priority = models.CharField(max_length=8, choices=Priority.choices)
    within = models.DurationField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["policy", "target", "priority"], name="promise_once"),
            models.CheckConstraint(name="promise_takes_time", condition=Q(within__gt=timedelta(0))),
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.priority} {self.within}"


class ClockQuerySet(models.QuerySet["Clock"]):
    """Phrases about clocks."""

    def unstopped(self) -> "ClockQuerySet":
        """Running or paused: something is still owed."""
        return self.filter(stopped_at=None)

    def overdue(self, at: datetime) -> "ClockQuerySet":
        """Due before a moment and not written down as missed yet, the oldest first."""
        return self.filter(stopped_at=None, missed_at=None, due_at__lt=at).order_by("due_at", "pk")

    def near(self, at: datetime) -> "ClockQuerySet":
        """Due soon, in the hands of somebody who has not been warned of this moment, the most pressing first."""
        soon = Least(F("within") * NEAR_SHARE, Value(NEAR), output_field=models.DurationField())
        running = self.filter(stopped_at=None, missed_at=None, due_at__gte=at, due_at__lte=at + NEAR)
        close = running.filter(due_at__lte=Value(at, output_field=models.DateTimeField()) + soon)
        unwarned = close.filter(Q(warned_for=None) | ~Q(warned_for=F("due_at")))
        return unwarned.filter(conversation__assignee__isnull=False).order_by("due_at", "pk")


class Clock(models.Model):
    """One target of one conversation: what was counted, since when it runs, when it is due.

    `steps` is what happened to it: happening, moment, target in seconds, version of the opening hours, and the
    name of the policy where another one holds from then on.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="clocks")
    # Where a clock began that a merge has brought to another conversation.
    home = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    target = models.CharField(max_length=20, choices=Target.choices)
    policy = models.ForeignKey(Policy, on_delete=models.SET_NULL, null=True, related_name="+")
    hours_version = models.ForeignKey(HoursVersion, on_delete=models.PROTECT, null=True, related_name="+")
    within = models.DurationField()
    counted = models.DurationField(default=timedelta)
    started_at = models.DateTimeField()
    running_since = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    missed_at = models.DateTimeField(null=True)
    warned_for = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    is_void = models.BooleanField(default=False)
    round = models.PositiveSmallIntegerField(default=1)
    # Whose it was when it was decided; empty in those that were decided before this was written down.
    department = models.ForeignKey(
        Department, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    channel = models.CharField(max_length=10, default="", blank=True)
    priority = models.CharField(max_length=8, default="", blank=True)
    steps = models.JSONField(default=list)

    objects = ClockQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["conversation", "target"],
                name="clock_runs_once",
                condition=Q(stopped_at=None),
            ),
            models.CheckConstraint(
                name="clock_stands_when_stopped",
                condition=Q(stopped_at=None) | Q(running_since=None),
            ),
            models.CheckConstraint(
                name="clock_is_due_only_while_running",
                condition=Q(due_at=None) | Q(running_since__isnull=False) | Q(missed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="clock_missed_when_due",
                condition=Q(missed_at=None) | Q(missed_at__gte=F("started_at")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"],
                name="clock_due",
                condition=Q(stopped_at=None, missed_at=None, due_at__isnull=False),
            ),
            models.Index(fields=["conversation", "id"], name="clock_of_conversation"),
            models.Index(
                Coalesce("missed_at", "stopped_at"),
                "id",
                name="clock_by_decision",
                condition=Q(is_void=False),
            ),
            models.Index(fields=["hours_version"], name="clock_by_hours", condition=Q(stopped_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.target} of {self.conversation_id}"

    @property
    def stopwatch(self) -> Stopwatch:
        """The clock as a value that can be reckoned with."""
        return Stopwatch(target=self.within, counted=self.counted, running_since=self.running_since)

    @property
    def is_running(self) -> bool:
        return self.running_since is not None


class KeptDay(models.Model):
    """How the promises that were decided on one day were kept: one row for each kind of promise.

    `parts` says how many of those that have ended used which part of their time, in thousandths, as a histogram.
    """

    day = models.DateField()
    target = models.CharField(max_length=20, choices=Target.choices)
    policy_id = models.BigIntegerField(null=True)
    department_id = models.BigIntegerField(null=True)
    inbox_id = models.BigIntegerField(null=True)
    priority = models.CharField(max_length=8)
    channel = models.CharField(max_length=10)
    kept = models.IntegerField()
    missed = models.IntegerField()
    parts = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["day", "target", "policy_id", "department_id", "inbox_id", "priority", "channel"],
                name="kept_day_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.target}"


class Decision(models.Model):
    """The moment of a decision that was made, changed or taken back: its day has to be added up anew.

    The database writes these by itself whenever a clock changes, so no way of changing one can be forgotten.
    """

    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.at}"
