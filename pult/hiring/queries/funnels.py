"""How far candidates come: by step and by source, of one opening."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from pult.foundation.actors import Actor
from pult.hiring.models import Application, Opening, Stage, StageMove
from pult.hiring.models.applications import ApplicationQuerySet
from pult.hiring.types import ApplicationState, Source


@dataclass(frozen=True, kw_only=True)
class Reached:
    """How many candidates have come to a step, and what part of all that is."""

    stage: Stage
    count: int
    of: int
    by_source: tuple[int, ...]

    @property
    def percent(self) -> int:
        """The part in percent."""
        return round(100 * self.count / self.of) if self.of else 0


@dataclass(frozen=True, kw_only=True)
class Funnel:
    """An opening's steps with how many came so far, and how applications stand. Erased candidates count as well."""

    rows: list[Reached]
    sources: list[Source]
    states: list[tuple[ApplicationState, int]]
    count: int


def funnel(opening: Opening, actor: Actor) -> Funnel:
    """The funnel of an opening, in four statements however many applied."""
    seen = Application.objects.visible_to(actor).filter(opening=opening)
    counts = came_to("stage_id", seen)
    states = dict(seen.order_by().values_list("state").annotate(n=Count("pk")))
    sources = sources_in(counts)
    total = sum(states.values())
    return Funnel(
        rows=[_reached(stage, sources, counts, total) for stage in opening.stages.in_order()],
        sources=sources,
        states=[(state, states[state]) for state in ApplicationState if state in states],
        count=total,
    )


def came_to(step: str, applications: ApplicationQuerySet) -> dict[tuple[Any, str], int]:
    """How many of these applications came to each step, named by this column, and by where they heard of us."""
    moves = StageMove.objects.filter(application__in=applications.values("pk")).order_by()
    rows = moves.values_list(step, "application__source").annotate(n=Count("application", distinct=True))
    return {(here, source): number for here, source, number in rows}


def sources_in(counts: Mapping[tuple[Any, str], int]) -> list[Source]:
    """The sources that somebody named, in their usual order."""
    named = {source for _step, source in counts}
    return [source for source in Source if source in named]


def _reached(
    stage: Stage, sources: Iterable[Source], counts: dict[tuple[int, str], int], total: int
) -> Reached:
    by_source = tuple(counts.get((stage.pk, source), 0) for source in sources)
    return Reached(stage=stage, count=sum(by_source), of=total, by_source=by_source)
