"""Opening hours as plain values for the database, and back."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from pult.calendars.types import Interval, OpeningHours, SpecialDay, Week


def as_json(hours: OpeningHours) -> dict[str, Any]:
    """Everything that makes opening hours, in plain values."""
    return {
        "zone": hours.zone.key,
        "weeks": [
            {
                "from": week.valid_from and week.valid_from.isoformat(),
                "until": week.valid_until and week.valid_until.isoformat(),
                "days": [_pairs(day) for day in week.days],
            }
            for week in hours.weeks
        ],
        "special": [[day.on.isoformat(), day.name, _pairs(day.openings)] for day in hours.special_days],
    }


def from_json(content: dict[str, Any]) -> OpeningHours:
    """The opening hours as they were stored."""
    return OpeningHours(
        ZoneInfo(content["zone"]),
        tuple(
            Week(
                days=tuple(_intervals(day) for day in week["days"]),
                valid_from=_date(week["from"]),
                valid_until=_date(week["until"]),
            )
            for week in content["weeks"]
        ),
        tuple(
            SpecialDay(on=date.fromisoformat(on), name=name, openings=_intervals(pairs))
            for on, name, pairs in content["special"]
        ),
    )


def _pairs(day: tuple[Interval, ...]) -> list[list[int]]:
    return [[it.opens, it.closes] for it in day]


def _intervals(pairs: list[list[int]]) -> tuple[Interval, ...]:
    return tuple(Interval(opens=opens, closes=closes) for opens, closes in pairs)


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
