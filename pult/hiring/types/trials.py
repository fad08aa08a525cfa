"""The trial period: how it stands, how goals turned out, what is decided, and the days on which it is looked at."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

USUAL_DAYS = 90
FEWEST_DAYS, MOST_DAYS = 14, 400
CHECKPOINTS = (30, 60, 90)
MOST_GOALS = 30
# A checkpoint so close before the end would only be the same review twice.
TOO_CLOSE = 7


class TrialState(TextChoices):
    """How a trial period stands."""

    RUNNING = "running", pgettext_lazy("trial", "Running")
    KEPT = "kept", pgettext_lazy("trial", "Kept")
    ENDED = "ended", pgettext_lazy("trial", "Ended")
    STOPPED = "stopped", pgettext_lazy("trial", "Stopped without a decision")

    @property
    def tone(self) -> str:
        """Its colour's meaning; the word always stands beside it."""
        return {"running": "info", "kept": "good"}.get(self, "neutral")


class TrialOutcome(TextChoices):
    """What is decided about a trial period."""

    KEPT = "kept", pgettext_lazy("trial decision", "Keep")
    EXTENDED = "extended", pgettext_lazy("trial decision", "Extend")
    ENDED = "ended", pgettext_lazy("trial decision", "End")

    @property
    def tone(self) -> str:
        """Its colour's meaning; the word always stands beside it."""
        return {"kept": "good", "extended": "info"}.get(self, "neutral")


class GoalState(TextChoices):
    """How a goal turned out."""

    OPEN = "open", pgettext_lazy("goal", "Open")
    MET = "met", pgettext_lazy("goal", "Met")
    PARTLY = "partly", pgettext_lazy("goal", "Partly met")
    NOT_YET = "not_yet", pgettext_lazy("goal", "Not yet")
    NOT_MET = "not_met", pgettext_lazy("goal", "Not met")

    @property
    def tone(self) -> str:
        """Its colour's meaning; the word always stands beside it."""
        return {"met": "good", "partly": "info", "not_yet": "risk", "not_met": "late"}.get(self, "neutral")


# What a review can say of a goal; “not yet” is looked at again in the next one.
VERDICTS = (GoalState.MET, GoalState.PARTLY, GoalState.NOT_YET, GoalState.NOT_MET)
STILL_OPEN = (GoalState.OPEN, GoalState.NOT_YET)


def review_days(length: int) -> list[int]:
    """The days on which a trial of this length is reviewed: after 30, 60 and 90 days, and at its end."""
    return [*(day for day in CHECKPOINTS if day <= length - TOO_CLOSE), length]
