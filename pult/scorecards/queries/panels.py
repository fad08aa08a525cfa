"""Panels: the list of them, and the marks of one side by side once they may be seen."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from pult.foundation.actors import Actor
from pult.foundation.web.paging import Page, keyset_page
from pult.scorecards.agreement import Level, Spread, krippendorff_alpha, spread
from pult.scorecards.models import Assessment, Calibration, Criterion, Panel, Score, Section, Version
from pult.scorecards.scoring import Result, result
from pult.scorecards.types import Kind, Mark, State

from .marks import Marks, marks_of


@dataclass(frozen=True, kw_only=True)
class PanelRow:
    """A panel as the list shows it: who is done, never what they gave."""

    panel: Panel
    done: int
    waiting: int
    is_revealed: bool


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What one rater gave for one criterion, and what counts now."""

    rater: str
    score: Score | None
    given: Mark
    counted: Mark
    changes: Sequence[Calibration] = ()
    points: float | None = None
    cause: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether a calibration changed it."""
        return self.given != self.counted


@dataclass(frozen=True, kw_only=True)
class Line:
    """One criterion across all raters."""

    criterion: Criterion
    cells: list[Cell]
    spread: Spread | None


@dataclass(frozen=True, kw_only=True)
class Block:
    """One section across all raters."""

    section: Section
    lines: list[Line]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One rater: what their assessment comes to, before and after the calibration."""

    assessment: Assessment
    given: Result
    counted: Result


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The marks of a panel side by side. Nobody gets one before they may see it."""

    panel: Panel
    version: Version
    columns: list[Column]
    blocks: list[Block]
    alpha_before: float | None
    alpha_after: float | None
    compared: int
    close: int
    wide: int

    @property
    def is_calibrated(self) -> bool:
        """Whether any mark was changed."""
        return any(cell.is_changed for block in self.blocks for line in block.lines for cell in line.cells)


def panels(
    actor: Actor, *, version: Version | None = None, after: str | None = None, before: str | None = None
) -> Page[Panel]:
    """A page of panels, the latest first."""
    found = Panel.objects.visible_to(actor).select_related("version__scorecard")
    if version is not None:
        found = found.filter(version=version)
    found = found.annotate(
        done_count=Count("assessments", filter=Q(assessments__state=State.SUBMITTED)),
        waiting_count=Count("assessments", filter=Q(assessments__state=State.DRAFT)),
    )
    return keyset_page(found, ["-opened_at", "-pk"], after=after, before=before, size=30)


def rows(page: Page[Panel], actor: Actor) -> list[PanelRow]:
    """How far each panel of a page is, and whether this person may see its marks."""
    shown = [panel.pk for panel in page.rows]
    revealed = set(Panel.objects.revealed_to(actor).filter(pk__in=shown).values_list("pk", flat=True))
    return [
        PanelRow(
            panel=panel,
            done=getattr(panel, "done_count", 0),
            waiting=getattr(panel, "waiting_count", 0),
            is_revealed=panel.pk in revealed,
        )
        for panel in page.rows
    ]


def raters(panel: Panel) -> list[Assessment]:
    """Who was asked, and who is done; without their marks."""
    return list(panel.assessments.select_related("rater").order_by("pk"))


def is_revealed(panel: Panel, actor: Actor) -> bool:
    """Whether this person may see the marks of others here."""
    return Panel.objects.revealed_to(actor).filter(pk=panel.pk).exists()


def comparison(panel: Panel, actor: Actor) -> Comparison:
    """The marks that this person may see, side by side: of a panel that is still blind only their own."""
    seen = Assessment.objects.revealed_to(actor).filter(panel=panel)
    shown = list(seen.submitted().select_related("rater").order_by("pk"))
    marks = marks_of(shown)
    version = Version.objects.whole().get(pk=panel.version_id)
    blocks = [
        Block(section=section, lines=[_line(one, shown, marks) for one in section.criteria.all()])
        for section in version.sections.all()
    ]
    lines = [line for block in blocks for line in block.lines]
    return Comparison(
        panel=panel,
        version=version,
        columns=[_column(one, version, marks[one.pk]) for one in shown],
        blocks=blocks,
        alpha_before=_alpha(lines, shown, counted=False),
        alpha_after=_alpha(lines, shown, counted=True),
        compared=sum(line.spread is not None for line in lines),
        close=sum(line.spread is not None and line.spread.range <= 1 for line in lines),
        wide=sum(line.spread is not None and line.spread.is_wide for line in lines),
    )


def _column(assessment: Assessment, version: Version, marks: Marks) -> Column:
    return Column(
        assessment=assessment,
        given=result(version.items, marks.given),
        counted=result(version.items, marks.counted),
    )


def _line(criterion: Criterion, shown: list[Assessment], marks: dict[int, Marks]) -> Line:
    cells = [_cell(criterion, one.rater_name, marks[one.pk]) for one in shown]
    return Line(criterion=criterion, cells=cells, spread=spread([cell.points for cell in cells]))


def _cell(criterion: Criterion, rater: str, marks: Marks) -> Cell:
    score = marks.scores.get(criterion.key)
    counted = marks.counted.get(criterion.key, Mark())
    return Cell(
        rater=rater,
        score=score,
        given=marks.given.get(criterion.key, Mark()),
        counted=counted,
        changes=marks.changes.get(criterion.key, ()),
        points=criterion.item.points(counted),
        cause=dict(criterion.choices_of_cause).get(score.cause, "") if score and score.cause else "",
    )


def _alpha(lines: list[Line], shown: list[Assessment], *, counted: bool) -> float | None:
    """Agreement among the raters of one panel, over its criteria."""
    judged = [line for line in lines if line.criterion.kind != Kind.TEXT]
    marks = [
        [
            line.criterion.item.points(line.cells[at].counted if counted else line.cells[at].given)
            for line in judged
        ]
        for at in range(len(shown))
    ]
    return krippendorff_alpha(marks, Level.INTERVAL) if len(shown) > 1 else None
