"""What Kettle & Co. looks for, who applies, and what everybody says of them: from `texts/openings.toml`."""

import random
import tomllib
from dataclasses import dataclass, field
from functools import cache
from itertools import cycle
from typing import Any

from pult.accounts.models import Person
from pult.foundation.text.script import to_cyrillic
from pult.hiring.types import ApplicationState, StageKind

from .judging import Words
from .wording import TEXTS

GOOD, FAIR = 3.5, 2.5


@dataclass(frozen=True, kw_only=True)
class Refers:
    """Somebody who knows an applicant from work; without a level they have not answered yet."""

    name: str
    email: str
    relation: str
    language: str
    level: float = 0
    how: str = ""
    more: str = ""
    declines: bool = False


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """Somebody who applies: when, how far they come, how good they are (1 to 5), how it ends."""

    name: str
    email: str
    language: str
    opening: str
    days: int
    stage: str
    level: float
    source: str
    answer: str
    cv: str
    took: int = 0
    end: str = ""
    reason: str = ""
    reason_text: str = ""
    meets: str = ""
    decided: str = ""
    pay: str = ""
    answers: str = ""
    told: tuple[str, ...] = ()
    referees: list[dict[str, Any]] = field(default_factory=list)

    @property
    def reaches(self) -> StageKind:
        """The step in which they stand, or in which it ended."""
        return StageKind(self.stage)

    @property
    def ends(self) -> ApplicationState | None:
        """How it ended; None for those who are still in it."""
        return ApplicationState(self.end) if self.end else None

    @property
    def names(self) -> list[Refers]:
        """Who may tell about them."""
        return [Refers(**one) for one in self.referees]

    def says(self, text: str) -> str:
        """Their words, in their script."""
        return in_script(text, self.language)


@cache
def told() -> dict[str, Any]:
    """Everything that the file says."""
    return tomllib.loads((TEXTS / "openings.toml").read_text(encoding="utf-8"))


def applicants() -> list[Applicant]:
    """Everybody who applies, the earliest first."""
    return sorted((Applicant(**one) for one in told()["candidates"]), key=lambda one: -one.days)


def letter(one: Applicant, dice: random.Random) -> str:
    """What somebody answers to the customer of the writing sample."""
    answers = told()["letters"][file_of(one.language)]
    words: str = dice.choice(answers[tier(one.level)])
    return words.format(name=one.name)


def lines(one: Applicant) -> list[str]:
    """What somebody writes to the customer of the role play."""
    talks: dict[str, list[str]] = told()["plays"][file_of(one.language)]
    return talks["weak" if tier(one.level - 0.8) == "low" else "good"]


class Notes:
    """What raters write beside marks: each in their own language, and nothing twice before all has been said."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._decks: dict[tuple[str, str, str], Any] = {}

    def about(self, kind: StageKind, language: str = "") -> Words:
        """The words of a step."""
        talks = {StageKind.PHONE, StageKind.INTERVIEW, StageKind.TRIAL}
        heading = "talk" if kind in talks else kind.value

        def said(rater: Person | None, level: float) -> str:
            spoken = rater.language if rater else language
            return in_script(self._next(heading, tier(level), file_of(spoken)), spoken)

        return said

    def _next(self, heading: str, of: str, language: str) -> str:
        key = (heading, of, language)
        if key not in self._decks:
            by_language = told()["notes"][heading][of]
            words = list(by_language.get(language, by_language["hr"]))
            self._dice.shuffle(words)
            self._decks[key] = cycle(words)
        found: str = next(self._decks[key])
        return found


def tier(level: float) -> str:
    """How good somebody is, in three steps."""
    return "good" if level >= GOOD else "fair" if level >= FAIR else "low"


def in_script(text: str, language: str) -> str:
    """Serbian in Cyrillic for those who write it."""
    return to_cyrillic(text) if language == "sr" else text


def file_of(language: str) -> str:
    """Under which name the words of a language stand."""
    return language.partition("-")[0]
