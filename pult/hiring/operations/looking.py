"""Writing down who has looked at a candidate."""

from datetime import datetime

from django.utils import timezone

from pult.foundation.actors import Actor
from pult.hiring.models import Application, Look


def note_look(
    application: Application, *, by: Actor, what: str = "page", at: datetime | None = None
) -> Look | None:
    """Write down that somebody of the staff has looked at a candidate: at the page, or at a file."""
    if not by.is_person:
        return None
    return Look.objects.create(
        candidate_id=application.candidate_id, person_id=by.person_id, what=what, at=at or timezone.now()
    )
