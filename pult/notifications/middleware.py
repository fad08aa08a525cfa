"""When somebody leaves a browser, it tells nothing of theirs any more: computers are shared."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from pult.foundation.actors import SYSTEM

from . import operations
from .here import COOKIE, browser_of

Next = Callable[[HttpRequest], HttpResponseBase]


class OnlyWhoeverIsHere:
    """Whoever signs out is told nothing more in this browser, nor is who did not when somebody else signs in."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if COOKIE not in request.COOKIES:
            return self.get_response(request)
        before = request.user.pk
        response = self.get_response(request)
        if request.user.pk != before:
            _leave(request, before)
        return response


def _leave(request: HttpRequest, before: int | None) -> None:
    browser = browser_of(request)
    if browser is None or browser.person_id == request.user.pk:
        return
    if browser.person_id == before:
        operations.remove_browser(browser, by=browser.person.actor, reason="signed_out")
    else:
        operations.remove_browser(browser, by=SYSTEM, reason="somebody_else")
