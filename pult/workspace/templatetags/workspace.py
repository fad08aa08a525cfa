"""Small helps for the desk's templates."""

from collections.abc import Mapping
from datetime import timedelta

from django import template
from django.utils.translation import pgettext

from pult.accounts.types import Language
from pult.conversations.types import Status
from pult.ui.spans import span
from pult.workspace.types import MOST_COUNTED

register = template.Library()
SHORT = 120


@register.filter
def count_of(counts: Mapping[str, int] | None, name: str) -> str:
    """A view's count as it is shown: nothing for none, 99+ for many."""
    number = (counts or {}).get(name, 0)
    return f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number or "")


@register.filter
def as_key(counts: Mapping[str, int] | None) -> tuple[tuple[str, int], ...] | None:
    """Counts as something that can be compared and kept by."""
    return tuple(counts.items()) if counts else None


@register.filter
def language_words(code: str) -> str:
    """A customer's language as people call it."""
    return str(dict(Language.choices).get(code, code))


@register.filter
def status_words(status: str) -> str:
    """How a conversation stands, in words."""
    return str(Status(status).label)


@register.filter
def waited(time: timedelta | float) -> str:
    """A wait: in seconds while it is short, then in minutes and hours."""
    seconds = time.total_seconds() if isinstance(time, timedelta) else float(time)
    if seconds < SHORT:
        return pgettext("seconds in short", "%(count)d s") % {"count": round(seconds)}
    return span(seconds)


@register.filter
def is_number(value: object) -> bool:
    """Whether this is a count and not a sentence."""
    return isinstance(value, int)
