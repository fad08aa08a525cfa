"""How instruments look to programs: surveys, scorecards with what was judged, and skills with their evidence."""

from datetime import date, datetime

from ninja import Schema

from pult.scorecards.models import Assessment, Criterion, Panel, Score, Scorecard, Version
from pult.scorecards.types import State
from pult.skills.models import Evidence, Skill
from pult.skills.queries import Known
from pult.skills.types import Estimate
from pult.surveys.models import Question, Survey, Wave

Words = dict[str, str]


class QuestionOut(Schema):
    """A question of a survey, in the words of every language that it is written in."""

    key: str
    kind: str
    text: Words
    options: list[dict[str, object]]


class SurveyOut(Schema):
    """A survey. Of an anonymous one results are told by closed waves only."""

    id: int
    key: str
    name: str
    kind: str
    is_anonymous: bool
    is_published: bool
    segments: list[str]


class WaveOut(Schema):
    """A round of asking."""

    number: int
    name: str
    opened_at: datetime
    closed_at: datetime | None


class SurveyWhole(SurveyOut):
    """A survey with what it asks and its rounds."""

    questions: list[QuestionOut]
    waves: list[WaveOut]


class CriterionOut(Schema):
    """One thing that is judged; `anchors` say what the points look like."""

    id: int
    key: str
    section: str
    kind: str
    skill: str | None
    weight: float
    lowest: int
    highest: int
    may_skip: bool
    evidence: str
    critical: str
    titles: Words
    anchors: dict[str, Words]


class VersionOut(Schema):
    """A scorecard as it was at one time. A published one never changes."""

    id: int
    number: int
    titles: Words
    published_at: datetime | None


class VersionWhole(VersionOut):
    """A version with everything that it asks."""

    intros: Words
    criteria: list[CriterionOut]


class ScorecardOut(Schema):
    """One instrument through all its versions."""

    id: int
    key: str
    titles: Words
    source: str
    archived_at: datetime | None


class ScorecardWhole(ScorecardOut):
    """A scorecard with its versions, the newest first."""

    versions: list[VersionOut]


class PanelOut(Schema):
    """One thing that is judged. Who is done is told, what they gave only once it may be seen."""

    id: int
    about: str
    title: str
    scorecard: str
    version: int
    source: str
    observed_at: datetime
    opened_at: datetime
    closed_at: datetime | None
    submitted: int
    waiting: int
    is_revealed: bool


class MarkOut(Schema):
    """One mark as it was given, with its evidence and what a calibration made of it."""

    criterion: str
    value: int | None
    is_na: bool
    evidence: str
    cause: str
    counted_value: int | None
    counted_is_na: bool


class AssessmentOut(Schema):
    """What one rater says, as far as the caller may see it: one's own, and others' once they are revealed."""

    id: int
    panel_id: int
    rater: str
    state: State
    asked_at: datetime
    submitted_at: datetime | None


class AssessmentWhole(AssessmentOut):
    """An assessment with its marks."""

    marks: list[MarkOut]


class SkillOut(Schema):
    """Something that people are good at."""

    id: int
    key: str
    kind: str
    names: Words
    descriptions: Words
    is_retired: bool


class EstimateOut(Schema):
    """How good somebody probably is: an estimate with its interval of 95 % and the pieces behind it."""

    mean: float
    low: float
    high: float
    pieces: int


class KnownOut(EstimateOut):
    """What is known about one skill of somebody."""

    skill: str
    by_phase: dict[str, EstimateOut]


class EvidenceOut(Schema):
    """One entry of the ledger. Entries never change; one that was taken back no longer counts."""

    id: int
    skill: str
    score: float
    weight: float
    source: str
    source_ref: str
    scorecard_version: int | None
    observed_on: date
    recorded_at: datetime
    taken_back_at: datetime | None


def show_survey(row: Survey) -> SurveyOut:
    """A survey."""
    return SurveyOut(
        id=row.pk, key=row.key, name=row.name, kind=row.kind, is_anonymous=row.is_anonymous,
        is_published=row.live_id is not None, segments=row.segments,
    )  # fmt: skip


