"""Verbs about recordings: a file is added, or one is made in the browser piece by piece and then kept."""

from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.foundation.audit.operations import record
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.foundation.files.bounds import TooLarge
from pult.foundation.files.operations import keep_stream
from pult.foundation.files.sounds import Sound, matroska, sound_of
from pult.hiring.errors import NoConsent, TakeOver, WrongFile
from pult.hiring.events import RecordingMoved
from pult.hiring.models import EvidenceStep, Recording, RecordingConsent, RecordingPiece
from pult.hiring.types import Act, ErasedWhy

from .consents import locked
from .moving import where
from .vanishing import erase_recording

IN_MEMORY = 4 * 1024 * 1024


@transaction.atomic
def add_recording(
    step: EvidenceStep, stream: BinaryIO, *, by: Actor, at: datetime | None = None
) -> Recording:
    """Keep a recording that was made elsewhere, if the candidate has agreed and it really is one."""
    at = at or timezone.now()
    consent = _agreed(step)
    size = stream.seek(0, 2)
    _bounded(size)
    if not size:
        raise WrongFile(_("This file is empty."))
    sound = sound_of(stream)
    if sound is None:
        raise WrongFile(
            _(
                "This is no sound that can be played here. Please send WAV, MP3, M4A, OGG or WebM without pictures."
            )
        )
    recording = _new(consent, by=by, at=at)
    _keep(recording, stream, sound, by=by, at=at)
    return recording


@transaction.atomic
def begin_recording(step: EvidenceStep, *, by: Actor, at: datetime | None = None) -> Recording:
    """Begin to record a talk in the browser, if the candidate has agreed."""
    return _new(_agreed(step), by=by, at=at or timezone.now())


@transaction.atomic
def add_piece(recording: Recording, *, number: int, content: bytes, by: Actor) -> None:
    """Take the next seconds of a recording that is being made; the same piece sent twice is there once."""
    row = _being_made(recording, by=by)
    if row.pieces.filter(number=number).exists():
        return
    _bounded(row.size + len(content))
    RecordingPiece.objects.create(recording=row, number=number, content=content)
    Recording.objects.filter(pk=row.pk).update(size=F("size") + len(content))


@transaction.atomic
def keep_recording(recording: Recording, *, by: Actor, at: datetime | None = None) -> Recording:
    """Keep what was recorded in the browser: the pieces become one sound, as far as they follow each other."""
    at = at or timezone.now()
    row = _being_made(recording, by=by)
    with SpooledTemporaryFile(IN_MEMORY) as joined:
        for number, piece in enumerate(row.pieces.order_by("number").iterator(chunk_size=50)):
            if piece.number != number:
                break
            joined.write(bytes(piece.content))
        stream = cast("BinaryIO", joined)
        if joined.tell() == 0:
            erase_recording(row, by=by, why=ErasedWhy.EMPTY, at=at)
            return row
        _mend(stream)
        sound = sound_of(stream)
        if sound is None:
            raise WrongFile(
                _("What was recorded cannot be played. Try to keep it once more, or throw it away.")
            )
        _keep(row, stream, sound, by=by, at=at)
    return row


def _mend(stream: BinaryIO) -> None:
    """Browsers record without a length and an index; with them one can jump."""
    stream.seek(0)
    data = matroska.mended(stream.read())
    stream.seek(0)
    stream.truncate()
    stream.write(data)


def _agreed(step: EvidenceStep) -> RecordingConsent:
    consent = RecordingConsent.objects.filter(step=step).first()
    if consent is None or not (consent := locked(consent)).is_given:
        raise NoConsent(_("The candidate has not agreed to a recording, so there is none."))
    return consent


def _new(consent: RecordingConsent, *, by: Actor, at: datetime) -> Recording:
    last = consent.recordings.aggregate(last=Max("number"))["last"] or 0
    return Recording.objects.create(consent=consent, number=last + 1, by_id=by.person_id, begun_at=at)


def _being_made(recording: Recording, *, by: Actor) -> Recording:
    _agreed(recording.consent.step)
    rows = Recording.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("consent__step__application__opening").get(pk=recording.pk)
    if row.by_id != by.person_id:
        raise Invalid(_("Somebody else is recording this."))
    if row.is_erased or row.is_kept:
        raise TakeOver(_("This recording is over."))
    return row


def _bounded(size: int) -> None:
    if size > settings.MAX_RECORDING_BYTES:
        told = _("A recording may have at most %(most)s. Please make it smaller, such as MP3.")
        raise TooLarge(told % {"most": filesizeformat(settings.MAX_RECORDING_BYTES)})


def _keep(recording: Recording, stream: BinaryIO, sound: Sound, *, by: Actor, at: datetime) -> None:
    file = keep_stream(stream, content_type=sound.kind)
    recording.pieces.all().delete()
    recording.file, recording.seconds, recording.size, recording.kept_at = file, sound.seconds, file.size, at
    recording.save(update_fields=["file", "seconds", "size", "kept_at"])
    step = recording.consent.step
    record(
        Act.RECORDING_KEPT, by=by, about=f"application:{step.application_id}",
        after={"step": step.pk, "recording": recording.pk, "seconds": round(sound.seconds)}, at=at,
    )  # fmt: skip
    publish(RecordingMoved(**where(step.application, by=by, at=at), step_id=step.pk, what="kept"))
