"""The ledger's tables: facts, the roll-ups of whole days, targets."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Fact(models.Model):
    """One thing measured, never changed; what was recorded wrongly is taken back by a second fact of weight -1.

    Dimensions are plain numbers: the ledger knows nobody by name.
    """

    metric = models.CharField(max_length=80)
    key = models.CharField(max_length=120)
    version = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    value = models.FloatField()
    business = models.FloatField(null=True)
    weight = models.SmallIntegerField(default=1)
    department_id = models.BigIntegerField(null=True)
    member_id = models.BigIntegerField(null=True)
    inbox_id = models.BigIntegerField(null=True)
    channel = models.CharField(max_length=20, default="", blank=True)
    subject = models.CharField(max_length=80, default="", blank=True)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["metric", "key", "weight"], name="metrics_fact_once"),
            models.CheckConstraint(condition=models.Q(weight__in=[1, -1]), name="metrics_fact_weight"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["metric", "at", "id"], name="metrics_fact_by_time"),
            models.Index(
                fields=["member_id", "at"],
                name="metrics_fact_of_member",
                condition=models.Q(member_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.key}"


class Unfolded(models.Model):
    """A fact that is not in the roll-ups yet. Reports add these few to the roll-ups, so they are never behind."""

    fact = models.OneToOneField(Fact, on_delete=models.CASCADE, primary_key=True, db_constraint=False)

    def __str__(self) -> str:
        return f"fact {self.fact_id}"


class Grain(models.IntegerChoices):
    """How fine a roll-up is: everybody and every inbox of a department together, or each by itself."""

    DEPARTMENT = 1
    FINE = 2


class RollUp(models.Model):
    """The facts of one day, department, channel (and member and inbox), added up with their distribution.

    The fine ones hold what a member did or what came in by an inbox. Where they hold one value alone, as most do, its
    distribution is that value: no buckets are kept beside the total.
    """

    metric = models.CharField(max_length=80)
    grain = models.PositiveSmallIntegerField(choices=Grain.choices)
    day = models.DateField()
    department_id = models.BigIntegerField(null=True)
    member_id = models.BigIntegerField(null=True)
    inbox_id = models.BigIntegerField(null=True)
    channel = models.CharField(max_length=20, default="", blank=True)
    version = models.PositiveSmallIntegerField()
    count = models.IntegerField(default=0)
    total = models.FloatField(default=0)
    squares = models.FloatField(default=0)
    buckets = models.JSONField(default=dict, null=True)
    business_count = models.IntegerField(default=0)
    business_total = models.FloatField(default=0)
    business_squares = models.FloatField(default=0)
    business_buckets = models.JSONField(default=dict, null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=[
                    "metric",
                    "grain",
                    "day",
                    "department_id",
                    "member_id",
                    "inbox_id",
                    "channel",
                    "version",
                ],
                name="metrics_rollup_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(grain=Grain.FINE)
                | models.Q(grain=Grain.DEPARTMENT, member_id__isnull=True, inbox_id__isnull=True),
                name="metrics_rollup_whole_unless_fine",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.day}"


class Target(models.Model):
    """What a figure should be, for everybody or for one department, and who answers for it."""

    metric = models.CharField(_("Figure"), max_length=80)
    department_id = models.BigIntegerField(null=True)
    owner_id = models.BigIntegerField(null=True)
    value = models.FloatField(_("Target"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["metric", "department_id"], name="metrics_target_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.value}"
