"""Offers to candidates: the terms, the letter as it was sent, and how it was answered."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pult.foundation.actors import Actor
from pult.hiring.types import OfferState

from .applications import Application


class OfferQuerySet(models.QuerySet["Offer"]):
    """Phrases about offers."""

    def visible_to(self, actor: Actor) -> "OfferQuerySet":
        """Those of applications that this person runs."""
        return self.filter(application__in=Application.objects.run_by(actor).values("pk"))

    def waiting(self) -> "OfferQuerySet":
        """Those that were sent and not answered."""
        return self.filter(state=OfferState.SENT)

    def latest_first(self) -> "OfferQuerySet":
        """As pages list them."""
        return self.order_by("-made_at", "-pk")


class Offer(models.Model):
    """One written offer. Its terms never change: another one is made instead."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="offers")
    state = models.CharField(max_length=10, choices=OfferState.choices, default=OfferState.SENT)
    pay = models.CharField(_("Pay"), max_length=160)
    start_on = models.DateField(_("First day"))
    hours_per_week = models.DecimalField(_("Hours a week"), max_digits=4, decimal_places=1)
    answer_by = models.DateField(_("Answer by"))
    text = models.TextField(blank=True)
    made_at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=160, blank=True)
    ended_at = models.DateTimeField(null=True)
    # Why it was declined, or taken back.
    reason = models.TextField(blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["answer_by"], name="offer_waiting", condition=Q(state="sent")),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application"],
                name="offer_one_at_a_time",
                condition=Q(state__in=["sent", "accepted"]),
            ),
            models.CheckConstraint(
                name="offer_ended_at_iff_answered",
                condition=Q(state="sent", ended_at=None) | (~Q(state="sent") & Q(ended_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} to {self.application_id}"

    @property
    def is_waiting(self) -> bool:
        """Whether it was sent and not answered."""
        return self.state == OfferState.SENT

    @property
    def is_accepted(self) -> bool:
        """Whether the candidate has said yes."""
        return self.state == OfferState.ACCEPTED

    def is_past(self, today: date) -> bool:
        """Whether the day until which it holds is over."""
        return today > self.answer_by
