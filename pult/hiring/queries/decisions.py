"""Questions before a decision: all evidence by skill, what it comes to, and several candidates side by side.

Only what is settled counts: a step whose panel is complete while nobody judges the same thing anywhere else. So no
figure here moves because of a mark that somebody may not see yet.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from statistics import fmean

from django.utils import timezone

from pult.foundation.actors import Actor
from pult.hiring.models import Application, Decision, EvidenceStep, Opening, OpeningSkill, Stage
from pult.hiring.types import USUAL_CARDS, Combination, Outcome, StageKind, Weighing, combine
from pult.scorecards.models import Assessment
from pult.scorecards.queries.results import PanelResult, results
from pult.skills.types import Estimate, Gap, Piece, estimate

WIDE = 2.0


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What one step says of one skill: the raters' mean, how far they lie apart, and with what it was judged."""

    step: EvidenceStep
    panel: PanelResult
    score: float
    lowest: float
    highest: float
    raters: int

    @property
    def is_wide(self) -> bool:
        """Whether the raters lie so far apart that it is worth talking about."""
        return self.highest - self.lowest >= WIDE


@dataclass(frozen=True, kw_only=True)
class SkillRow:
    """One skill of the opening's profile: what it weighs, the estimate, and everything that stands behind it."""

    line: OpeningSkill
    gap: Gap
    seen: list[Seen]

    @property
    def estimate(self) -> Estimate:
        """How good the candidate probably is at it."""
        return self.gap.estimate


@dataclass(frozen=True, kw_only=True)
class Settled:
    """A panel about a step in which everybody is done."""

    step: EvidenceStep
    panel: PanelResult


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """All evidence about one application, and what it comes to."""

    application: Application
    rows: list[SkillRow]
    combination: Combination
    steps: list[EvidenceStep]
    judged: list[EvidenceStep]
    waiting: list[EvidenceStep]
    panels: list[Settled]

    @property
    def not_judged(self) -> list[EvidenceStep]:
        """Steps that were begun, and that nobody was asked to judge."""
        known = {step.pk for step in [*self.judged, *self.waiting]}
        return [step for step in self.steps if step.pk not in known]

    def named(self, gaps: Iterable[Gap]) -> list[SkillRow]:
        """The rows of these lines, in this order."""
        by_key = {row.gap.wanted.skill: row for row in self.rows}
        return [by_key[gap.wanted.skill] for gap in gaps]

    @property
    def missed(self) -> list[SkillRow]:
        """Must-haves whose estimate lies below what is needed."""
        return self.named(self.combination.fit.missed)

    @property
    def strengths(self) -> list[SkillRow]:
        """What is clearly good."""
        return self.named(self.combination.fit.strengths)

    @property
    def to_train(self) -> list[SkillRow]:
        """What would be taught first, should they come."""
        return self.named(self.combination.fit.to_train[:3])

    @property
    def unknown(self) -> list[SkillRow]:
        """Skills without any evidence."""
        return self.named(self.combination.fit.open_questions)


@dataclass(frozen=True, kw_only=True)
class DecisionPage:
    """Everything on the page on which an application is decided."""

    gathered: Gathered
    decisions: list[Decision]
    never_begun: list[Stage]

    @property
    def application(self) -> Application:
        """Whose page it is."""
        return self.gathered.application

    @property
    def may_decide(self) -> bool:
        """Whether a decision is offered: nobody judges any more."""
        return self.application.is_active and not self.gathered.waiting


def gather(
    applications: Sequence[Application], actor: Actor, *, at: datetime | None = None
) -> dict[int, Gathered]:
    """All evidence about applications for one opening, in a fixed number of statements."""
    at = at or timezone.now()
    # What a trial shows comes after the decision to hire, so it is no evidence for it.
    found = EvidenceStep.objects.filter(application__in=[one.pk for one in applications]).exclude(
        kind=StageKind.TRIAL
    )
    steps = list(found.select_related("stage", "panel").in_order())
    told = results([step.about for step in steps], actor)
    open_abouts = _still_judged(steps)
    by_application: dict[int, list[EvidenceStep]] = defaultdict(list)
    for step in steps:
        by_application[step.application_id].append(step)
    openings = {one.opening_id: one.opening for one in applications}
    lines = _lines(openings)
    return {
        one.pk: _gathered(one, by_application[one.pk], lines[one.opening_id], told, open_abouts, at=at)
        for one in applications
    }


