"""Rating: the answer is kept by surveys; here it is told what conversation it is about, and who had solved it."""

from datetime import datetime

from django.utils.translation import gettext as _

from pult.feedback import queries
from pult.feedback.errors import NotAsked
from pult.feedback.events import RatingGiven
from pult.feedback.models import Asked
from pult.foundation.actors import Actor
from pult.foundation.events import publish
from pult.surveys import operations
from pult.surveys import queries as surveys
from pult.surveys.events import SurveyAnswered
from pult.surveys.types import Given


def rate(
    asked: Asked, score: int, *, by: Actor, comment: str | None = None, at: datetime | None = None
) -> None:
    """Take the customer's rating, or their change of mind, as if they had given it on the page."""
    invitation = queries.invitation_of(asked)
    if invitation is None:
        raise NotAsked(_("Nobody has been asked about this conversation yet."))
    first, words = surveys.questions_of(invitation.version)[:2]
    given = {first.key: Given(value=score)}
    if comment is not None:
        given[words.key] = Given(text=comment)
    operations.answer(invitation, given, by=by, at=at)


def note_answer(event: SurveyAnswered) -> None:
    """Tell the department that one of its customers has rated."""
    asked = queries.asked_about_subject(event.subject_ref)
    if asked is None or event.score is None:
        return
    publish(
        RatingGiven(
            conversation_id=asked.conversation_id,
            customer_id=asked.customer_id,
            department_id=asked.department_id,
            member_id=asked.member_id,
            invitation_id=asked.pk,
            revision=event.revision,
            score=event.score,
            kind=event.kind,
            given_at=event.given_at,
            before=event.before,
            has_comment=event.has_comment,
            by=event.by,
            at=event.at,
        )
    )
