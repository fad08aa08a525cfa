"""What hiring announces. Facts carry numbers only, so that the log knows nobody after they were erased."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from pult.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class OpeningEvent(Event):
    """A fact about an opening."""

    about: ClassVar[str] = "opening"
    opening_id: int


@dataclass(frozen=True, kw_only=True)
class OpeningChanged(OpeningEvent):
    """An opening was written or changed."""

    name: ClassVar[str] = "opening.changed"


@dataclass(frozen=True, kw_only=True)
class OpeningMoved(OpeningEvent):
    """An opening was requested, approved, published, paused, closed or filled."""

    name: ClassVar[str] = "opening.moved"
    status: str
    before: str


@dataclass(frozen=True, kw_only=True)
class ApplicationEvent(Event):
    """A fact about an application, with where it stood."""

    about: ClassVar[str] = "application"
    application_id: int
    opening_id: int
    department_id: int

    @property
    def topics(self) -> tuple[str, ...]:
        """The application and the board of its opening."""
        return (self.subject, f"opening:{self.opening_id}")


@dataclass(frozen=True, kw_only=True)
class ApplicationReceived(ApplicationEvent):
    """Somebody has applied."""

    name: ClassVar[str] = "application.received"
    source: str


@dataclass(frozen=True, kw_only=True)
class ApplicationRepeated(ApplicationEvent):
    """Somebody whose application is with us has applied again for the same opening."""

    name: ClassVar[str] = "application.repeated"


@dataclass(frozen=True, kw_only=True)
class ApplicationMoved(ApplicationEvent):
    """An application has come to another stage."""

    name: ClassVar[str] = "application.moved"
    stage_id: int
    before_id: int
    applied_at: datetime


@dataclass(frozen=True, kw_only=True)
class ApplicationAnswered(ApplicationEvent):
    """A candidate has got their first answer by a person."""

    name: ClassVar[str] = "application.answered"
    applied_at: datetime


@dataclass(frozen=True, kw_only=True)
class ApplicationEnded(ApplicationEvent):
    """An application was rejected, withdrawn or put into the talent pool."""

    name: ClassVar[str] = "application.ended"
    state: str
    stage_id: int
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ApplicationDecided(ApplicationEvent):
    """Somebody has decided about an application; its page of reasons says why."""

    name: ClassVar[str] = "application.decided"
    decision_id: int
    outcome: str
    is_override: bool


@dataclass(frozen=True, kw_only=True)
class CandidateHired(ApplicationEvent):
    """A candidate has been hired."""

    name: ClassVar[str] = "candidate.hired"
    candidate_id: int
    holder_id: int | None
    applied_at: datetime
    published_at: datetime | None
    person_id: int | None = None
    # The first day, where it was chosen without an offer.
    start_on: str = ""


@dataclass(frozen=True, kw_only=True)
class OfferMoved(ApplicationEvent):
    """An offer was made, accepted, declined, taken back, or has expired."""

    name: ClassVar[str] = "offer.moved"
    offer_id: int
    state: str


@dataclass(frozen=True, kw_only=True)
class AnswerOverdue(ApplicationEvent):
    """A candidate was promised an answer by a day that has passed."""

    name: ClassVar[str] = "application.overdue"
    promised_by: datetime


@dataclass(frozen=True, kw_only=True)
class EvidenceBegun(ApplicationEvent):
    """Something about a candidate is asked for: a letter, a talk, a role play, a reference, a review."""

    name: ClassVar[str] = "evidence.begun"
    step_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class WritingHandedIn(ApplicationEvent):
    """A candidate has handed in a writing sample, or its time was over."""

    name: ClassVar[str] = "writing.handed_in"
    step_id: int

    @property
    def topics(self) -> tuple[str, ...]:
        """Nothing: news about a candidate at the moment at which a sheet opens would tell a grader whose it is."""
        return ()


@dataclass(frozen=True, kw_only=True)
class ReferenceGiven(ApplicationEvent):
    """A referee has answered, or does not want to."""

    name: ClassVar[str] = "reference.given"
    step_id: int


@dataclass(frozen=True, kw_only=True)
class PlayEnded(ApplicationEvent):
    """A role play is over, well, sourly, or broken off."""

    name: ClassVar[str] = "play.ended"
    step_id: int
    ending: str


@dataclass(frozen=True, kw_only=True)
class RecordingMoved(ApplicationEvent):
    """A candidate was asked about a recording or has answered, or a recording was kept or erased."""

    name: ClassVar[str] = "recording.moved"
    step_id: int
    what: str


@dataclass(frozen=True, kw_only=True)
class TrialMoved(ApplicationEvent):
    """A trial period has begun, was kept, extended or ended, or has stopped."""

    name: ClassVar[str] = "trial.moved"
    trial_id: int
    state: str


@dataclass(frozen=True, kw_only=True)
class TrialReviewed(ApplicationEvent):
    """A review of a trial period took place."""

    name: ClassVar[str] = "trial.reviewed"
    trial_id: int
    review_id: int


@dataclass(frozen=True, kw_only=True)
class TrialOver(ApplicationEvent):
    """The last day of somebody who does not stay has come."""

    name: ClassVar[str] = "trial.over"
    trial_id: int


@dataclass(frozen=True, kw_only=True)
class CandidateErased(Event):
    """Everything that told who a candidate was is gone."""

    name: ClassVar[str] = "candidate.erased"
    about: ClassVar[str] = "candidate"
    candidate_id: int


@dataclass(frozen=True, kw_only=True)
class InterviewArranged(ApplicationEvent):
    """Times were offered, one was chosen, or an interview was cancelled."""

    name: ClassVar[str] = "interview.arranged"
    interview_id: int
    state: str
    sequence: int
