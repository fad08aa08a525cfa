"""What readers wrote about a document, and whether somebody has dealt with it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from pult.foundation.actors import Actor
from pult.foundation.events import publish as announce
from pult.knowledge.events import CommentSettled
from pult.knowledge.models import Feedback


@transaction.atomic
def settle_comment(feedback: Feedback, *, by: Actor, at: datetime | None = None) -> bool:
    """Somebody has dealt with what a reader wrote. True unless a colleague was faster."""
    at = at or timezone.now()
    open_ = Feedback.objects.open().filter(pk=feedback.pk)
    if not open_.update(dealt_at=at, dealt_by=by.person_id or None):
        return False
    announce(
        CommentSettled(
            document_id=feedback.translation.document_id, feedback_id=feedback.pk, by=by.ref, at=at
        )
    )
    return True


def reopen_comment(feedback: Feedback, *, by: Actor) -> None:  # noqa: ARG001
    """It is still to be dealt with."""
    Feedback.objects.filter(pk=feedback.pk).update(dealt_at=None, dealt_by=None)
