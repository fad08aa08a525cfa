"""What surveys announce."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from pult.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class SurveyEvent(Event):
    """A fact about a survey."""

    about: ClassVar[str] = "survey"
    survey_id: int


@dataclass(frozen=True, kw_only=True)
class SurveyChanged(SurveyEvent):
    """A survey was made, or its rules have changed."""

    name: ClassVar[str] = "survey.changed"
    changed: list[str]


@dataclass(frozen=True, kw_only=True)
class SurveyPublished(SurveyEvent):
    """A version of a survey is in force; it never changes from now on."""

    name: ClassVar[str] = "survey.published"
    version: int


@dataclass(frozen=True, kw_only=True)
class WaveOpened(SurveyEvent):
    """A round of asking has begun."""

    name: ClassVar[str] = "survey.wave_opened"
    wave_id: int


@dataclass(frozen=True, kw_only=True)
class WaveClosed(SurveyEvent):
    """A round of asking is over; what may be shown of an anonymous one is decided, once."""

    name: ClassVar[str] = "survey.wave_closed"
    wave_id: int
    answered: int


@dataclass(frozen=True, kw_only=True)
class SurveyAnswered(SurveyEvent):
    """Somebody has answered, or changed their answers. Anonymous answers are not announced: they have no moment.

    `score` is the answer to the first question that has a number, `before` what it was; `subject_ref` says what the
    answer is about, such as `conversation:12`.
    """

    name: ClassVar[str] = "survey.answered"
    kind: str
    invitation_id: int | None
    subject_ref: str
    revision: int
    given_at: datetime
    score: int | None = None
    before: int | None = None
    has_comment: bool = False
