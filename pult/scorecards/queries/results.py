"""What was judged about several things, for a page that decides about them: only what this person may see."""

from collections.abc import Collection
from dataclasses import dataclass
from statistics import fmean

from django.db.models import Count, Q

from pult.foundation.actors import Actor
from pult.scorecards.agreement import Spread, spread
from pult.scorecards.models import Assessment, Panel, Version
from pult.scorecards.scoring import Result, SkillPoints, by_skill, result
from pult.scorecards.types import State

from .marks import marks_of


@dataclass(frozen=True, kw_only=True)
class RaterResult:
    """What one rater's submitted assessment comes to, after calibrations; skills by their id."""

    assessment: Assessment
    result: Result
    skills: dict[int, SkillPoints]


@dataclass(frozen=True, kw_only=True)
class PanelResult:
    """One panel: who still judges, and the results that may be seen."""

    panel: Panel
    waiting: int
    raters: list[RaterResult]

    @property
    def is_complete(self) -> bool:
        """Whether nobody judges any more, so that a mean is the panel's."""
        return self.waiting == 0

    @property
    def mean(self) -> float | None:
        """The mean of the raters' totals; None before the panel is complete."""
        totals = [one.result.total.value for one in self.raters]
        known = [total for total in totals if total is not None]
        return fmean(known) if known and self.is_complete else None

    @property
    def spread(self) -> Spread | None:
        """How far the raters' totals lie apart."""
        return spread([one.result.total.value for one in self.raters])

    def skill(self, skill_id: int) -> tuple[float, Spread | None] | None:
        """The raters' mean for one skill and how far they lie apart; None where it was not judged."""
        found = [one.skills[skill_id].points for one in self.raters if skill_id in one.skills]
        return (fmean(found), spread(found)) if found else None


def results(abouts: Collection[str], actor: Actor) -> dict[str, list[PanelResult]]:
    """The panels about these things, the earliest first, in a fixed number of statements."""
    waiting = Count("assessments", filter=Q(assessments__state=State.DRAFT))
    found = Panel.objects.visible_to(actor).filter(about__in=abouts).annotate(waiting_count=waiting)
    panels = list(found.select_related("version__scorecard", "holder").order_by("opened_at", "pk"))
    raters = _raters(panels, actor)
    told: dict[str, list[PanelResult]] = {about: [] for about in abouts}
    for panel in panels:
        told[panel.about].append(
            PanelResult(
                panel=panel, waiting=getattr(panel, "waiting_count", 0), raters=raters.get(panel.pk, [])
            )
        )
    return told


def _raters(panels: list[Panel], actor: Actor) -> dict[int, list[RaterResult]]:
    seen = Assessment.objects.revealed_to(actor).submitted().filter(panel__in=panels)
    shown = list(seen.select_related("rater").order_by("pk"))
    marks = marks_of(shown)
    versions = Version.objects.whole().filter(pk__in={panel.version_id for panel in panels})
    items = {version.pk: version.items for version in versions}
    asked_with = {panel.pk: panel.version_id for panel in panels}
    told: dict[int, list[RaterResult]] = {}
    for one in shown:
        criteria, counted = items[asked_with[one.panel_id]], marks[one.pk].counted
        told.setdefault(one.panel_id, []).append(
            RaterResult(assessment=one, result=result(criteria, counted), skills=by_skill(criteria, counted))
        )
    return told
