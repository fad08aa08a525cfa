"""Waves: a round of asking begins, ends, and is then settled once and for all."""

from collections.abc import Iterable
from datetime import datetime
from secrets import SystemRandom
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.database.locks import transaction_lock
from pult.foundation.events import publish
from pult.surveys import settling
from pult.surveys.errors import NothingToAsk
from pult.surveys.events import WaveClosed, WaveOpened
from pult.surveys.models import Answer, Response, Survey, Wave
from pult.surveys.types import Recipient

from .asking import invite
from .rolling import begin

CHANCE = SystemRandom()


@transaction.atomic
def open_wave(
    survey: Survey, *, by: Actor, name: str = "", days: int | None = None, at: datetime | None = None
) -> Wave:
    """Begin a round of asking; one that is open is gone on with."""
    at = at or timezone.now()
    transaction_lock(f"surveys.wave.{survey.pk}")
    found = survey.waves.filter(closed_at=None).first()
    if found is not None:
        return found
    if survey.live_id is None:
        raise NothingToAsk(_("This survey has not been published."))
    wave = begin(survey, at=at, name=name, days=days)
    publish(WaveOpened(survey_id=survey.pk, wave_id=wave.pk, by=by.ref, at=at))
    return wave


@transaction.atomic
def ask_audience(
    wave: Wave, recipients: Iterable[Recipient], *, by: Actor, at: datetime | None = None
) -> int:
    """Ask everybody of an audience who has not been asked in this round. Returns how many that are."""
    asked = 0
    for one in recipients:
        invitation = invite(
            wave.survey,
            address=one.address,
            name=one.name,
            language=one.language,
            segments=one.segments,
            wave=wave,
            by=by,
            at=at,
        )
        asked += invitation is not None
    return asked


@transaction.atomic
def close_wave(wave: Wave, *, by: Actor = SYSTEM, at: datetime | None = None) -> bool:
    """End a round of asking and settle what may be shown of it; false when it has ended already."""
    at = at or timezone.now()
    # Whoever is answering right now finishes first.
    wave = Wave.objects.select_for_update(of=("self",), no_key=True).select_related("survey").get(pk=wave.pk)
    if wave.closed_at is not None:
        return False
    wave.closed_at, wave.answered = at, wave.responses.count()
    if wave.survey.is_anonymous:
        decided = _settle(wave)
        wave.shown, wave.counts = decided.as_json(), decided.counts_as_json
    wave.save(update_fields=["closed_at", "answered", "shown", "counts"])
    publish(WaveClosed(survey_id=wave.survey_id, wave_id=wave.pk, answered=wave.answered, by=by.ref, at=at))
    return True


def close_due(*, at: datetime | None = None) -> int:
    """Close the waves whose time is up; one that goes on all year waits until enough people have answered."""
    at = at or timezone.now()
    closed = 0
    for wave in Wave.objects.filter(closed_at=None, closes_at__lte=at).order_by("pk"):
        if not wave.is_rolling or wave.responses.count() >= wave.comment_floor:
            closed += close_wave(wave, at=at)
    return closed


def _settle(wave: Wave) -> settling.Decided:
    """Decide what may be shown, forget what may not, and lay the answers down again in an order that says nothing."""
    responses = list(wave.responses.all())
    answers = list(Answer.objects.filter(response__wave=wave).select_related("question"))
    decided = settling.decide(wave, responses, answers)
    for response in responses:
        response.segments = settling.blurred(wave, response.segments, decided.people)
    _lay_down_anew(wave, responses, answers)
    return decided


def _lay_down_anew(wave: Wave, responses: list[Response], answers: list[Answer]) -> None:
    """New rows with new numbers, shuffled: neither the place in the table nor the number tells who came when."""
    wave.responses.all().delete()
    fresh = {response.pk: uuid4() for response in responses}
    CHANCE.shuffle(responses)
    for response in responses:
        response.pk = fresh[response.pk]
    Response.objects.bulk_create(responses)
    CHANCE.shuffle(answers)
    for answer in answers:
        answer.pk, answer.response_id = None, fresh[answer.response_id]
    Answer.objects.bulk_create(answers)
