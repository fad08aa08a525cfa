"""What feedback announces."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from pult.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class FeedbackEvent(Event):
    """A fact about what a customer thought of a conversation."""

    about: ClassVar[str] = "conversation"
    conversation_id: int
    customer_id: int
    department_id: int
    member_id: int | None


@dataclass(frozen=True, kw_only=True)
class SurveySent(FeedbackEvent):
    """A customer has been asked."""

    name: ClassVar[str] = "survey.sent"
    invitation_id: int


@dataclass(frozen=True, kw_only=True)
class RatingGiven(FeedbackEvent):
    """A customer has rated, or changed their rating (`before` is what it was).

    `kind` says on which scale: `csat` 1 to 5, `ces` 1 to 7, `nps` 0 to 10. A rating counts on the day it was given.
    """

    name: ClassVar[str] = "rating.given"
    invitation_id: int
    revision: int
    score: int
    kind: str = "csat"
    given_at: datetime | None = None
    before: int | None = None
    has_comment: bool = False


@dataclass(frozen=True, kw_only=True)
class FeedbackSettingsChanged(Event):
    """Customers are asked differently from now on."""

    name: ClassVar[str] = "feedback.settings_changed"
    about: ClassVar[str] = "settings"
    settings_id: int = 1
    changed: list[str]
