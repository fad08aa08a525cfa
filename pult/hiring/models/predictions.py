"""The beginning of a ledger: what each hire's scores foretold, frozen on the day they were hired."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from pult.foundation.actors import Actor
from pult.hiring.types import Right, StageKind
from pult.skills.models import Skill

from .applications import Application


class PredictionQuerySet(models.QuerySet["Prediction"]):
    """Phrases about predictions."""

    def visible_to(self, actor: Actor) -> "PredictionQuerySet":
        """All of them for those who manage hiring."""
        return self if actor.has(Right.MANAGE) else self.none()


class Prediction(models.Model):
    """The score of one hire in one kind of evidence, for one skill or (without a skill) for the whole of it.

    What they did later is joined by the application. Rows never change, whatever is calibrated afterwards.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="predictions")
    kind = models.CharField(max_length=16, choices=StageKind.choices)
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, null=True, related_name="+")
    score = models.DecimalField(max_digits=4, decimal_places=3)
    raters = models.PositiveSmallIntegerField()
    card = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    at = models.DateTimeField()

    objects = PredictionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application", "kind", "skill"], name="prediction_once", nulls_distinct=False
            ),
            models.CheckConstraint(name="prediction_on_the_scale", condition=Q(score__gte=1, score__lte=5)),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.score}"
