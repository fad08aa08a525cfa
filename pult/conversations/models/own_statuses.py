"""Own statuses: finer words of a house for how a conversation stands, each within one of the fixed ones.

What a status means for clocks, queues and figures is fixed; its own words say why. The fixed status itself is the
default of each and never goes away.
"""

from django.db import models

from pult.conversations.types import OWN_WITHIN, Status, Tone
from pult.foundation.text.tongues import said


class OwnStatusQuerySet(models.QuerySet["OwnStatus"]):
    """Phrases about own statuses."""

    def offered(self) -> "OwnStatusQuerySet":
        """Those that can be chosen."""
        return self.filter(is_archived=False)

    def in_order(self) -> "OwnStatusQuerySet":
        """As the house has sorted them."""
        return self.order_by("place", "pk")


class OwnStatus(models.Model):
    """One status of the house, such as “Waiting for the courier”, which is a kind of “On hold”."""

    names = models.JSONField(default=dict)
    within = models.CharField(
        max_length=10, choices=[(str(one), one.label) for one in OWN_WITHIN], default=Status.ON_HOLD
    )
    tone = models.CharField(max_length=10, choices=Tone.choices, default=Tone.NEUTRAL)
    place = models.PositiveIntegerField(default=0)
    is_archived = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    objects = OwnStatusQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "own statuses"
        constraints = [
            models.CheckConstraint(
                name="own_status_within_a_fixed_one",
                condition=models.Q(within__in=[str(one) for one in OWN_WITHIN]),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What it is called in the language in force."""
        return said(self.names)

    @property
    def key(self) -> str:
        """How forms and rules name it among the fixed ones."""
        return f"own-{self.pk}"
