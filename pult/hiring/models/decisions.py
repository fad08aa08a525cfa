"""Decisions, with the figures they were made on and their reasons; and what each hire's scores foretold."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pult.foundation.actors import Actor
from pult.hiring.types import Outcome, Proposal, Reason

from .applications import Application


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Phrases about decisions."""

    def visible_to(self, actor: Actor) -> "DecisionQuerySet":
        """Those about applications that this person runs."""
        return self.filter(application__in=Application.objects.run_by(actor).values("pk"))

    def latest_first(self) -> "DecisionQuerySet":
        """As the page of an application lists them."""
        return self.order_by("-at", "-pk")


class Decision(models.Model):
    """One decision: what was decided, what the evidence proposed, why, and the figures as they stood then.

    A decision never changes; another one follows it. When a candidate is erased its words go, its figures stay.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(_("Decision"), max_length=8, choices=Outcome.choices)
    proposal = models.CharField(max_length=8, choices=Proposal.choices)
    is_override = models.BooleanField(default=False)
    reason = models.CharField(max_length=12, choices=Reason.choices, blank=True)
    reasons = models.TextField(_("Reasons"), blank=True)
    figures = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=160, blank=True)
    erased_at = models.DateTimeField(null=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["application", "-at", "-id"], name="decision_of_application")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="decision_against_the_evidence_has_reasons",
                condition=Q(is_override=False) | ~Q(reasons="") | Q(erased_at__isnull=False),
            ),
            models.CheckConstraint(
                name="decision_to_reject_has_a_reason", condition=~Q(outcome="reject") | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} for {self.application_id}"
