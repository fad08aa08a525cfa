"""Rules, what they did, and macros."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.conversations.models import Conversation, closed_to
from pult.conversations.queries import Chosen, Filter, Unit, read, read_acts
from pult.conversations.types import Right as ConversationRight
from pult.foundation.actors import Actor, Kind
from pult.workforce.models import Department, Member

from .types import Right, RuleKind, Since


class RuleQuerySet(models.QuerySet["Rule"]):
    """Phrases about rules."""

    def visible_to(self, actor: Actor) -> "RuleQuerySet":
        """All of them for those who manage rules."""
        return self if actor.has(Right.MANAGE) else self.none()

    def in_order(self) -> "RuleQuerySet":
        """The order in which they are tried."""
        return self.order_by("position", "pk")

    def active(self) -> "RuleQuerySet":
        """Those that act."""
        return self.filter(is_active=True)


class Rule(models.Model):
    """What is done by itself: upon facts, or when a conversation has stood like this for some time."""

    name = models.CharField(_("Name"), max_length=80, unique=True)
    kind = models.CharField(max_length=8, choices=RuleKind.choices)
    is_active = models.BooleanField(_("Active"), default=True)
    position = models.PositiveIntegerField(default=0)
    facts = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    conditions = models.JSONField(default=dict)
    acts = models.JSONField(default=list)
    stops = models.BooleanField(default=False)
    since = models.CharField(max_length=16, choices=Since.choices, default=Since.ACTIVITY)
    amount = models.PositiveIntegerField(default=1)
    unit = models.CharField(max_length=8, choices=Unit.choices, default=Unit.DAYS)
    in_opening_hours = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    objects = RuleQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "position", "id"], name="rule_in_order")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_trigger(self) -> bool:
        """Whether facts set it off."""
        return self.kind == RuleKind.TRIGGER

    @property
    def is_timed(self) -> bool:
        """Whether the clock sets it off."""
        return self.kind == RuleKind.TIME

    @property
    def is_intake(self) -> bool:
        """Whether it is asked about mail before a conversation begins."""
        return self.kind == RuleKind.INTAKE

    @property
    def filter(self) -> Filter:
        """What a conversation must meet."""
        return read(self.conditions)

    @property
    def chosen(self) -> tuple[Chosen, ...]:
        """What it does, in order."""
        return read_acts(self.acts)

    @property
    def span(self) -> timedelta:
        """How long a conversation must have stood like this."""
        return timedelta(**{self.unit: self.amount})

    @property
    def actor(self) -> Actor:
        """The rule as somebody who acts."""
        return Actor(kind=Kind.RULE, id=self.pk, name=self.name, all_rights=True)


class Edition(models.Model):
    """Which rules upon facts there are: a new number whenever anything about them changes. One row."""

    number = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.number)


class FiringQuerySet(models.QuerySet["Firing"]):
    """Phrases about what rules did."""

    def visible_to(self, actor: Actor) -> "FiringQuerySet":
        """All of it for those who manage rules, as far as they may read the conversations."""
        if not actor.has(Right.MANAGE):
            return self.none()
        if actor.has(ConversationRight.READ_ALL):
            return self.exclude(closed_to(actor, "conversation__"))
        return self.filter(conversation__in=Conversation.objects.visible_to(actor))


class Firing(models.Model):
    """A rule that acted on a conversation: by which fact, what held then, what it did, and what was refused.

    `turn` is the moment from which a rule by the clock counted: upon it the rule acts once. `steps` are the acts with
    their values, each with why it was refused, if it was.
    """

    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="firings", db_index=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField()
    fact = models.CharField(max_length=60, blank=True)
    by = models.CharField(max_length=80, blank=True)
    turn = models.DateTimeField(null=True)
    held = models.JSONField(default=dict)
    steps = models.JSONField(default=list)
    spoke = models.BooleanField(default=False)
    is_refused = models.BooleanField(default=False)

    objects = FiringQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["rule", "id"], name="firing_of_rule"),
            models.Index(fields=["conversation", "at"], name="firing_of_conversation"),
            models.Index(fields=["at"], name="firing_by_age"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["rule", "conversation", "turn"],
                name="rule_acts_once_a_turn",
                condition=models.Q(turn__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} on {self.conversation_id}"


class MacroQuerySet(models.QuerySet["Macro"]):
    """Phrases about macros."""

    def usable_by(self, actor: Actor) -> "MacroQuerySet":
        """One's own, those of one's departments, and those for everybody."""
        if not actor.is_person or not actor.has(ConversationRight.REPLY):
            return self.none()
        mine = Department.objects.of(actor).values("pk")
        everybody = models.Q(owner=None, department=None)
        return self.filter(everybody | models.Q(owner_id=actor.person_id) | models.Q(department__in=mine))

    def visible_to(self, actor: Actor) -> "MacroQuerySet":
        """Those that one may use; whoever shares sees all that is shared."""
        if actor.is_person and actor.has(Right.SHARE_MACROS):
            return self.filter(models.Q(owner=None) | models.Q(owner_id=actor.person_id))
        return self.usable_by(actor)

    def changeable_by(self, actor: Actor) -> "MacroQuerySet":
        """One's own; those that are shared for those who may share."""
        seen = self.visible_to(actor)
        return seen if actor.has(Right.SHARE_MACROS) else seen.filter(owner_id=actor.person_id)


class Macro(models.Model):
    """Several acts under one name: of one person, of a department, or for everybody."""

    name = models.CharField(_("Name"), max_length=60)
    owner = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    department = models.ForeignKey(
        Department, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    acts = models.JSONField(default=list)
    used = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    objects = MacroQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="macro_has_one_reach",
                condition=models.Q(owner=None) | models.Q(department=None),
            ),
            models.UniqueConstraint(
                fields=["name", "owner", "department"], nulls_distinct=False, name="macro_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def chosen(self) -> tuple[Chosen, ...]:
        """What it does, in order."""
        return read_acts(self.acts)


def turn_of(conversation: Conversation, rule: Rule) -> datetime | None:
    """The moment from which a rule by the clock counts here."""
    moment: datetime | None = getattr(conversation, Since(rule.since).value)
    return moment
