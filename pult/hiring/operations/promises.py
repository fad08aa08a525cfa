"""Keeping promises: who waits too long is announced; a letter of a candidate wakes the page."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from pult.foundation import live
from pult.foundation.actors import SYSTEM
from pult.foundation.events import publish
from pult.hiring.events import AnswerOverdue
from pult.hiring.models import Application

from .moving import where


@transaction.atomic
def announce_late(*, at: datetime | None = None) -> int:
    """Raise the alarm for every candidate who was promised an answer and has none; once for each promise."""
    at = at or timezone.now()
    late = Application.objects.late(at=at).filter(alarmed_at=None).select_related("opening")
    found = 0
    for application in late:
        if Application.objects.filter(pk=application.pk, alarmed_at=None).update(alarmed_at=at):
            found += 1
            assert application.promised_by is not None
            publish(
                AnswerOverdue(**where(application, by=SYSTEM, at=at), promised_by=application.promised_by)
            )
    return found


def note_mail(conversation_id: int) -> None:
    """A candidate has written: whoever has the page open sees it."""
    found = (
        Application.objects.filter(conversation_id=conversation_id).values_list("pk", "opening_id").first()
    )
    if found is not None:
        live.announce(f"application:{found[0]}", f"opening:{found[1]}")
