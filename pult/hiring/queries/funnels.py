"""How far candidates come: by step and by source, of one opening."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from pult.foundation.actors import Actor
from pult.hiring.models import Application, Opening, Stage, StageMove
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
    moves = StageMove.objects.filter(application__in=seen.values("pk")).order_by()
    rows = moves.values_list("stage_id", "application__source").annotate(
        n=Count("application", distinct=True)
    )
    counts = {(stage, source): number for stage, source, number in rows}
    states = dict(seen.order_by().values_list("state").annotate(n=Count("pk")))
    sources = [source for source in Source if any(source == one for _stage, one in counts)]
    total = sum(states.values())
    return Funnel(
        rows=[_reached(stage, sources, counts, total) for stage in opening.stages.in_order()],
        sources=sources,
        states=[(state, states[state]) for state in ApplicationState if state in states],
        count=total,
    )


def _reached(
    stage: Stage, sources: Iterable[Source], counts: dict[tuple[int, str], int], total: int
) -> Reached:
    by_source = tuple(counts.get((stage.pk, source), 0) for source in sources)
    return Reached(stage=stage, count=sum(by_source), of=total, by_source=by_source)
