"""Questions about evidence: the steps of an application, and everything on the page of one step."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from pult.foundation.actors import Actor
from pult.hiring import guides
from pult.hiring.models import Application, EvidenceStep, Stage
from pult.hiring.types import BY_HAND
from pult.scorecards.models import Assessment, Panel
from pult.scorecards.queries import assessing
from pult.scorecards.queries.assessing import Sheet
from pult.scorecards.queries.results import PanelResult, results


@dataclass(frozen=True, kw_only=True)
class StepView:
    """A step as its application's page shows it: who judges, and what came out as far as the reader may see it."""

    step: EvidenceStep
    raters: list[Assessment] = field(default_factory=list)
    own: Assessment | None = None
    result: PanelResult | None = None

    @property
    def done(self) -> int:
        """How many have handed in their sheet."""
        return sum(one.is_submitted for one in self.raters)

    @property
    def asked(self) -> int:
        """How many were asked and did not withdraw."""
        return sum(one.is_submitted or one.is_open for one in self.raters)

    @property
    def owes(self) -> bool:
        """Whether the reader's own sheet is open."""
        return self.own is not None and self.own.is_open

    @property
    def is_complete(self) -> bool:
        """Whether nobody judges any more."""
        return bool(self.raters) and not any(one.is_open for one in self.raters)

    @property
    def mean(self) -> float | None:
        """The mean of the raters' totals, where the reader may see it."""
        return self.result.mean if self.result else None


@dataclass(frozen=True, kw_only=True)
class StepPage:
    """Everything on the page of one step: the guide on one side, the reader's own sheet on the other.

    A guide that carries the sheet itself, each row beside what it judges, says so by having one.
    """

    view: StepView
    may_run: bool
    shows_name: bool
    sheet: Sheet | None
    template: str
    guide: Any
    holds_sheet: bool = False

    @property
    def step(self) -> EvidenceStep:
        """The step."""
        return self.view.step


def steps_of(application: Application, actor: Actor) -> list[StepView]:
    """The steps of an application in their order, in a fixed number of statements.

    What one still has to judge blind is not among them: its number would tell whose it is.
    """
    rows = EvidenceStep.objects.visible_to(actor).filter(application=application)
    views = _views(list(rows.select_related("stage", "panel").prefetch_related(_raters()).in_order()), actor)
    return [view for view in views if not (view.step.is_blind and view.owes)]


def views_of(steps: list[int], actor: Actor) -> dict[int, StepView]:
    """These steps as this person may see them, by their number."""
    rows = EvidenceStep.objects.visible_to(actor).filter(pk__in=steps)
    found = list(rows.select_related("stage", "panel").prefetch_related(_raters()).in_order())
    return {view.step.pk: view for view in _views(found, actor)}


def to_begin(stages: list[Stage], application: Application) -> list[Stage]:
    """The stages that can gather evidence and have none yet. References and trials begin on pages of their own."""
    begun = set(application.steps.values_list("stage", flat=True))
    return [stage for stage in stages if stage.pk not in begun and stage.kind in BY_HAND]


def step_page(step: EvidenceStep, actor: Actor) -> StepPage:
    """The page of a step. Of what is judged blind, raters see no name before they are done."""
    view = _views([step], actor)[0]
    runs = Application.objects.run_by(actor).filter(pk=step.application_id).exists()
    guide = guides.guide_of(step)
    gathered = guide.gather(step, actor) if guide else None
    held: Sheet | None = getattr(gathered, "sheet", None)
    return StepPage(
        view=view,
        may_run=runs,
        shows_name=not (step.is_blind and (view.owes or not runs)),
        sheet=held or (assessing.sheet(view.own) if view.own else None),
        holds_sheet=held is not None,
        template=guide.template if guide else "",
        guide=gathered,
    )


def _raters() -> "Prefetch[str, Any, str]":
    asked = Assessment.objects.select_related("rater", "panel").order_by("pk")
    return Prefetch("panel__assessments", queryset=asked, to_attr="asked")


def _views(steps: list[EvidenceStep], actor: Actor) -> list[StepView]:
    seen = results([step.about for step in steps], actor)
    return [_view(step, actor, seen[step.about]) for step in steps]


def _view(step: EvidenceStep, actor: Actor, seen: list[PanelResult]) -> StepView:
    raters = _asked(step.panel)
    own = next((one for one in raters if one.rater_id and one.rater_id == actor.person_id), None)
    return StepView(step=step, raters=raters, own=own, result=seen[0] if seen else None)


def _asked(panel: Panel | None) -> list[Assessment]:
    if panel is None:
        return []
    found: list[Assessment] | None = getattr(panel, "asked", None)
    return (
        found
        if found is not None
        else list(panel.assessments.select_related("rater", "panel").order_by("pk"))
    )
