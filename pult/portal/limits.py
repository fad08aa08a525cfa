"""How often one place may say something in an hour."""

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from pult.foundation.errors import DomainError
from pult.foundation.web.requests import trace_of

HOUR = 3600


class TooOften(DomainError):
    """One browser says more in an hour than anybody would."""

    code = "too_often"
    status = 429


def take_one(request: HttpRequest, what: str, *, most: int) -> None:
    """Count one more; refuses when there were too many."""
    key = f"portal.{what}.{trace_of(request)}"
    cache.add(key, 0, HOUR)
    try:
        count = cache.incr(key)
    except ValueError:
        return  # the hour ended between the two calls
    if count > most:
        raise TooOften(_("That was a lot within an hour. Please try again later."))