def show_question(row: Question) -> QuestionOut:
    """A question."""
    return QuestionOut(key=row.key, kind=row.kind, text=row.text, options=row.options)


def show_wave(row: Wave) -> WaveOut:
    """A wave."""
    return WaveOut(number=row.number, name=row.name, opened_at=row.opened_at, closed_at=row.closed_at)


def show_scorecard(row: Scorecard) -> ScorecardOut:
    """A scorecard."""
    return ScorecardOut(
        id=row.pk, key=row.key, titles=row.titles, source=row.source, archived_at=row.archived_at
    )


def show_version(row: Version) -> VersionOut:
    """A version, without what it asks."""
    return VersionOut(id=row.pk, number=row.number, titles=row.titles, published_at=row.published_at)


def show_whole(row: Version) -> VersionWhole:
    """A version with its criteria; fetch with `whole()` before."""
    return VersionWhole(
        **show_version(row).model_dump(),
        intros=row.intros,
        criteria=[_criterion(one) for one in row.criteria_in_order],
    )


def _criterion(row: Criterion) -> CriterionOut:
    return CriterionOut(
        id=row.pk, key=row.key, section=row.section.key, kind=row.kind,
        skill=row.skill.key if row.skill else None, weight=float(row.weight), lowest=row.lowest,
        highest=row.highest, may_skip=row.may_skip, evidence=row.evidence, critical=row.critical,
        titles=row.titles, anchors=row.anchors,
    )  # fmt: skip


def show_panel(row: Panel) -> PanelOut:
    """A panel with its version, how many are done and wait, and whether it is revealed, fetched."""
    return PanelOut(
        id=row.pk, about=row.about, title=row.title, scorecard=row.version.scorecard.key,
        version=row.version.number, source=row.source, observed_at=row.observed_at,
        opened_at=row.opened_at, closed_at=row.closed_at, submitted=getattr(row, "done_count", 0),
        waiting=getattr(row, "waiting_count", 0), is_revealed=getattr(row, "revealed", False),
    )  # fmt: skip


def show_assessment(row: Assessment) -> AssessmentOut:
    """An assessment without its marks."""
    return AssessmentOut(
        id=row.pk, panel_id=row.panel_id, rater=row.rater_name, state=State(row.state),
        asked_at=row.asked_at, submitted_at=row.submitted_at,
    )  # fmt: skip


def show_mark(row: Score) -> MarkOut:
    """A mark with its criterion and calibrations fetched."""
    changes = sorted(row.calibrations.all(), key=lambda one: (one.at, one.pk))
    counted = changes[-1].mark if changes else row.mark
    return MarkOut(
        criterion=row.criterion.key, value=row.value, is_na=row.is_na, evidence=row.evidence,
        cause=row.cause, counted_value=counted.value, counted_is_na=counted.is_na,
    )  # fmt: skip


def show_skill(row: Skill) -> SkillOut:
    """A skill."""
    return SkillOut(
        id=row.pk, key=row.key, kind=row.kind, names=row.names, descriptions=row.descriptions,
        is_retired=row.is_retired,
    )  # fmt: skip


def show_known(known: Known) -> KnownOut:
    """What is known about one skill."""
    return KnownOut(
        skill=known.skill.key,
        **_estimate(known.estimate).model_dump(),
        by_phase={str(phase): _estimate(one) for phase, one in known.by_phase.items()},
    )


def _estimate(one: Estimate) -> EstimateOut:
    return EstimateOut(
        mean=round(one.mean, 3), low=round(one.low, 3), high=round(one.high, 3), pieces=one.count
    )


def show_evidence(row: Evidence) -> EvidenceOut:
    """An entry of the ledger with its skill fetched."""
    return EvidenceOut(
        id=row.pk, skill=row.skill.key, score=float(row.score), weight=float(row.weight),
        source=row.source, source_ref=row.source_ref, scorecard_version=row.scorecard_version,
        observed_on=row.observed_at.date(), recorded_at=row.recorded_at, taken_back_at=row.taken_back_at,
    )  # fmt: skip
