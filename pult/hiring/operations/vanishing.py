"""Erasing recordings: by hand, when their time is over, when consent is taken back, and with the candidate."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.audit.operations import record
from pult.foundation.events import publish
from pult.foundation.files.operations import let_go
from pult.hiring import queries
from pult.hiring.events import RecordingMoved
from pult.hiring.models import Candidate, Recording, RecordingConsent
from pult.hiring.types import Act, ErasedWhy

from .moving import where

AT_ONCE = 100
WITH = ("consent__step__application__opening", "file")


@transaction.atomic
def erase_recording(
    recording: Recording, *, by: Actor, why: ErasedWhy = ErasedWhy.BY_HAND, at: datetime | None = None
) -> None:
    """Erase the sound of a talk, or what there is of it; that there was one, and when, stays."""
    at = at or timezone.now()
    row = (
        Recording.objects.select_for_update(of=("self",), no_key=True)
        .select_related(*WITH)
        .get(pk=recording.pk)
    )
    if row.is_erased:
        return
    file, step = row.file, row.consent.step
    row.pieces.all().delete()
    Recording.objects.filter(pk=row.pk).update(file=None, erased_at=at, erased_why=why)
    if file is not None:
        let_go(file)
    record(
        Act.RECORDING_ERASED, by=by, about=f"application:{step.application_id}",
        after={"step": step.pk, "recording": row.pk, "why": why.value}, at=at,
    )  # fmt: skip
    publish(RecordingMoved(**where(step.application, by=by, at=at), step_id=step.pk, what="erased"))


def erase_of_consent(consent: RecordingConsent, *, why: ErasedWhy, by: Actor, at: datetime) -> None:
    """Erase everything that was recorded with one consent."""
    for recording in consent.recordings.standing():
        erase_recording(recording, by=by, why=why, at=at)


def erase_recordings(candidate: Candidate, *, by: Actor, at: datetime) -> None:
    """Erase every talk with a candidate."""
    theirs = Recording.objects.standing().filter(consent__step__application__candidate=candidate)
    for recording in theirs:
        erase_recording(recording, by=by, why=ErasedWhy.CANDIDATE, at=at)


def erase_old_recordings(*, at: datetime | None = None) -> int:
    """Erase the recordings that are older than the house keeps them."""
    at = at or timezone.now()
    until = at - timedelta(days=queries.settings().recording_days)
    due = list(Recording.objects.standing().filter(begun_at__lte=until).order_by("begun_at", "pk")[:AT_ONCE])
    for recording in due:
        erase_recording(recording, by=SYSTEM, why=ErasedWhy.TIME, at=at)
    return len(due)
