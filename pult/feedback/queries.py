"""Questions about feedback."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.signing import BadSignature, SignatureExpired
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.conversations.models import Conversation
from pult.foundation.actors import Actor

from .errors import LinkExpired, LinkForged
from .links import read_token
from .models import FeedbackSettings, Rating, SurveyInvitation


def settings() -> FeedbackSettings:
    """When customers are asked."""
    return FeedbackSettings.objects.filter(pk=1).first() or FeedbackSettings(pk=1)


def rating_of(conversation: Conversation) -> Rating | None:
    """What the customer thought of this conversation, for its time line and sidebar."""
    return Rating.objects.filter(conversation=conversation).select_related("member__person").first()


def ratings_of(conversations: Iterable[int]) -> dict[int, Rating]:
    """The ratings of several conversations, for a list."""
    return {one.conversation_id: one for one in Rating.objects.filter(conversation__in=list(conversations))}


def latest(actor: Actor, *, limit: int = 20) -> "QuerySet[Rating]":
    """The newest ratings of conversations that this person may read."""
    newest = Rating.objects.visible_to(actor).order_by("-given_at", "-pk")
    return newest.select_related("customer", "conversation", "member__person")[:limit]


def invitation_of(conversation: Conversation) -> SurveyInvitation | None:
    """Whether and when the customer was asked about this conversation."""
    return SurveyInvitation.objects.filter(conversation=conversation).first()


def can_change(rating: Rating, *, at: datetime | None = None) -> bool:
    """Whether the customer may still change their rating."""
    return (at or timezone.now()) <= rating.given_at + timedelta(days=settings().change_days)


def invitation_behind(token: str) -> SurveyInvitation:
    """The invitation that a link leads to. Raises LinkExpired or LinkForged."""
    try:
        pk = read_token(token, valid_for=timedelta(days=settings().valid_days))
    except SignatureExpired:
        raise LinkExpired(_("This link is too old. Thank you all the same for wanting to tell us."))
    except BadSignature:
        raise LinkForged(_("This link does not work. Perhaps a part of it was lost on the way."))
    found = SurveyInvitation.objects.filter(pk=pk).select_related(
        "conversation__inbox", "customer", "member__person"
    )
    if (invitation := found.first()) is None:
        raise LinkForged(_("This link does not work. Perhaps a part of it was lost on the way."))
    return invitation
