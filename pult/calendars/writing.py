"""Openings as people write them: `08:00-12:00, 13:00-16:30`, `22-6`, `0-24`."""

import re

from django.utils.translation import gettext as _

from pult.calendars.types import DAY, Interval
from pult.foundation.errors import Invalid

TIME = r"(\d{1,2})(?:[:.h](\d{2}))?"
OPENING = re.compile(rf"\s*{TIME}\s*(?:-|–|—|do|до|to)\s*{TIME}\s*h?\s*", re.IGNORECASE)


def parse_openings(text: str) -> tuple[Interval, ...]:
    """The openings of a day; an empty text means closed, an end before its beginning lies on the next day."""
    parts = [part for part in re.split(r"[,;\n]", text) if part.strip(" -–—")]
    return tuple(sorted(_parse(part) for part in parts))


def openings_in_words(openings: tuple[Interval, ...]) -> str:
    """The same as people read them, and as they can be written again."""
    return ", ".join(f"{_clock(it.opens)}–{_clock(it.closes)}" for it in openings)


def _parse(part: str) -> Interval:
    found = OPENING.fullmatch(part)
    if found is None:
        raise Invalid(_("“%(text)s” is no opening. Write it like 08:00–16:00.") % {"text": part.strip()})
    opens, closes = (_minute(found[number], found[number + 1]) for number in (1, 3))
    if opens is None or closes is None or opens == DAY:
        raise Invalid(_("“%(text)s” is no time of the day.") % {"text": part.strip()})
    return Interval(opens=opens, closes=closes if closes > opens else closes + DAY)


def _minute(hours: str, minutes: str | None) -> int | None:
    minute = int(hours) * 60 + int(minutes or 0)
    return minute if minute <= DAY and int(minutes or 0) < 60 else None


def _clock(minute: int) -> str:
    if minute == DAY:
        return "24:00"
    return f"{minute % DAY // 60:02}:{minute % 60:02}"
