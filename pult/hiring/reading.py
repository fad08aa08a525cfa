"""Reading the frozen figures of a decision: in the reader's language, whatever was added to the catalogue since."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from pult.foundation.text.tongues import said

from .types import StageKind, Weighing


@dataclass(frozen=True, kw_only=True)
class Frozen:
    """An estimate as it stood. It has the same shape as a live one, so that pages draw both alike."""

    mean: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, kw_only=True)
class FrozenPiece:
    """What one step said of a skill."""

    title: str
    step: int
    score: float
    lowest: float
    highest: float
    raters: int
    version: int


@dataclass(frozen=True, kw_only=True)
class FrozenSkill:
    """One skill with its estimate and what stood behind it."""

    name: str
    weight: float
    is_must_have: bool
    needed: float
    estimate: Frozen | None
    seen: list[FrozenPiece]
    note: str


@dataclass(frozen=True, kw_only=True)
class FrozenFigures:
    """Everything that was known when it was decided."""

    overall: Frozen | None
    coverage: int
    bar: float
    weighing: str
    is_close: bool
    skills: list[FrozenSkill]


def read_figures(figures: Mapping[str, Any]) -> FrozenFigures:
    """The frozen copy as a page shows it."""
    return FrozenFigures(
        overall=_estimate(figures.get("overall")),
        coverage=round(100 * figures.get("coverage", 0.0)),
        bar=figures.get("bar", 0.0),
        weighing=str(Weighing(figures.get("weighing", Weighing.UNIT)).label),
        is_close=figures.get("is_close", False),
        skills=[_skill(one, figures) for one in figures.get("skills", [])],
    )


def _skill(told: Mapping[str, Any], figures: Mapping[str, Any]) -> FrozenSkill:
    notes = {"missed": _("missed"), "strengths": _("strength"), "to_train": _("train first")}
    note = next((word for name, word in notes.items() if told["key"] in figures.get(name, [])), "")
    return FrozenSkill(
        name=said(told["names"]) or told["key"],
        weight=told["weight"],
        is_must_have=told["is_must_have"],
        needed=told["needed"],
        estimate=_estimate(told["estimate"]),
        seen=[_piece(one) for one in told["seen"]],
        note=note,
    )


def _piece(told: Mapping[str, Any]) -> FrozenPiece:
    label, number = str(StageKind(told["kind"]).label), told["number"]
    title = label if number == 1 else _("%(stage)s %(number)d") % {"stage": label, "number": number}
    plain = {name: told[name] for name in ("step", "score", "lowest", "highest", "raters", "version")}
    return FrozenPiece(title=title, **plain)


def _estimate(told: Mapping[str, Any] | None) -> Frozen | None:
    if told is None:
        return None
    return Frozen(mean=told["mean"], low=told["low"], high=told["high"], count=told["n"])
