"""Listed senders, and how spam is known."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.accounts.models import Person
from pult.foundation.actors import Actor

from .types import Right, SenderKind, Verdict

ONLY = 1


class ListedSenderQuerySet(models.QuerySet["ListedSender"]):
    """Phrases about listed senders."""

    def visible_to(self, actor: Actor) -> "ListedSenderQuerySet":
        """All of them for those who may block."""
        return self if actor.has(Right.BLOCK) else self.none()

    def changeable_by(self, actor: Actor) -> "ListedSenderQuerySet":
        """Blocked addresses for those who may block; the rest for those who set the door up."""
        seen = self.visible_to(actor)
        if actor.has(Right.MANAGE):
            return seen
        return seen.filter(kind=SenderKind.ADDRESS, verdict=Verdict.BLOCKED)


class ListedSender(models.Model):
    """A sender who is blocked or trusted, until a moment or for good."""

    kind = models.CharField(_("What"), max_length=8, choices=SenderKind.choices)
    value = models.CharField(_("Address or domain"), max_length=254, unique=True)
    verdict = models.CharField(max_length=8, choices=Verdict.choices, default=Verdict.BLOCKED)
    reason = models.CharField(_("Reason"), max_length=200, blank=True)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    by_name = models.CharField(max_length=160)
    at = models.DateTimeField()
    expires_at = models.DateTimeField(_("Until"), null=True, blank=True)

    objects = ListedSenderQuerySet.as_manager()

    def __str__(self) -> str:
        return self.value


class DoorSettings(models.Model):
    """How spam is known at the door; one row, made when somebody first changes it.

    `rules_stamp` changes whenever a rule of intake does.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    score_header = models.CharField(_("Header with the verdict"), max_length=60, blank=True)
    score_at = models.FloatField(
        _("Spam from this score on"),
        default=5.0,
        validators=[MinValueValidator(0.1), MaxValueValidator(1000)],
    )
    servers = models.CharField(_("Own mail servers"), max_length=500, blank=True)
    rules_stamp = models.CharField(max_length=32, blank=True, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="one_door", condition=models.Q(id=ONLY)),
        ]

    def __str__(self) -> str:
        return self.score_header or "–"
