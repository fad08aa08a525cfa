"""What feedback does upon its own facts: it keeps its figures."""

from pult.foundation.events import subscribe
from pult.surveys.events import SurveyAnswered

from .events import RatingGiven, SurveySent
from .operations import measuring, rating


@subscribe(SurveySent)
def measure_sent(event: SurveySent) -> None:
    """Asked."""
    measuring.measure_sent(event)


@subscribe(RatingGiven)
def measure_rating(event: RatingGiven) -> None:
    """Answered."""
    measuring.measure_rating(event)


@subscribe(SurveyAnswered)
def tell_the_department(event: SurveyAnswered) -> None:
    """Somebody has answered; perhaps about a conversation."""
    if event.subject_ref.startswith("conversation:"):
        rating.note_answer(event)
