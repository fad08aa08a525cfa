"""Filters for the screens of accounts."""

import re
from datetime import datetime

from django import template
from django.utils.translation import gettext as _

from pult.accounts.models import Token
from pult.accounts.words import ROOMS

register = template.Library()

# The first that is found names the browser; those that pretend to be others come first.
BROWSERS = ("Edg", "OPR", "Firefox", "Chrome", "Safari")
NAMES = {"Edg": "Edge", "OPR": "Opera"}
SYSTEMS = {
    "iPhone": "iOS",
    "iPad": "iPadOS",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


@register.filter
def browser(user_agent: str) -> str:
    """A browser as people call it: `Firefox 143, Linux`."""
    found = next((name for name in BROWSERS if name in user_agent), None)
    system = next((name for sign, name in SYSTEMS.items() if sign in user_agent), None)
    if found is None:
        return user_agent[:60] or _("Unknown browser")
    version = re.search(rf"(?:Version|{found}\w*)/(\d+)", user_agent)
    name = f"{NAMES.get(found, found)} {version.group(1) if version else ''}".strip()
    return f"{name}, {system}" if system else name


@register.filter
def is_in_force(token: Token, at: datetime) -> bool:
    """Whether a token opens a door at this moment."""
    return token.is_in_force(at)


@register.filter
def room(context: str) -> str:
    """The name of a context, as people call that part of Pult."""
    return str(ROOMS.get(context, context.replace("_", " ").capitalize()))
