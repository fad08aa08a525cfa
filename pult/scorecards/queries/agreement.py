"""How far raters agree with one version of a scorecard, from the panels whose marks this person may see."""

from collections import defaultdict
from dataclasses import dataclass

from pult.foundation.actors import Actor
from pult.scorecards.agreement import (
    ENOUGH_THINGS,
    Agreement,
    Leniency,
    Level,
    agreement,
    leniency,
    spread,
)
from pult.scorecards.models import Assessment, Criterion, Version
from pult.scorecards.reliability import Icc, icc, raters_needed
from pult.scorecards.scoring import result
from pult.scorecards.types import Kind, Mark

from .marks import Marks, marks_of

LATEST = 200  # panels that figures are made from
WANTED = 0.8  # the reliability of a mean that decisions can lean on


@dataclass(frozen=True, kw_only=True)
class CriterionAgreement:
    """One criterion: alpha of what was given, and of what counts after calibrations."""

    criterion: Criterion
    before: Agreement
    after: Agreement
    mean_range: float | None
    wide: int


@dataclass(frozen=True, kw_only=True)
class RaterRow:
    """One rater against the others who judged the same things."""

    name: str
    assessments: int
    leniency: Leniency


@dataclass(frozen=True, kw_only=True)
class Report:
    """Everything about one version. `panels` were judged by at least two."""

    version: Version
    panels: int
    single: int
    criteria: list[CriterionAgreement]
    raters: list[RaterRow]
    totals: Agreement
    icc: Icc | None
    needed: int | None


# Panel -> rater (the id of the person, or minus the id of an outsider's assessment) -> what they gave.
Judged = dict[int, dict[int, Marks]]


def report(version: Version, actor: Actor) -> Report:
    """The agreement of a version, from the latest panels; fetch it with `whole()` before."""
    judged, names = _judged(version, actor)
    shared = {panel: raters for panel, raters in judged.items() if len(raters) > 1}
    raters = sorted({rater for those in shared.values() for rater in those})
    found = icc(_crossed(version, shared))
    return Report(
        version=version,
        panels=len(shared),
        single=len(judged) - len(shared),
        criteria=[
            _criterion(one, shared, raters) for one in version.criteria_in_order if one.kind != Kind.TEXT
        ],
        raters=sorted(
            (_rater(one, names[one], version, shared) for one in raters if one > 0), key=lambda row: row.name
        ),
        totals=agreement(_totals(version, shared, raters), Level.INTERVAL),
        icc=found,
        needed=raters_needed(found.agreement, WANTED) if found and found.things >= ENOUGH_THINGS else None,
    )


def _judged(version: Version, actor: Actor) -> tuple[Judged, dict[int, str]]:
    seen = Assessment.objects.revealed_to(actor).submitted().filter(panel__version=version)
    latest = list(seen.order_by("-panel_id").values_list("panel_id", flat=True).distinct()[:LATEST])
    rows = list(seen.filter(panel__in=latest).order_by("panel_id", "pk"))
    marks = marks_of(rows)
    judged: Judged = defaultdict(dict)
    for one in rows:
        judged[one.panel_id][one.rater_id or -one.pk] = marks[one.pk]
    return judged, {one.rater_id or -one.pk: one.rater_name for one in rows}


def level_of(criterion: Criterion) -> Level:
    """Yes or no is the same or not; points of a scale have an order."""
    return Level.NOMINAL if criterion.kind == Kind.CHECK else Level.ORDINAL


def _criterion(criterion: Criterion, shared: Judged, raters: list[int]) -> CriterionAgreement:
    given = _table(criterion, shared, raters, counted=False)
    counted = _table(criterion, shared, raters, counted=True)
    spreads = [one for unit in zip(*given, strict=True) if (one := spread(unit))]
    before = agreement(given, level_of(criterion))
    return CriterionAgreement(
        criterion=criterion,
        before=before,
        after=before if counted == given else agreement(counted, level_of(criterion)),
        mean_range=sum(one.range for one in spreads) / len(spreads) if spreads else None,
        wide=sum(one.is_wide for one in spreads),
    )


def _table(
    criterion: Criterion, shared: Judged, raters: list[int], *, counted: bool
) -> list[list[float | None]]:
    """Raters by panels, on the scale 1 to 5."""
    return [
        [_points(criterion, those.get(rater), counted=counted) for those in shared.values()]
        for rater in raters
    ]


def _points(criterion: Criterion, marks: Marks | None, *, counted: bool = False) -> float | None:
    if marks is None:
        return None
    return criterion.item.points((marks.counted if counted else marks.given).get(criterion.key, Mark()))


def _rater(rater: int, name: str, version: Version, shared: Judged) -> RaterRow:
    panels = [those for those in shared.values() if rater in those]
    criteria = [one for one in version.criteria_in_order if one.kind != Kind.TEXT]
    pairs = [
        [
            (
                _points(one, those[rater]),
                [_points(one, marks) for other, marks in those.items() if other != rater],
            )
            for one in criteria
        ]
        for those in panels
    ]
    return RaterRow(name=name, assessments=len(panels), leniency=leniency(pairs))


def _totals(version: Version, shared: Judged, raters: list[int]) -> list[list[float | None]]:
    items = version.items
    return [
        [
            result(items, those[rater].given).total.plain if rater in those else None
            for those in shared.values()
        ]
        for rater in raters
    ]


def _crossed(version: Version, shared: Judged) -> list[list[float | None]]:
    """Totals of the panels that the same raters judged, things by raters: the largest such group."""
    items, groups = version.items, defaultdict(list)
    for those in shared.values():
        groups[frozenset(those)].append(those)
    largest = max(groups.values(), key=len, default=[])
    return [[result(items, those[rater].given).total.plain for rater in sorted(those)] for those in largest]
