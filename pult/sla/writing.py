"""Lengths of opening time as people write them: `4 h`, `30 min`, `1 h 30`, `1:30`, `2,5 h`."""

import re
from datetime import timedelta

from django.utils.translation import gettext as _

from pult.foundation.errors import Invalid
from pult.sla.words import duration

CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)")
WORDS = re.compile(
    r"(?:(\d{1,4}(?:[.,]\d{1,2})?)\s*(?:h|hours?|sati|sata|sat|s|ч|сати|сата|сат)?)?"
    r"\s*(?:(\d{1,5})\s*(?:m|min|minutes?|минута|мин|м)?\.?)?",
    re.IGNORECASE,
)
MINUTES = re.compile(r"(\d{1,5})\s*(?:m|min|minutes?|минута|мин|м)\.?", re.IGNORECASE)


def parse_duration(text: str) -> timedelta | None:
    """A length of opening time; nothing written is None; a bare number means hours."""
    text = text.strip()
    if not text:
        return None
    if found := MINUTES.fullmatch(text):
        return timedelta(minutes=int(found[1]))
    if found := CLOCK.fullmatch(text):
        return timedelta(hours=int(found[1]), minutes=int(found[2]))
    if found := WORDS.fullmatch(text):
        hours = float((found[1] or "0").replace(",", "."))
        return timedelta(hours=hours, minutes=int(found[2] or 0))
    raise Invalid(_("“%(text)s” is no length of time. Write it like 4 h or 30 min.") % {"text": text})


def duration_in_words(length: timedelta | None) -> str:
    """The same as people read it, and as it can be written again."""
    return duration(length) if length else ""
