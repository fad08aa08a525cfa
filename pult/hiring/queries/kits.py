"""Questions about kits: the one of a stage, what may still be put into it, and the page of a talk."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import QuerySet

from pult.foundation.actors import Actor
from pult.hiring.models import (
    BankQuestion,
    EvidenceStep,
    InterviewKit,
    KitBlock,
    KitMark,
    KitQuestion,
    Opening,
    Stage,
    StageScene,
)
from pult.hiring.types import KIT_KINDS, BankKind, HowAsked, StageKind
from pult.scorecards.models import Assessment
from pult.scorecards.queries import assessing
from pult.scorecards.queries.assessing import Row, Sheet


def talks_run_by(actor: Actor) -> QuerySet[Stage]:
    """The stages with a kit, or room for one, of the openings that this person runs."""
    mine = Opening.objects.run_by(actor).values("pk")
    return Stage.objects.filter(opening__in=mine, kind__in=list(KIT_KINDS)).select_related("opening")


def kit_of(stage: Stage) -> InterviewKit | None:
    """The kit of a stage with everything in it; None before there is one."""
    return InterviewKit.objects.whole().filter(stage=stage).first()


def askable(stage: Stage) -> list[tuple[BankKind, list[BankQuestion]]]:
    """What may be put into the kit of a stage, kind by kind; nothing that stands in it already."""
    kinds = KIT_KINDS.get(StageKind(stage.kind), ())
    asked = KitQuestion.objects.filter(block__kit__stage=stage).values("question")
    rows = BankQuestion.objects.for_interviews().filter(kind__in=kinds).exclude(pk__in=asked)
    by_kind: dict[str, list[BankQuestion]] = defaultdict(list)
    for question in rows.with_skills().order_by("pk"):
        by_kind[question.kind].append(question)
    return [(kind, by_kind[kind]) for kind in kinds if by_kind[kind]]


@dataclass(frozen=True, kw_only=True)
class Talked:
    """A stage of the plan in which people talk or play, and what was prepared for it."""

    stage: Stage
    kit: InterviewKit | None = None
    scene: StageScene | None = None

    @property
    def page(self) -> str:
        """The name of the page on which it is prepared."""
        return "hiring:scene" if self.stage.kind == StageKind.ROLE_PLAY else "hiring:kit"


def talks_of(opening: Opening) -> list[Talked]:
    """The stages of a plan that a kit leads, or in which a scene is played."""
    wanted = {*KIT_KINDS, StageKind.ROLE_PLAY}
    stages = [one for one in opening.stages.in_order() if one.kind in wanted]
    scenes = {
        one.stage_id: one for one in StageScene.objects.filter(stage__in=stages).select_related("role_play")
    }
    kits = {kit.stage_id: kit for kit in InterviewKit.objects.whole().filter(stage__in=stages)}
    return [Talked(stage=stage, kit=kits.get(stage.pk), scene=scenes.get(stage.pk)) for stage in stages]


@dataclass(frozen=True, kw_only=True)
class QuestionLine:
    """A question in a talk: the reader's own row of the sheet, and what became of it as far as they may see that."""

    question: KitQuestion
    row: Row | None = None
    how: str = ""
    others: list[KitMark] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class BlockPart:
    """A block in a talk."""

    block: KitBlock
    lines: list[QuestionLine]


@dataclass(frozen=True, kw_only=True)
class KitGuide:
    """The kit on the page of a step. With `sheet`, each question carries its own row of it."""

    kit: InterviewKit
    parts: list[BlockPart]
    own: Assessment | None
    sheet: Sheet | None

    @property
    def may_mark(self) -> bool:
        """Whether the reader still judges."""
        return self.own is not None and self.own.is_open

    @property
    def ways(self) -> list[HowAsked]:
        """What may become of a question."""
        return list(HowAsked)


def kit_guide(step: EvidenceStep, actor: Actor) -> KitGuide | None:
    """What is asked in this talk, and the reader's own marks beside it. None when the stage has no settled kit."""
    kit = InterviewKit.objects.whole().filter(stage=step.stage_id, settled_at__isnull=False).first()
    if kit is None:
        return None
    own = _own(step, actor)
    is_scored = step.panel is not None and step.panel.version_id == kit.version_id
    sheet = assessing.sheet(own) if own and is_scored else None
    rows = {row.criterion.key: row for part in sheet.parts for row in part.rows} if sheet else {}
    marks = _marks(step, actor)
    parts = [
        BlockPart(
            block=block,
            lines=[
                _line(question, rows, marks.get(question.pk, []), own) for question in block.questions.all()
            ],
        )
        for block in kit.blocks.all()
    ]
    return KitGuide(kit=kit, parts=[part for part in parts if part.lines], own=own, sheet=sheet)


def _own(step: EvidenceStep, actor: Actor) -> Assessment | None:
    if step.panel is None:
        return None
    mine = Assessment.objects.visible_to(actor).filter(panel=step.panel)
    return mine.select_related("panel__version__scorecard").first()


def _marks(step: EvidenceStep, actor: Actor) -> dict[int, list[KitMark]]:
    found: dict[int, list[KitMark]] = defaultdict(list)
    rows = KitMark.objects.revealed_to(actor).filter(assessment__panel=step.panel_id)
    for mark in rows.select_related("assessment").order_by("assessment"):
        found[mark.question_id].append(mark)
    return found


def _line(
    question: KitQuestion, rows: dict[str, Row], marks: list[KitMark], own: Assessment | None
) -> QuestionLine:
    mine = next((mark for mark in marks if own and mark.assessment_id == own.pk), None)
    return QuestionLine(
        question=question,
        row=rows.get(question.criterion_key),
        how=mine.how if mine else "",
        others=[mark for mark in marks if mark is not mine],
    )


def asked_line(step: EvidenceStep, question: KitQuestion, actor: Actor) -> dict[str, object]:
    """One question of a talk as its fragment shows it."""
    guide = kit_guide(step, actor)
    lines = [line for part in guide.parts for line in part.lines] if guide else []
    line = next(line for line in lines if line.question == question)
    return {"line": line, "guide": guide, "sheet": guide.sheet if guide else None, "step": step}
