"""The frame of the public pages, for templates of every package."""

from typing import Any

from django import template

from pult.portal import queries
from pult.portal.queries.centre import Frame

register = template.Library()


@register.simple_tag(takes_context=True)
def help_centre(context: dict[str, Any]) -> Frame:
    """The help centre around this page; asked for once a page."""
    request = context["request"]
    found: Frame | None = getattr(request, "help_centre", None)
    if found is None:
        found = request.help_centre = queries.frame_for(request)
    return found
