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
    """How many of `of` candidates have come to a step, by where they heard of us."""

    by_source: tuple[int, ...]
    of: int

    @property
    def count(self) -> int:
        """All of them."""
        return sum(self.by_source)

    @property
    def percent(self) -> int:
        """The part of all in percent."""
        return round(100 * self.count / self.of) if self.of else 0


@dataclass(frozen=True, kw_only=True)
class Funnel:
    """An opening's steps with how many came so far, and how applications stand. Erased candidates count as well."""

    rows: list[tuple[Stage, Reached]]
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
        rows=[(stage, reached(stage.pk, counts, sources, of=total)) for stage in opening.stages.in_order()],
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


def reached(
    step: Any, counts: Mapping[tuple[Any, str], int], sources: Iterable[Source], *, of: int
) -> Reached:
    """How many came to one step, named as the counts name it."""
    return Reached(by_source=tuple(counts.get((step, source), 0) for source in sources), of=of)
