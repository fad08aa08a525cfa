"""Panels, and the answers that are kept for some minutes."""

from typing import TYPE_CHECKING, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pult.brands.types import HOUSE
from pult.conversations.models import Conversation
from pult.conversations.types import Right as ConversationsRight
from pult.customers.models import Customer
from pult.foundation.actors import Actor
from pult.workforce.models import Department

from .types import Kind, Piece, Right, Shape

if TYPE_CHECKING:
    from datetime import datetime

SECRET_PURPOSE = "panels.secret"  # noqa: S105 -- what it is for


class SidePanelQuerySet(models.QuerySet["SidePanel"]):
    """Phrases about panels."""

    def visible_to(self, actor: Actor) -> "SidePanelQuerySet":
        """All of them, for those who set them up."""
        return self if actor.has(Right.MANAGE) else self.none()

    def switched_on(self) -> "SidePanelQuerySet":
        """Those that are shown at all."""
        return self.filter(is_active=True)

    def beside(self, conversation: Conversation, actor: Actor) -> "SidePanelQuerySet":
        """What stands beside a conversation of this department and brand, for those who may see panels."""
        if not actor.has(Right.SEE):
            return self.none()
        brand = (conversation.inbox.brand_id if conversation.inbox else None) or HOUSE
        here = Q(departments=None) | Q(departments=conversation.department_id)
        found = self.switched_on().filter(here, Q(brands=[]) | Q(brands__contains=[brand]))
        return found.filter(on_conversations=True).distinct()

    def of_customers(self, actor: Actor) -> "SidePanelQuerySet":
        """What stands on a customer's page, for those who work in one of the panel's departments."""
        if not actor.has(Right.SEE):
            return self.none()
        found = self.switched_on().filter(on_customers=True)
        if not actor.has(ConversationsRight.READ_ALL):
            found = found.filter(Q(departments=None) | Q(departments__in=Department.objects.of(actor)))
        return found.distinct()

    def in_order(self) -> "SidePanelQuerySet":
        """As they stand below each other."""
        return self.order_by("position", "pk")


class SidePanel(models.Model):
    """What one system of the house shows: by a link, a page in a frame, or a look-up. The kind never changes."""

    name = models.CharField(_("Name"), max_length=80)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    address = models.CharField(_("Address"), max_length=1000)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    on_conversations = models.BooleanField(default=True)
    on_customers = models.BooleanField(default=True)
    departments = models.ManyToManyField(Department, related_name="+")
    brands = ArrayField(models.BigIntegerField(), default=list)
    sealed_secret = models.TextField(blank=True)
    header = models.CharField(max_length=60, blank=True)
    height = models.PositiveSmallIntegerField(default=320)
    is_signed = models.BooleanField(default=False)
    keeps_minutes = models.PositiveSmallIntegerField(default=5)
    pieces = models.JSONField(default=list)
    failures = models.PositiveSmallIntegerField(default=0)
    rests_until = models.DateTimeField(null=True)

    objects = SidePanelQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def parts(self) -> tuple[Piece, ...]:
        """What is shown of an answer."""
        return tuple(
            Piece(label=one["label"], where=one["where"], shape=Shape(one["shape"])) for one in self.pieces
        )

    def is_resting(self, at: "datetime") -> bool:
        """Whether the system is left alone for a moment."""
        return self.rests_until is not None and self.rests_until > at


class Answer(models.Model):
    """What a system has said of a customer a moment ago; `digest` stands for the address that was asked."""

    panel = models.ForeignKey(SidePanel, on_delete=models.CASCADE, related_name="answers", db_index=False)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    said = models.TextField(blank=True)
    at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["panel", "digest"], name="panel_answer_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["expires_at"], name="panel_answer_expires")]

    def __str__(self) -> str:
        return f"answer of {self.panel_id}"
