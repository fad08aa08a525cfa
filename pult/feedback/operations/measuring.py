"""Writing the figures of feedback into the ledger."""

from pult.feedback import metrics
from pult.feedback.events import FeedbackEvent, RatingGiven, SurveySent
from pult.feedback.models import Rating, SurveyInvitation
from pult.metrics import operations as ledger


def measure_sent(event: SurveySent) -> None:
    """One more was asked, and has not answered so far."""
    ledger.record(
        metrics.RESPONSE_RATE,
        key=f"invitation:{event.invitation_id}",
        at=event.at,
        value=0.0,
        **_where(event),
    )


def measure_rating(event: RatingGiven) -> None:
    """The rating as it stands now, on the day it was first given; and one more who answered."""
    rating = Rating.objects.get(pk=event.rating_id)
    ledger.take_back(metrics.CSAT, key=f"rating:{rating.pk}:{event.revision - 1}")
    key = f"rating:{rating.pk}:{event.revision}"
    ledger.record(metrics.CSAT, key=key, at=rating.given_at, value=float(event.score), **_where(event))
    _measure_answer(event)


def _measure_answer(event: RatingGiven) -> None:
    key = f"invitation:{event.invitation_id}"
    asked = SurveyInvitation.objects.get(pk=event.invitation_id)
    if asked.sent_at is not None and ledger.take_back(metrics.RESPONSE_RATE, key=key):
        ledger.record(
            metrics.RESPONSE_RATE, key=f"{key}:answered", at=asked.sent_at, value=1.0, **_where(event)
        )


def _where(event: FeedbackEvent) -> dict[str, int | str | None]:
    return {
        "department_id": event.department_id,
        "member_id": event.member_id,
        "subject": f"conversation:{event.conversation_id}",
    }
