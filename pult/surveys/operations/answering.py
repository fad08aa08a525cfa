"""Answering: once by each link, changed for some days under a name, never again where nobody's name is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.foundation.events import publish
from pult.surveys import answers as rules
from pult.surveys import queries
from pult.surveys.errors import AlreadyAnswered, AnswersIncomplete, LinkExpired, TooLateToChange
from pult.surveys.events import SurveyAnswered
from pult.surveys.models import Answer, Invitation, Question, Response, Survey, Version, Wave
from pult.surveys.types import LANGUAGE, Answers, Given, State

from .rolling import wave_for


@dataclass(frozen=True)
class Handed:
    """What was handed in: which questions there were, what was kept of the answers, and when."""

    questions: list[Question]
    given: dict[str, Given]
    at: datetime


@transaction.atomic
def answer(
    invitation: Invitation,
    given: Answers,
    *,
    by: Actor,
    only_first: bool = False,
    at: datetime | None = None,
) -> Response | None:
    """Take the answers of somebody who was asked, or their change of mind. None where they are nobody's from now on.

    With `only_first`, answers that are there stand.
    """
    at = at or timezone.now()
    # Two clicks of an impatient person become one set of answers and one change.
    locked = Invitation.objects.select_for_update(of=("self",), no_key=True).select_related(
        "survey", "version"
    )
    invitation = locked.get(pk=invitation.pk)
    survey, questions = invitation.survey, queries.questions_of(invitation.version)
    if survey.is_anonymous:
        _drop_in(invitation, _handed(survey, questions, given, at=at))
        return None
    if invitation.state != State.ANSWERED:
        return _first(invitation, _handed(survey, questions, given, at=at), by=by)
    response = Response.objects.get(invitation=invitation)
    if only_first:
        return response
    before = queries.given_in(response)
    handed = _handed(survey, questions, {**before, **given}, at=at)
    if handed.given == before:
        return response
    if not response.can_change(at, survey.change_days):
        raise TooLateToChange(_("Thank you. Your answer can no longer be changed."))
    return _changed(response, survey, handed, before=before, by=by)


@transaction.atomic
def answer_open(
    survey: Survey, given: Answers, *, ticket: UUID, language: str, by: Actor, at: datetime | None = None
) -> bool:
    """Take answers from the link for everybody. The ticket of a page counts once; false when it has been used."""
    at = at or timezone.now()
    assert survey.live is not None
    handed = _handed(survey, queries.questions_of(survey.live), given, at=at)
    segments = {LANGUAGE: language}
    if Response.objects.filter(pk=ticket).exists():
        return False
    if survey.is_anonymous:
        _nobodys(survey, survey.live, _open_wave(survey, None, at), handed, segments, pk=ticket)
        return True
    response = Response.objects.create(
        pk=ticket,
        survey=survey,
        version=survey.live,
        wave=queries.open_wave(survey),
        segments=segments,
        given_at=at,
    )
    _write(response, handed)
    _announce(response, survey, None, handed, before=None, by=by)
    return True


def _handed(survey: Survey, questions: list[Question], given: Mapping[str, Given], *, at: datetime) -> Handed:
    """What counts of the answers. A quick survey needs its first answer only; the others may come, or not."""
    kept = rules.kept(questions, given)
    among = [question.key for question in questions[:1]] if survey.is_quick else None
    faults = rules.missing(questions, kept, among=among)
    if faults or not kept:
        raise AnswersIncomplete(_("Some questions still need an answer."))
    return Handed(questions, kept, at)


def _drop_in(invitation: Invitation, handed: Handed) -> None:
    """That they answered is noted here; what they answered, there, and nothing ties the two together."""
    open_to = Invitation.objects.filter(pk=invitation.pk, state=State.SENT)
    if not open_to.update(state=State.ANSWERED, remind_at=None):
        raise AlreadyAnswered(_("Thank you, you have answered already."))
    survey = invitation.survey
    wave = _open_wave(survey, invitation.wave_id, handed.at)
    known = {**invitation.segments, LANGUAGE: invitation.language}
    _nobodys(survey, invitation.version, wave, handed, known)


def _nobodys(
    survey: Survey,
    version: Version,
    wave: Wave,
    handed: Handed,
    known: Mapping[str, str],
    *,
    pk: UUID | None = None,
) -> None:
    response = Response(
        survey=survey,
        version=version,
        wave=wave,
        is_anonymous=True,
        segments={key: known[key] for key in wave.segments if known.get(key)},
    )
    if pk is not None:
        response.pk = pk
    response.save(force_insert=True)
    _write(response, handed)


def _open_wave(survey: Survey, wave_id: int | None, at: datetime) -> Wave:
    """The wave that the answers fall into, held so that it cannot close meanwhile."""
    locked = Wave.objects.select_for_update(no_key=True)
    wave = locked.filter(pk=wave_id, closed_at=None).first() if wave_id else None
    if wave is not None:
        return wave
    asked_in = Wave.objects.filter(pk=wave_id).first() if wave_id else None
    if asked_in is not None and not asked_in.is_rolling:
        raise LinkExpired(_("This survey is closed. Thank you all the same for wanting to tell us."))
    now_open = wave_for(survey, at=at)
    assert now_open is not None
    return locked.get(pk=now_open.pk)


def _first(invitation: Invitation, handed: Handed, *, by: Actor) -> Response:
    response = Response.objects.create(
        survey=invitation.survey,
        version=invitation.version,
        wave_id=invitation.wave_id,
        invitation=invitation,
        about=invitation.about,
        segments={**invitation.segments, LANGUAGE: invitation.language},
        given_at=handed.at,
    )
    _write(response, handed)
    Invitation.objects.filter(pk=invitation.pk).update(state=State.ANSWERED, remind_at=None)
    _announce(response, invitation.survey, invitation, handed, before=None, by=by)
    return response


def _changed(
    response: Response, survey: Survey, handed: Handed, *, before: Mapping[str, Given], by: Actor
) -> Response:
    response.changed_at, response.revision = handed.at, response.revision + 1
    response.save(update_fields=["changed_at", "revision"])
    response.answers.all().delete()
    _write(response, handed)
    score = queries.score_in(handed.questions, before)
    _announce(response, survey, response.invitation, handed, before=score, by=by)
    return response


def _write(response: Response, handed: Handed) -> None:
    Answer.objects.bulk_create(
        Answer(
            response=response,
            question=question,
            value=given.value,
            is_high_good=question.is_high_good,
            choices=list(given.choices),
            text=given.text,
        )
        for question in handed.questions
        if (given := handed.given.get(question.key)) is not None
    )


def _announce(
    response: Response,
    survey: Survey,
    invitation: Invitation | None,
    handed: Handed,
    *,
    before: int | None,
    by: Actor,
) -> None:
    assert response.given_at is not None
    publish(
        SurveyAnswered(
            survey_id=survey.pk,
            kind=survey.kind,
            invitation_id=invitation.pk if invitation else None,
            subject_ref=response.about,
            revision=response.revision,
            given_at=response.given_at,
            score=queries.score_in(handed.questions, handed.given),
            before=before,
            has_comment=any(given.text for given in handed.given.values()),
            by=by.ref,
            at=handed.at,
        )
    )
