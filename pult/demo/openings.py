"""What Kettle & Co. looks for, and who applies: from `texts/openings.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from pult.hiring.types import ApplicationState, StageKind

from .wording import TEXTS


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """Somebody who applies: when, how far they come, how good they are (1 to 5)."""

    name: str
    email: str
    language: str
    opening: str
    days: int
    stage: str
    level: int
    source: str
    answer: str
    cv: str
    end: str = ""
    reason: str = ""
    reason_text: str = ""

    @property
    def reaches(self) -> StageKind:
        """The step in which they stand, or in which it ended."""
        return StageKind(self.stage)

    @property
    def ends(self) -> ApplicationState | None:
        """How it ended; None for those who are still in it."""
        return ApplicationState(self.end) if self.end else None


@cache
def told() -> dict[str, Any]:
    """Everything that the file says."""
    return tomllib.loads((TEXTS / "openings.toml").read_text(encoding="utf-8"))


def applicants() -> list[Applicant]:
    """The fifteen who apply, the earliest first."""
    return sorted((Applicant(**one) for one in told()["candidates"]), key=lambda one: -one.days)


def letter(one: Applicant) -> str:
    """What somebody answers to the customer of the writing sample."""
    answers = told()["letters"][one.language.partition("-")[0]]
    words: str = answers["good" if one.level > 2 else "weak"]
    return words.format(name=one.name)


def notes(mark: int) -> list[str]:
    """What raters write beside a mark."""
    words: list[str] = told()["notes"][str(mark)]
    return words
