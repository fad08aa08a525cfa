"""The board of an opening: its stages as columns."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone

from pult.foundation.actors import Actor
from pult.hiring.models import Application, Opening, Stage
from pult.hiring.models.applications import ApplicationQuerySet
from pult.hiring.types import ACTIVE

MOST_CARDS = 30


@dataclass(frozen=True, kw_only=True)
class Column:
    """One stage with the candidates in it, who waits longest first."""

    stage: Stage
    cards: list[Application]
    count: int
    late: int

    @property
    def more(self) -> int:
        """How many do not fit on the board."""
        return self.count - len(self.cards)


@dataclass(frozen=True, kw_only=True)
class Board:
    """Everything on the board."""

    opening: Opening
    columns: list[Column]
    at: datetime

    @property
    def count(self) -> int:
        """How many candidates are active."""
        return sum(column.count for column in self.columns)

    @property
    def late(self) -> int:
        """How many wait longer than was promised."""
        return sum(column.late for column in self.columns)


def board(opening: Opening, actor: Actor, *, at: datetime | None = None) -> Board:
    """The board of an opening, in four statements however many candidates there are."""
    at = at or timezone.now()
    stages = list(opening.stages.in_order())
    active = Application.objects.visible_to(actor).active().filter(opening=opening)
    counts = counts_by_stage(active, at=at)
    rows = active.select_related("candidate", "conversation").order_by("promised_by", "pk")
    cards: dict[int, list[Application]] = {stage.pk: [] for stage in stages}
    for application in rows[: MOST_CARDS * max(len(stages), 1)]:
        place = cards[application.stage_id]
        if len(place) < MOST_CARDS:
            place.append(application)
    columns = [
        Column(stage=stage, cards=cards[stage.pk], count=counts[stage.pk][0], late=counts[stage.pk][1])
        if stage.pk in counts
        else Column(stage=stage, cards=[], count=0, late=0)
        for stage in stages
    ]
    return Board(opening=opening, columns=columns, at=at)


def counts_by_stage(applications: ApplicationQuerySet, *, at: datetime) -> dict[int, tuple[int, int]]:
    """How many applications stand in each stage, and how many of them are late."""
    late = Count("pk", filter=Q(state=ACTIVE, promised_by__lt=at))
    rows = applications.order_by().values("stage_id").annotate(count=Count("pk"), late=late)
    return {row["stage_id"]: (row["count"], row["late"]) for row in rows}
