"""What scorecards announce. Facts carry ids and never a mark, so that nobody learns one early."""

from dataclasses import dataclass
from typing import ClassVar

from pult.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class ScorecardPublished(Event):
    """A scorecard is judged with otherwise from now on; earlier versions stay as they were."""

    name: ClassVar[str] = "scorecard.published"
    about: ClassVar[str] = "scorecard"
    scorecard_id: int
    version_id: int
    number: int


@dataclass(frozen=True, kw_only=True)
class PanelOpened(Event):
    """Raters are asked to judge one thing."""

    name: ClassVar[str] = "panel.opened"
    about: ClassVar[str] = "panel"
    panel_id: int
    version_id: int
    ref: str


@dataclass(frozen=True, kw_only=True)
class AssessmentEvent(Event):
    """Something became of one rater's assessment."""

    about: ClassVar[str] = "panel"
    panel_id: int
    assessment_id: int
    ref: str


@dataclass(frozen=True, kw_only=True)
class AssessmentSubmitted(AssessmentEvent):
    """A rater has judged; their marks are locked."""

    name: ClassVar[str] = "assessment.submitted"


@dataclass(frozen=True, kw_only=True)
class AssessmentWithdrawn(AssessmentEvent):
    """A rater does not judge after all."""

    name: ClassVar[str] = "assessment.withdrawn"


@dataclass(frozen=True, kw_only=True)
class PanelCompleted(Event):
    """Nobody has anything open any more: the marks can be compared, and stand as evidence of skills."""

    name: ClassVar[str] = "panel.completed"
    about: ClassVar[str] = "panel"
    panel_id: int
    ref: str
    is_closed_early: bool


@dataclass(frozen=True, kw_only=True)
class MarkCalibrated(AssessmentEvent):
    """A mark was changed in a calibration; the one that was given stays on record."""

    name: ClassVar[str] = "mark.calibrated"
    score_id: int
