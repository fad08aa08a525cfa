"""The team has been asked twice how it is; anonymously, so that the pages have something to show and to hide."""

import random
from datetime import datetime, timedelta

from pult.foundation.actors import NOBODY, SYSTEM
from pult.surveys import operations as surveys
from pult.surveys import queries
from pult.surveys.models import Invitation, Question, Wave
from pult.surveys.types import Given, QuestionType, audiences

PULSE = "team-pulse"
WAVES = (("Winter", 80, 3.3), ("Spring", 24, 3.8))
CHANGES = (
    "More time between two difficult calls.",
    "Clear answers about returns: every department says something else.",
    "Jasniji raspored smjena.",
    "Fewer transfers that come back the next day.",
    "Da znamo zašto je neko odbijen.",
    "A quiet room.",
    "Više obuka o novim modelima.",
    "Tell us how a complaint ended.",
    "Manje sastanaka ponedjeljkom.",
    "A second screen for everybody.",
    "Redovan razgovor s voditeljem.",
)


def take_the_pulse(*, now: datetime) -> None:
    """Two rounds, most of the team each time, a little better the second time."""
    survey = surveys.survey_named(PULSE, by=SYSTEM, at=now - timedelta(days=90))
    if queries.waves(survey):
        return
    dice = random.Random(PULSE)
    everybody = next(one for one in audiences() if one.key == "colleagues").people("")
    for name, days_ago, mood in WAVES:
        begun = now - timedelta(days=days_ago)
        wave = surveys.open_wave(survey, name=name, by=SYSTEM, at=begun)
        surveys.ask_audience(wave, everybody, by=SYSTEM, at=begun)
        for number, asked in enumerate(Invitation.objects.filter(wave=wave).order_by("pk")):
            surveys.mark_sent(asked, at=begun)
            if number != len(everybody) // 2:
                _answer(asked, wave, number, mood, dice)
        surveys.close_wave(wave, by=SYSTEM, at=wave.closes_at)


def _answer(asked: Invitation, wave: Wave, number: int, mood: float, dice: random.Random) -> None:
    questions = queries.questions_of(asked.version)
    given = {question.key: _given(question, number, mood, dice) for question in questions}
    surveys.answer(asked, given, by=NOBODY, at=wave.opened_at + timedelta(hours=4 + number * 9))


def _given(question: Question, number: int, mood: float, dice: random.Random) -> Given:
    if question.kind == QuestionType.LONG:
        return Given(text=CHANGES[number % len(CHANGES)])
    if question.kind == QuestionType.NPS:
        return Given(value=max(0, min(10, round(dice.gauss(2.1 * mood, 1.9)))))
    return Given(value=max(1, min(5, round(dice.gauss(mood, 0.9)))))
