"""Lengths of time as people write them, `4 h`, `30 min`, `1 h 30`, `1:30`, `2,5 h`, and as they read them."""

import re
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from pult.foundation.errors import Invalid

MINUTE = timedelta(minutes=1)
# Below this, seconds tell something.
SHORT = timedelta(minutes=10)
CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)")
WORDS = re.compile(
    r"(?:(\d{1,4}(?:[.,]\d{1,2})?)\s*(?:h|hours?|sati|sata|sat|s|ч|сати|сата|сат)?)?"
    r"\s*(?:(\d{1,5})\s*(?:m|min|minutes?|минута|мин|м)?\.?)?",
    re.IGNORECASE,
)
MINUTES = re.compile(r"(\d{1,5})\s*(?:m|min|minutes?|минута|мин|м)\.?", re.IGNORECASE)


def parse_length(text: str) -> timedelta | None:
    """A length of time; nothing written is None; a bare number means hours."""
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


def in_hours(length: timedelta) -> str:
    """In hours and minutes, never in days: a business day has no fixed length."""
    if timedelta(0) < length < MINUTE:
        return _("%(seconds)d s") % {"seconds": length // timedelta(seconds=1)}
    hours, minutes = divmod(length // MINUTE, 60)
    if not hours:
        return _("%(minutes)d min") % {"minutes": minutes}
    if not minutes:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes}


def in_short(length: timedelta) -> str:
    """The same, with seconds where a length is so short that they matter."""
    minutes, rest = divmod(length, MINUTE)
    seconds = rest // timedelta(seconds=1)
    if not MINUTE <= length < SHORT or not seconds:
        return in_hours(length)
    return _("%(minutes)d min %(seconds)d s") % {"minutes": minutes, "seconds": seconds}


class LengthField(forms.CharField):
    """A length of time, written as people do; nothing written is None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=20, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return in_hours(value) if isinstance(value, timedelta) else value

    def clean(self, value: Any) -> timedelta | None:
        try:
            return parse_length(super().clean(value))
        except Invalid as refusal:
            raise forms.ValidationError(str(refusal))
