"""`/surveys` and their results, through the same door as the pages: what is hidden there is hidden here."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from pult.api.acting import REFUSALS, Listing, actor_of, listing, require
from pult.api.people import (
    SurveyOut,
    SurveyWhole,
    WaveOut,
    show_question,
    show_survey,
    show_wave,
)
from pult.surveys import operations, queries
from pult.surveys.models import Survey
from pult.surveys.types import DEPARTMENT, LANGUAGE, Right

router = Router(tags=["surveys"])


class FigureOut(Schema):
    """A figure with the interval of 95 % in which the true value lies. Shares are parts of one."""

    key: str
    value: float | None
    low: float | None
    high: float | None


class PartOut(Schema):
    """What some people answered to a question; hidden where it would tell on somebody."""

    is_hidden: bool
    count: int | None
    answers: dict[str, int] | None
    figures: list[FigureOut]


class QuestionResultOut(PartOut):
    """A question as a whole, and by the parts that may be shown."""

    question: str
    parts: dict[str, PartOut]
    comments: list[str]


class ResultsOut(Schema):
    """What may be shown of a survey. `is_waiting` until a wave of an anonymous survey has closed."""

    survey_id: int
    wave: WaveOut | None
    is_waiting: bool
    reached: int
    answered: int
    questions: list[QuestionResultOut]


class Asked(Schema):
    """Which wave or days, of whom, and split by what."""

    wave: int | None = None
    since: date | None = None
    until: date | None = None
    department: str | None = None
    language: str | None = None
    split: str = ""

    @property
    def where(self) -> dict[str, str]:
        """The part of the people that is asked for."""
        found = {DEPARTMENT: self.department, LANGUAGE: self.language}
        return {key: value for key, value in found.items() if value}


@router.get("/surveys", response={200: Listing[SurveyOut], **REFUSALS}, summary="List surveys")
def list_surveys(request: HttpRequest, cursor: str | None = None, limit: int = 50) -> HttpResponse:
    """Those that are in use."""
    rows = Survey.objects.visible_to(require(request, Right.READ_RESULTS)).in_use()
    return listing(rows, ["id"], show_survey, cursor=cursor, limit=limit)


@router.get("/surveys/{survey_id}", response={200: SurveyWhole, **REFUSALS}, summary="Read a survey")
def read_survey(request: HttpRequest, survey_id: int) -> SurveyWhole:
    """One survey with the questions in force and its waves."""
    survey = survey_of(request, survey_id)
    questions = queries.questions_of(survey.live) if survey.live else []
    return SurveyWhole(
        **show_survey(survey).model_dump(),
        questions=[show_question(one) for one in questions],
        waves=[show_wave(one) for one in queries.waves(survey)],
    )


@router.get(
    "/surveys/{survey_id}/results",
    response={200: ResultsOut, **REFUSALS},
    summary="Read the results of a survey",
)
def read_results(request: HttpRequest, survey_id: int, asked: Query[Asked]) -> ResultsOut:
    """Counts, figures with intervals, and comments. Which part of an anonymous survey was asked for is kept."""
    survey = survey_of(request, survey_id)
    wanted = operations.Wanted(
        wave=asked.wave, since=asked.since, until=asked.until, where=asked.where, split=asked.split[:30]
    )
    found = operations.read_results(survey, wanted, by=actor_of(request))
    return ResultsOut(
        survey_id=survey.pk,
        wave=show_wave(found.wave) if found.wave else None,
        is_waiting=found.is_waiting,
        reached=found.rate.of,
        answered=found.rate.hits,
        questions=[show_result(one) for one in found.questions],
    )


def survey_of(request: HttpRequest, survey_id: int) -> Survey:
    """The survey, if the caller may read its results."""
    rows = Survey.objects.visible_to(require(request, Right.READ_RESULTS)).select_related("live")
    return get_object_or_404(rows, pk=survey_id)


def show_result(one: Any) -> QuestionResultOut:
    """One question of the results, as the door gave it out."""
    parts = one.split.outcomes if one.split else {}
    return QuestionResultOut(
        question=one.outcome.question.key,
        **show_part(one.outcome).model_dump(),
        parts={value: show_part(part) for value, part in parts.items()},
        comments=[comment.text for comment in one.comments],
    )


def show_part(outcome: Any) -> PartOut:
    """One part of the people."""
    if outcome.tally is None:
        return PartOut(is_hidden=True, count=None, answers=None, figures=[])
    figures = [
        FigureOut(
            key=key,
            value=value,
            low=interval.low if interval else None,
            high=interval.high if interval else None,
        )
        for key, value, interval in operations.numbers_of(outcome)
    ]
    return PartOut(
        is_hidden=False, count=outcome.tally.count, answers=dict(outcome.tally.answers), figures=figures
    )
