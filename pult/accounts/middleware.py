"""Who acts in this request, and in which language and zone the answer is written."""

from collections.abc import Callable
from typing import cast
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone, translation

from pult.foundation.actors import NOBODY
from pult.foundation.web import Request

from .models import Person

Next = Callable[[HttpRequest], HttpResponseBase]


class WhoActs:
    """Sets `request.actor`; the language is the person's, else what the browser asks for."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        person = request.user if isinstance(request.user, Person) else None
        cast("Request", request).actor = person.actor if person else NOBODY
        language = person.language if person else translation.get_language_from_request(request)
        zone = ZoneInfo(person.time_zone) if person else None
        with translation.override(language), timezone.override(zone or timezone.get_default_timezone()):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
