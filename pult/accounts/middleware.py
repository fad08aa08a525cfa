"""Who acts in this request, in which language and look the answer is written, and what must be done first."""

from collections.abc import Callable
from dataclasses import replace
from typing import cast
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation

from pult.foundation import restricting
from pult.foundation.actors import NOBODY
from pult.foundation.web import Request
from pult.ui import look

from . import queries
from .models import Person

Next = Callable[[HttpRequest], HttpResponseBase]

OPEN_BEFORE_SET_UP = ("/setup/", "/static/", "/account/language", "/health", "/ready", "/metrics", "/brand/")
OPEN_WITHOUT_SECOND_FACTOR = ("/account/", "/app/settings/security", "/static/", "/health", "/ready", "/live")
SATISFIED = "second_factor"


class WhoActs:
    """Sets `request.actor` and `request.look`; the language is the person's, else what the browser asks for."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        person = request.user if isinstance(request.user, Person) else None
        # The actor of a request knows more than one that lives longer, as that of a live connection does.
        cast("Request", request).actor = (
            replace(person.actor, unrestricted=restricting.unrestricted(person)) if person else NOBODY
        )
        if person:
            request.look = look_of(person)  # type: ignore[attr-defined]
        language = person.language if person else translation.get_language_from_request(request)
        zone = ZoneInfo(person.time_zone) if person else None
        with translation.override(language), timezone.override(zone or timezone.get_default_timezone()):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class SetUpFirst:
    """While there is nobody who could sign in, every page leads to the set-up."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.is_set_up = False

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not (
            self.is_set_up or request.user.is_authenticated or request.path.startswith(OPEN_BEFORE_SET_UP)
        ):
            self.is_set_up = queries.is_set_up()
            if not self.is_set_up:
                return redirect("/setup/")
        return self.get_response(request)


class SecondFactorFirst:
    """Whose role asks for a second factor adds one before anything else."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        person = request.user
        if (
            isinstance(person, Person)
            and person.needs_second_factor
            and not request.path.startswith(OPEN_WITHOUT_SECOND_FACTOR)
            and not self._is_satisfied(request, person)
        ):
            address = reverse("accounts:security")
            if request.headers.get("HX-Request"):
                return HttpResponse(status=204, headers={"HX-Redirect": address})
            return redirect(address)
        return self.get_response(request)

    def _is_satisfied(self, request: HttpRequest, person: Person) -> bool:
        """Asked of the database once a session: the last factor cannot be removed while the role asks for one."""
        if request.session.get(SATISFIED) != person.pk and queries.has_second_factor(person):
            request.session[SATISFIED] = person.pk
        return request.session.get(SATISFIED) == person.pk


def look_of(person: Person) -> look.Look:
    """How pages look for this person."""
    return look.Look(
        theme=look.Theme(person.theme),
        density=look.Density(person.density),
        keys=person.shortcuts,
        name=person.name,
    )
