"""Candidates are asked how it was, whatever the outcome; most answer, and nobody knows who said what."""

import random
from datetime import datetime, timedelta

from pult.foundation.actors import NOBODY, SYSTEM
from pult.hiring import operations as hiring
from pult.surveys import operations as surveys
from pult.surveys import queries
from pult.surveys.models import Invitation, Question, Wave
from pult.surveys.types import NO, YES, Given, QuestionType

from .hiring import OPENED_DAYS_AGO, Desk
from .openings import told

SURVEY = "candidate"
EVERY = timedelta(days=7)
SETTLED_DAYS_AGO = 9


def ask_how_it_was(desk: Desk) -> None:
    """Once a week those whose application has ended are asked; the round has been settled some days ago."""
    dice = random.Random(SURVEY)
    at, end = desk.now - timedelta(days=OPENED_DAYS_AGO), desk.now - timedelta(days=SETTLED_DAYS_AGO)
    while (at := at + EVERY) < end:
        hiring.ask_candidates(at=at)
    asked = Invitation.objects.filter(survey__key=SURVEY).select_related("survey", "version", "wave")
    for number, one in enumerate(asked.order_by("due_at", "pk")):
        surveys.mark_sent(one, at=one.due_at)
        if number % 6 != 5:
            _answer(one, number, dice)
    for wave in Wave.objects.filter(survey__key=SURVEY, closed_at=None):
        surveys.close_wave(wave, by=SYSTEM, at=end)
    desk.box.release()


def _answer(asked: Invitation, number: int, dice: random.Random) -> None:
    mood = dice.gauss(4.0, 0.7)
    given: dict[str, Given] = {}
    for question in queries.questions_of(asked.version):
        said = _given(question, number, mood, dice)
        if said is not None:
            given[question.key] = said
    surveys.answer(asked, given, by=NOBODY, at=_soon(asked.due_at, dice))


def _soon(at: datetime, dice: random.Random) -> datetime:
    return at + timedelta(hours=3 + dice.randrange(40))


def _given(question: Question, number: int, mood: float, dice: random.Random) -> Given | None:
    match question.kind:
        case QuestionType.LONG:
            words = told()["survey"]["better"]
            return Given(text=words[number % len(words)])
        case QuestionType.NPS:
            return Given(value=max(0, min(10, round(dice.gauss(2.1 * mood, 1.2)))))
        case QuestionType.YES_NO:
            return Given(choices=(NO if number % 5 == 3 else YES,))
        case QuestionType.MULTIPLE:
            return Given(choices=("decision",)) if number % 5 == 3 else None
    return Given(value=max(1, min(5, round(dice.gauss(mood, 0.6)))))
