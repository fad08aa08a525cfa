"""Rules of retention, what they took, and what is on hold."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pult.brands.models import Brand
from pult.conversations.models import Conversation
from pult.customers.models import Customer
from pult.fields.models import Type
from pult.foundation.actors import Actor
from pult.inboxes.models import Inbox
from pult.inboxes.types import Channel
from pult.workforce.models import Department

from .types import BOUNDS, LONGEST_DAYS, Action, Bounds, Right, Subject


class RuleQuerySet(models.QuerySet["Rule"]):
    """Phrases about rules."""

    def visible_to(self, actor: Actor) -> "RuleQuerySet":
        """All of them for those who decide, and for those who must keep something from being forgotten."""
        return self if actor.has(Right.HOLD) or actor.has(Right.MANAGE) else self.none()

    def on(self) -> "RuleQuerySet":
        """Those that act."""
        return self.filter(is_on=True)


class Rule(models.Model):
    """What is forgotten after how long. Who switches it on has seen the preview of this `version`."""

    name = models.CharField(_("Name"), max_length=120)
    subject = models.CharField(_("What"), max_length=14, choices=Subject.choices)
    action = models.CharField(_("What happens"), max_length=8, choices=Action.choices)
    days = models.PositiveIntegerField(_("After how many days"))
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    inbox = models.ForeignKey(
        Inbox, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    brand = models.ForeignKey(
        Brand, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    type = models.ForeignKey(
        Type, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    channel = models.CharField(_("Channel"), max_length=10, choices=Channel.choices, blank=True)
    tag = models.CharField(_("Tag"), max_length=40, blank=True)
    is_on = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    switched_at = models.DateTimeField(null=True)

    objects = RuleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="retention_rule_is_patient", condition=Q(days__gte=7, days__lte=LONGEST_DAYS)
            ),
            models.CheckConstraint(
                name="retention_rule_on_since", condition=Q(is_on=False) | Q(switched_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def bounds(self) -> Bounds:
        """Since when its time runs, and what may happen."""
        return BOUNDS[Subject(self.subject)]


class HoldQuerySet(models.QuerySet["Hold"]):
    """Phrases about holds."""

    def visible_to(self, actor: Actor) -> "HoldQuerySet":
        """Those of conversations and customers that they may read, for those who may hold."""
        if not actor.has(Right.HOLD):
            return self.none()
        seen = Conversation.objects.visible_to(actor).values("pk")
        people = Customer.objects.visible_to(actor).values("pk")
        return self.filter(Q(conversation__in=seen) | Q(customer__in=people))

    def in_force(self) -> "HoldQuerySet":
        """Those that keep something."""
        return self.filter(ended_at=None)


class Hold(models.Model):
    """A conversation or a customer that no rule touches until somebody ends it."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, null=True, related_name="holds", db_index=False
    )
    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, null=True, related_name="holds", db_index=False
    )
    reason = models.CharField(_("Reason"), max_length=300)
    by_name = models.CharField(max_length=160)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=160, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["customer"], name="hold_of_customer", condition=Q(customer__isnull=False)),
            models.Index(
                fields=["conversation"], name="hold_of_conversation", condition=Q(conversation__isnull=False)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"],
                name="conversation_is_held_once",
                condition=Q(ended_at=None, conversation__isnull=False),
            ),
            models.CheckConstraint(
                name="hold_of_one_thing",
                condition=Q(conversation=None, customer__isnull=False)
                | Q(conversation__isnull=False, customer=None),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.conversation_id}" if self.conversation_id else f"customer {self.customer_id}"


class Run(models.Model):
    """What one rule took on one day. It outlives the rule."""

    rule = models.ForeignKey(Rule, on_delete=models.SET_NULL, null=True, related_name="runs", db_index=False)
    rule_name = models.CharField(max_length=120)
    subject = models.CharField(max_length=14, choices=Subject.choices)
    action = models.CharField(max_length=8, choices=Action.choices)
    on = models.DateField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    taken = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["-started_at", "-id"], name="retention_run_by_time")]
        constraints = [models.UniqueConstraint(fields=["rule", "on"], name="retention_runs_once_a_day")]

    def __str__(self) -> str:
        return f"{self.rule_name}, {self.on}: {self.taken}"
