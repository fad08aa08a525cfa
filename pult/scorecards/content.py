"""What a version says, as frozen values: to copy it, to compare it, and to bring it in from a file."""

from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from pult.foundation.text.tongues import WRITTEN

from .types import HIGHEST, LOWEST, Critical, Evidence, Kind

Words = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class CriterionContent:
    """One criterion as it is written."""

    key: str
    titles: Words
    helps: Words = field(default_factory=dict)
    kind: Kind = Kind.SCALE
    skill: str = ""
    weight: Decimal = Decimal(1)
    lowest: int = LOWEST
    highest: int = HIGHEST
    low_until: int = 2
    anchors: dict[str, Words] = field(default_factory=dict)
    causes: list[dict[str, Any]] = field(default_factory=list)
    may_skip: bool = False
    evidence: Evidence = Evidence.OPTIONAL
    critical: Critical = Critical.NONE


@dataclass(frozen=True, kw_only=True)
class SectionContent:
    """One section as it is written."""

    key: str
    titles: Words
    helps: Words = field(default_factory=dict)
    criteria: tuple[CriterionContent, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Content:
    """Everything that a version says."""

    titles: Words
    intros: Words = field(default_factory=dict)
    sections: tuple[SectionContent, ...] = ()


def fingerprint(content: Content | SectionContent | CriterionContent) -> str:
    """A few letters that are others as soon as anything in it is."""
    return blake2b(repr(content).encode(), digest_size=12).hexdigest()


def content_from(told: dict[str, Any]) -> Content:
    """From a file in which every text is a list: English, Croatian, Serbian in Latin letters."""
    return Content(
        titles=_words(told["title"]),
        intros=_words(told.get("intro", [])),
        sections=tuple(_section(one) for one in told["sections"]),
    )


def _section(told: dict[str, Any]) -> SectionContent:
    return SectionContent(
        key=told["key"],
        titles=_words(told["title"]),
        helps=_words(told.get("help", [])),
        criteria=tuple(_criterion(one) for one in told["criteria"]),
    )


def _criterion(told: dict[str, Any]) -> CriterionContent:
    kind = Kind(told.get("kind", Kind.SCALE))
    is_scale = kind == Kind.SCALE
    return CriterionContent(
        key=told["key"],
        titles=_words(told["title"]),
        helps=_words(told.get("help", [])),
        kind=kind,
        skill=told.get("skill", ""),
        weight=Decimal(str(told.get("weight", 1))),
        lowest=told.get("lowest", LOWEST) if is_scale else 0,
        highest=told.get("highest", HIGHEST) if is_scale else 1,
        low_until=told.get("low_until", 2) if is_scale else 0,
        anchors={point: _words(words) for point, words in told.items() if point.isdigit()},
        causes=[{"key": key, "words": _words(words)} for key, words in told.get("causes", {}).items()],
        may_skip=told.get("may_skip", False),
        evidence=Evidence(told.get("evidence", Evidence.OPTIONAL)),
        critical=Critical(told.get("critical", Critical.NONE)),
    )


def _words(texts: list[str]) -> Words:
    return {language: text for language, text in zip(WRITTEN, texts, strict=False) if text}
