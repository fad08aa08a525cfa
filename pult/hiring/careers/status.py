"""What a candidate reads on their own page."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from pult.hiring import queries
from pult.hiring.equality import address_of as equality
from pult.hiring.forms.offers import OfferAnswerForm
from pult.hiring.models import Application, ApplicationFile, Interview, Offer, Play, Stage, WritingSample
from pult.hiring.queries import plays_to_write
from pult.hiring.types import ApplicationState, InterviewState, OfferState


def asks_equality() -> bool:
    """Whether this house asks voluntary questions for a check of fairness."""
    return queries.settings().asks_equality


PUBLIC_ENDS = {
    ApplicationState.WITHDRAWN: "withdrawn",
    ApplicationState.REJECTED: "rejected",
    ApplicationState.HIRED: "hired",
    ApplicationState.POOL: "pool",
}


@dataclass(frozen=True, kw_only=True)
class PublicStep:
    """One step of the process as the candidate sees it: behind them, where they are, or still to come."""

    stage: Stage
    place: str


@dataclass(frozen=True, kw_only=True)
class StatusPage:
    """Everything on the page of a candidate."""

    application: Application
    token: str
    steps: list[PublicStep]
    files: list[ApplicationFile]
    interviews: list[Interview]
    plays: list[tuple[Play, str]]
    writing: list[WritingSample]
    offers: list[Offer]
    recordings: list[queries.OwnConsent]
    equality: str
    at: datetime

    @property
    def candidate(self) -> object:
        """Whose page this is."""
        return self.application.candidate

    @property
    def answers(self) -> dict[str, OfferAnswerForm]:
        """Empty forms for each way to answer an offer."""
        return {answer: OfferAnswerForm(answer=answer) for answer in ("yes", "no", "question")}

    @property
    def is_past(self) -> bool:
        """Whether the offer on this page is past its day."""
        return any(one.is_past(timezone.localdate(self.at)) for one in self.offers)

    @property
    def asks_for_referees(self) -> bool:
        """Whether the candidate should name people who know their work."""
        return queries.asks_for_referees(self.application)

    @property
    def is_late(self) -> bool:
        """Whether we owe an answer."""
        return self.application.is_late(self.at)


def status_page(application: Application, token: str) -> StatusPage:
    """The page behind a link. What the house thinks of the application is not on it."""
    at = timezone.now()
    arranged = application.interviews.exclude(state=InterviewState.CANCELLED).prefetch_related("slots")
    return StatusPage(
        application=application,
        token=token,
        steps=_steps(application),
        files=list(application.files.select_related("file").order_by("pk")),
        equality=equality(application.pk, application.candidate.language) if asks_equality() else "",
        offers=list(application.offers.exclude(state=OfferState.WITHDRAWN).latest_first()[:1]),
        recordings=queries.own_consents(application),
        plays=plays_to_write(application),
        interviews=list(arranged.order_by("offered_at")),
        writing=queries.own_samples(application) if application.is_active else [],
        at=at,
    )


def _steps(application: Application) -> list[PublicStep]:
    here = application.stage.position
    return [PublicStep(stage=stage, place=_place(stage, here)) for stage in application.opening.stages.all()]


def _place(stage: Stage, here: int) -> str:
    if stage.position == here:
        return "here"
    return "done" if stage.position < here else "ahead"
