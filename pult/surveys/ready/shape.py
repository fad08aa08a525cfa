"""How a ready survey is written down."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from pult.surveys.types import ENDS, Kind, QuestionType

Words = dict[str, str]


def words(en: str, hr: str, sr: str) -> Words:
    """One text in the three written forms; Cyrillic letters are made from the Latin ones."""
    return {"en": en, "hr": hr, "sr-latn": sr}


@dataclass(frozen=True, kw_only=True)
class ReadySurvey:
    """A survey as data: its rules, its texts, its questions."""

    key: str
    name: Promise
    kind: Kind
    title: Words
    intro: Words = field(default_factory=dict)
    thanks: Words = field(default_factory=dict)
    rules: dict[str, Any] = field(default_factory=dict)
    questions: tuple[dict[str, Any], ...]


AGREE = {
    "low_label": words("Strongly disagree", "Uopće se ne slažem", "Uopšte se ne slažem"),
    "high_label": words("Strongly agree", "U potpunosti se slažem", "U potpunosti se slažem"),
}


def number(key: str, kind: QuestionType, text: Words, **more: Any) -> dict[str, Any]:
    """A question that is answered on a scale."""
    low, high = ENDS.get(kind, (1, 5))
    return {"key": key, "type": kind, "text": text, "low": low, "high": high, "is_required": True, **more}


def agreement(key: str, text: Words) -> dict[str, Any]:
    """A statement that people agree with, from one to five."""
    return number(key, QuestionType.SCALE, text, **AGREE)


def comment(key: str, text: Words, **more: Any) -> dict[str, Any]:
    """A question that is answered in own words, or not at all."""
    return {"key": key, "type": QuestionType.LONG, "text": text, **more}


def choice(
    key: str, kind: QuestionType, text: Words, options: dict[str, Words], **more: Any
) -> dict[str, Any]:
    """A question whose answers are written down beforehand."""
    written = [{"key": name, "text": option} for name, option in options.items()]
    return {"key": key, "type": kind, "text": text, "options": written, **more}
