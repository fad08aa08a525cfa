"""Questions about feedback."""

from pult.conversations.models import Conversation
from pult.surveys import queries as surveys
from pult.surveys.models import Invitation

from .links import read_token
from .models import Asked, FeedbackSettings
from .types import Rating

SUBJECT = "conversation:"


def settings() -> FeedbackSettings:
    """When customers are asked, and what."""
    return FeedbackSettings.objects.filter(pk=1).first() or FeedbackSettings(pk=1)


def asked_about(conversation: Conversation) -> Asked | None:
    """Whether and when the customer was asked about this conversation."""
    return Asked.objects.filter(conversation=conversation).first()


def subject_of(asked: Asked) -> str:
    """How surveys know what the customer was asked about."""
    return f"{SUBJECT}{asked.conversation_id}"


def asked_about_subject(subject: str) -> Asked | None:
    """Who was asked about this, with everything that the page of the survey shows of it."""
    number = subject.removeprefix(SUBJECT)
    if not subject.startswith(SUBJECT) or not number.isdecimal():
        return None
    found = Asked.objects.filter(conversation=int(number))
    return found.select_related("conversation", "customer", "member__person").first()


def invitation_of(asked: Asked) -> Invitation | None:
    """The invitation of somebody who has been asked."""
    return surveys.invitation_about(subject_of(asked))


def invitation_by_earlier_link(token: str) -> Invitation | None:
    """The invitation of a mail that went out in an earlier release."""
    pk = read_token(token)
    asked = Asked.objects.filter(pk=pk).first() if pk else None
    return invitation_of(asked) if asked else None


def rating_of(conversation: Conversation) -> Rating | None:
    """What the customer thought of this conversation."""
    asked = asked_about(conversation)
    invitation = invitation_of(asked) if asked else None
    response = surveys.response_to(invitation) if invitation else None
    if asked is None or invitation is None or response is None or response.given_at is None:
        return None
    given = surveys.given_in(response)
    score = surveys.score_in(surveys.questions_of(invitation.version), given)
    if score is None:
        return None
    return Rating(
        score=score,
        kind=invitation.survey.kind,
        comment=next((one.text for one in given.values() if one.text), ""),
        given_at=response.given_at,
        member_id=asked.member_id,
    )
