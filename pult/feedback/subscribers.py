"""What feedback does upon its own facts: it keeps its figures."""

from pult.foundation.events import subscribe

from .events import RatingGiven, SurveySent
from .operations import measuring


@subscribe(SurveySent)
def measure_sent(event: SurveySent) -> None:
    """Asked."""
    measuring.measure_sent(event)


@subscribe(RatingGiven)
def measure_rating(event: RatingGiven) -> None:
    """Answered."""
    measuring.measure_rating(event)