def gathered_about(application: Application, actor: Actor, *, at: datetime | None = None) -> Gathered:
    """All evidence about one application."""
    return gather([application], actor, at=at)[application.pk]


def decision_page(application: Application, actor: Actor) -> DecisionPage:
    """Everything that is known before a decision, and what was decided so far."""
    gathered = gathered_about(application, actor)
    begun = {step.stage_id for step in gathered.steps}
    stages = [stage for stage in application.opening.stages.in_order() if stage.kind in USUAL_CARDS]
    return DecisionPage(
        gathered=gathered,
        decisions=list(application.decisions.latest_first()),
        never_begun=[one for one in stages if one.pk not in begun and one.kind != StageKind.TRIAL],
    )


def latest_decision(application: Application) -> Decision | None:
    """The decision that holds."""
    found: Decision | None = application.decisions.latest_first().first()
    return found


def is_to_be_hired(application: Application) -> bool:
    """Whether the decision that holds is to hire."""
    decision = latest_decision(application)
    return decision is not None and decision.outcome == Outcome.HIRE


def _still_judged(steps: list[EvidenceStep]) -> set[str]:
    """Things about which anybody has a sheet open, in whatever panel."""
    rows = Assessment.objects.open().filter(panel__about__in=[step.about for step in steps])
    return set(rows.values_list("panel__about", flat=True))


def _lines(openings: dict[int, Opening]) -> dict[int, list[OpeningSkill]]:
    rows = OpeningSkill.objects.filter(opening__in=openings).select_related("skill")
    found: dict[int, list[OpeningSkill]] = {pk: [] for pk in openings}
    for line in rows.order_by("-is_must_have", "-weight", "pk"):
        found[line.opening_id].append(line)
    return found


def _gathered(
    application: Application,
    steps: list[EvidenceStep],
    lines: list[OpeningSkill],
    told: dict[str, list[PanelResult]],
    open_abouts: set[str],
    *,
    at: datetime,
) -> Gathered:
    settled = [step for step in steps if told[step.about] and step.about not in open_abouts]
    seen: dict[int, list[Seen]] = defaultdict(list)
    pieces: dict[int, list[Piece]] = defaultdict(list)
    for step in settled:
        for panel in told[step.about]:
            _note(step, panel, seen, pieces)
    opening = application.opening
    estimates = {line.skill.key: estimate(pieces[line.skill_id], at=at) for line in lines}
    known = {key: one for key, one in estimates.items() if one.count}
    combination = combine(
        [line.wanted for line in lines],
        known,
        bar=float(opening.hire_from),
        weighing=Weighing(opening.weighing),
    )
    gaps = {gap.wanted.skill: gap for gap in combination.fit.gaps}
    return Gathered(
        application=application,
        rows=[SkillRow(line=line, gap=gaps[line.skill.key], seen=seen[line.skill_id]) for line in lines],
        combination=combination,
        steps=steps,
        judged=settled,
        panels=[Settled(step=step, panel=panel) for step in settled for panel in told[step.about]],
        waiting=[step for step in steps if step.about in open_abouts],
    )


def _note(
    step: EvidenceStep, panel: PanelResult, seen: dict[int, list[Seen]], pieces: dict[int, list[Piece]]
) -> None:
    """What a panel says of each skill; its raters weigh as the ledger of skills weighs them."""
    skills: set[int] = {skill for rater in panel.raters for skill in rater.skills}
    for skill in sorted(skills):
        points = [rater.skills[skill].points for rater in panel.raters if skill in rater.skills]
        seen[skill].append(
            Seen(
                step=step, panel=panel, score=fmean(points),
                lowest=min(points), highest=max(points), raters=len(points),
            )
        )  # fmt: skip
        weight = 1 / sqrt(len(panel.raters))
        pieces[skill] += [Piece(score=one, weight=weight, at=panel.panel.observed_at) for one in points]
