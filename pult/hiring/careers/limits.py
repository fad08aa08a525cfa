"""How many applications may come from one place in an hour."""

import hashlib

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from pult.foundation.web.requests import client_address
from pult.hiring.errors import TooOften

MOST_AN_HOUR = 30
HOUR = 3600


def take_one(request: HttpRequest) -> None:
    """Count one more; refuses when there were too many. Addresses are not kept, only their traces for an hour."""
    trace = hashlib.blake2b(client_address(request).encode(), digest_size=12).hexdigest()
    key = f"hiring.apply.{trace}"
    cache.add(key, 0, HOUR)
    try:
        count = cache.incr(key)
    except ValueError:
        return  # the hour ended between the two calls
    if count > MOST_AN_HOUR:
        raise TooOften(_("Too many applications came from your network. Please try again in an hour."))
