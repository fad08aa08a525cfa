"""What hiring does upon facts: it keeps its figures, and wakes pages when a candidate writes."""

from typing import Any

from pult.conversations.events import MessageReceived
from pult.foundation.events import subscribe
from pult.gateways.email.events import MailReturned
from pult.metrics import operations as ledger
from pult.surveys.events import WaveClosed
from pult.workforce.events import MemberLeft

from . import metrics, operations
from .events import (
    ApplicationAnswered,
    ApplicationEnded,
    ApplicationEvent,
    ApplicationReceived,
    CandidateHired,
    OfferMoved,
    TrialMoved,
)
from .models import Application
from .types import ApplicationState, OfferState, TrialState


@subscribe(MessageReceived)
def note_mail(event: MessageReceived) -> None:
    """A candidate has written."""
    if event.is_apart:
        operations.note_mail(event.conversation_id)


@subscribe(MailReturned)
def note_returned_mail(event: MailReturned) -> None:
    """A letter to a referee may be among what came back."""
    operations.mark_referee_bounced(event.message_ids, at=event.at)


@subscribe(ApplicationReceived)
def measure_application(event: ApplicationReceived) -> None:
    """One more application."""
    ledger.record(
        metrics.APPLICATIONS, key=f"application:{event.application_id}", at=event.at, **_where(event)
    )


@subscribe(ApplicationAnswered)
def measure_first_answer(event: ApplicationAnswered) -> None:
    """How long a candidate waited for the first word by a person."""
    ledger.record(
        metrics.FIRST_ANSWER,
        key=f"application:{event.application_id}",
        at=event.at,
        value=(event.at - event.applied_at).total_seconds(),
        **_where(event),
    )


@subscribe(ApplicationEnded)
def measure_end(event: ApplicationEnded) -> None:
    """Whether every candidate gets an answer: a rejection without any word to the candidate counts as none."""
    if event.state != ApplicationState.REJECTED:
        return
    answered = Application.objects.filter(pk=event.application_id, answered_at__isnull=False).exists()
    ledger.record(
        metrics.ANSWERED,
        key=f"application:{event.application_id}:{event.at.isoformat()}",
        at=event.at,
        value=1.0 if answered else 0.0,
        **_where(event),
    )


@subscribe(WaveClosed)
def measure_rating(event: WaveClosed) -> None:
    """What candidates thought of it, once nobody can be told apart."""
    operations.measure_wave(event.survey_id, event.wave_id, at=event.at)


@subscribe(OfferMoved)
def measure_offer(event: OfferMoved) -> None:
    """Whether an offer was accepted; one that the house took back says nothing."""
    if event.state in {OfferState.ACCEPTED, OfferState.DECLINED, OfferState.EXPIRED}:
        ledger.record(
            metrics.OFFERS_ACCEPTED,
            key=f"offer:{event.offer_id}",
            at=event.at,
            value=1.0 if event.state == OfferState.ACCEPTED else 0.0,
            **_where(event),
        )


@subscribe(CandidateHired)
def measure_hire(event: CandidateHired) -> None:
    """From the publication of the opening, else from the application, to the hire."""
    began = event.published_at or event.applied_at
    ledger.record(
        metrics.TIME_TO_HIRE,
        key=f"application:{event.application_id}",
        at=event.at,
        value=max((event.at - began).total_seconds(), 0.0),
        **_where(event),
    )


@subscribe(TrialMoved)
def measure_trial(event: TrialMoved) -> None:
    """Whether those who were hired stay; a trial that stopped without a decision says nothing."""
    if event.state in {TrialState.KEPT, TrialState.ENDED}:
        ledger.record(
            metrics.TRIALS_KEPT,
            key=f"trial:{event.trial_id}",
            at=event.at,
            value=1.0 if event.state == TrialState.KEPT else 0.0,
            **_where(event),
        )


@subscribe(MemberLeft)
def stop_trial(event: MemberLeft) -> None:
    """Somebody has left before it was decided."""
    operations.stop_trials_of(event.member_id, at=event.at)


def _where(event: ApplicationEvent) -> dict[str, Any]:
    return {"department_id": event.department_id, "subject": f"application:{event.application_id}"}
