"""What the survey page shows, and when a rating that a script sends may be taken."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pult.feedback import queries as feedback
from pult.feedback.models import Rating, SurveyInvitation
from pult.feedback.types import Score

SCANNERS_HOUR = timedelta(minutes=2)


@dataclass(frozen=True, kw_only=True)
class SurveyPage:
    """Everything on the page."""

    invitation: SurveyInvitation
    token: str
    rating: Rating | None
    chosen: int | None
    can_change: bool
    is_clicked: bool

    @property
    def scores(self) -> list[Score]:
        return list(reversed(Score))


def survey_page(invitation: SurveyInvitation, token: str, *, asked: str, confirm: bool) -> SurveyPage:
    """The page for somebody who opened a link, perhaps on one of the faces. Looking records nothing."""
    rating = Rating.objects.filter(invitation=invitation).first()
    clicked = int(asked) if asked in {str(int(score)) for score in Score} else None
    return SurveyPage(
        invitation=invitation,
        token=token,
        rating=rating,
        chosen=clicked or (rating.score if rating else None),
        can_change=rating is None or feedback.can_change(rating),
        is_clicked=clicked is not None and rating is None and not confirm,
    )


def is_too_soon(invitation: SurveyInvitation, at: datetime) -> bool:
    """Mail scanners open links, and some run scripts, as soon as a mail arrives; people take longer to read it."""
    return invitation.sent_at is None or at < invitation.sent_at + SCANNERS_HOUR
