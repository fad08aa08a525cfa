"""Who may know of what is judged about candidates, and where it stands."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from pult.foundation.actors import Actor
from pult.scorecards.types import circles

from .models import EvidenceStep
from .types import CIRCLE


def admits(actor: Actor) -> QuerySet[Any, Any]:
    """The panels of the applications that this person runs."""
    return EvidenceStep.objects.run_by(actor).exclude(panel=None).values("panel")


def place(about: str) -> str:
    """The page of a step, which shows what is judged beside the sheet."""
    return reverse("hiring:step", args=[int(about.rpartition(":")[2])])


circles.declare(CIRCLE, circles.Circle(admits, place))
