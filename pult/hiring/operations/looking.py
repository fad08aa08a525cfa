"""Writing down who has looked at a candidate."""

from datetime import datetime, timedelta

from django.utils import timezone

from pult.foundation.actors import Actor
from pult.hiring.models import Application, Look, Recording

# A player asks for a recording in many parts; asking again within this time is the same listening.
ONE_LISTENING = timedelta(minutes=10)


def note_look(
    application: Application, *, by: Actor, what: str = "page", at: datetime | None = None
) -> Look | None:
    """Write down that somebody of the staff has looked at a candidate: at the page, or at a file."""
    if not by.is_person:
        return None
    return Look.objects.create(
        candidate_id=application.candidate_id, person_id=by.person_id, what=what, at=at or timezone.now()
    )


def note_listening(recording: Recording, *, by: Actor, at: datetime | None = None) -> Look | None:
    """Write down that somebody of the staff has listened to a talk; jumping in it is one listening."""
    at = at or timezone.now()
    application = recording.consent.step.application
    what = f"recording {recording.pk}"
    before = Look.objects.filter(candidate_id=application.candidate_id, person_id=by.person_id, what=what)
    if before.filter(at__gt=at - ONE_LISTENING).exists():
        return None
    return note_look(application, by=by, what=what, at=at)
