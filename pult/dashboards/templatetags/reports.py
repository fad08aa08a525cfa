"""How reports write times."""

from datetime import timedelta

from django import template

from pult.ui.lengths import in_hours, in_short

register = template.Library()


@register.filter
def hours(length: timedelta) -> str:
    """In hours and minutes, whole ones."""
    minutes = timedelta(minutes=length // timedelta(minutes=1))
    return in_hours(minutes) if minutes else "0"


@register.filter
def short(length: timedelta) -> str:
    """The same, with seconds where they matter."""
    return in_short(length)
