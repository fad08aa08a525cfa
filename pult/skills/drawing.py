"""From estimates to the lines of a small drawing. Numbers are text already, so that no language puts commas in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from .types import Estimate, Piece
from .types.estimates import LEAST, MOST


@dataclass(frozen=True, kw_only=True)
class Span:
    """An interval with its mean on a scale that goes from left to right."""

    low: str
    mean: str
    high: str
    width: str
    needed: str = ""


@dataclass(frozen=True, kw_only=True)
class Growth:
    """A course over time: a band, the line of the means, and the pieces of evidence as dots."""

    box: str
    band: str
    line: str
    dots: tuple[tuple[str, str], ...]
    rules: tuple[tuple[str, int], ...]
    width: str
    begin: datetime
    end: datetime


def span(one: Estimate, *, width: float = 160, needed: float | None = None) -> Span:
    """One estimate on the scale from 1 to 5, so many points wide."""

    def place(score: float) -> float:
        return (score - LEAST) / (MOST - LEAST) * width

    return Span(
        low=_text(place(one.low)),
        mean=_text(place(one.mean)),
        high=_text(place(one.high)),
        width=_text(place(one.high) - place(one.low)),
        needed="" if needed is None else _text(place(needed)),
    )


def growth(
    told: Sequence[tuple[datetime, Estimate]], pieces: Sequence[Piece], *, width: float, height: float
) -> Growth | None:
    """How an estimate went, within a box of this size; None while there is nothing to tell."""
    if not told:
        return None
    begin, end = told[0][0], told[-1][0]
    length = max(end - begin, timedelta(seconds=1))
    pad = 4.0

    def across(moment: datetime) -> str:
        return _text(pad + (moment - begin) / length * (width - 2 * pad))

    def up(score: float) -> str:
        return _text(height - pad - (score - LEAST) / (MOST - LEAST) * (height - 2 * pad))

    upper = [f"{across(moment)},{up(one.high)}" for moment, one in told]
    lower = [f"{across(moment)},{up(one.low)}" for moment, one in reversed(told)]
    return Growth(
        box=f"0 0 {_text(width)} {_text(height)}",
        band=" ".join([*upper, *lower]),
        line=" ".join(f"{across(moment)},{up(one.mean)}" for moment, one in told),
        dots=tuple((across(piece.at), up(piece.score)) for piece in pieces if begin <= piece.at <= end),
        rules=tuple((up(score), score) for score in range(1, 6)),
        width=_text(width),
        begin=begin,
        end=end,
    )


def _text(number: float) -> str:
    return f"{number:.1f}"
