"""Rating: one answer per invitation, which the customer may change for some days."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.feedback import queries
from pult.feedback.errors import TooLateToChange
from pult.feedback.events import RatingGiven
from pult.feedback.models import Rating, SurveyInvitation
from pult.feedback.types import LONGEST_COMMENT, Score
from pult.foundation.actors import Actor
from pult.foundation.events import publish


@transaction.atomic
def rate(
    invitation: SurveyInvitation,
    score: Score,
    *,
    by: Actor,
    comment: str | None = None,
    only_first: bool = False,
    at: datetime | None = None,
) -> Rating:
    """Take the customer's rating, or their change of mind. With `only_first`, a rating that is there stands."""
    at = at or timezone.now()
    # The row is locked so that two clicks of an impatient customer become one rating and one change.
    invitation = SurveyInvitation.objects.select_for_update().get(pk=invitation.pk)
    rating = Rating.objects.filter(invitation=invitation).first()
    if rating is None:
        return _first(invitation, score, comment or "", by=by, at=at)
    if only_first or (score == rating.score and comment in {None, rating.comment}):
        return rating
    if not queries.can_change(rating, at=at):
        raise TooLateToChange(_("Thank you. Your rating can no longer be changed."))
    return _changed(rating, score, rating.comment if comment is None else comment, by=by, at=at)


def comment(invitation: SurveyInvitation, text: str, *, by: Actor, at: datetime | None = None) -> Rating:
    """Add some words to a rating, or change them."""
    rating = Rating.objects.get(invitation=invitation)
    return rate(invitation, Score(rating.score), comment=text, by=by, at=at)


def _first(invitation: SurveyInvitation, score: Score, text: str, *, by: Actor, at: datetime) -> Rating:
    rating = Rating.objects.create(
        invitation=invitation,
        conversation_id=invitation.conversation_id,
        customer_id=invitation.customer_id,
        department_id=invitation.department_id,
        member_id=invitation.member_id,
        score=score,
        comment=text.strip()[:LONGEST_COMMENT],
        language=invitation.language,
        given_at=at,
    )
    _announce(rating, before=None, by=by, at=at)
    return rating


def _changed(rating: Rating, score: Score, text: str, *, by: Actor, at: datetime) -> Rating:
    before = rating.score
    rating.score, rating.comment = score, text.strip()[:LONGEST_COMMENT]
    rating.changed_at, rating.revision = at, rating.revision + 1
    rating.save(update_fields=["score", "comment", "changed_at", "revision"])
    _announce(rating, before=before, by=by, at=at)
    return rating


def _announce(rating: Rating, *, before: int | None, by: Actor, at: datetime) -> None:
    publish(
        RatingGiven(
            conversation_id=rating.conversation_id,
            customer_id=rating.customer_id,
            department_id=rating.department_id,
            member_id=rating.member_id,
            invitation_id=rating.invitation_id,
            rating_id=rating.pk,
            revision=rating.revision,
            score=rating.score,
            before=before,
            has_comment=bool(rating.comment),
            by=by.ref,
            at=at,
        )
    )
