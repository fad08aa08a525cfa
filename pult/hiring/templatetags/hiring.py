"""Filters for the screens of hiring."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django import template
from django.utils.formats import date_format

from pult.foundation.text import tongues

register = template.Library()


@register.filter
def said(text: Mapping[str, str]) -> str:
    """A text of several languages in the reader's."""
    return tongues.said(text)


@register.filter
def in_zone(moment: datetime | None, zone: str) -> str:
    """A moment with its weekday, in a time zone that is named beside it."""
    if moment is None:
        return ""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{date_format(local, 'l')}, {date_format(local, 'DATETIME_FORMAT')}"
