"""Who may ask the chat door from another website: pages of the websites that a widget is for, in moderation."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from pult.foundation.errors import DomainError
from pult.foundation.web.requests import client_address

from . import queries
from .models import Widget
from .origins import is_welcome
from .pace import allows_address

View = Callable[..., HttpResponseBase]


def for_pages(view: View) -> View:
    """Answer pages of the websites that the widget is for, and no others; and nobody who asks without end."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str, **given: Any) -> HttpResponseBase:
        widget = queries.widget_of(token)
        origin = _origin(request)
        response: HttpResponseBase
        if widget is None or not is_welcome(origin, allowed=widget.origins, host=request.get_host()):
            return refused("not_welcome", _("This chat is not for this website."), 403)
        if not allows_address(client_address(request)):
            response = refused("too_fast", _("That was too fast. Please wait a moment."), 429)
        else:
            response = _answered(view, request, widget, given)
        response["Access-Control-Allow-Origin"] = origin
        patch_vary_headers(cast("HttpResponse", response), ("Origin",))
        return response

    return guarded


def _origin(request: HttpRequest) -> str:
    """The website that asks. A browser leaves it out where a page of this installation only reads."""
    is_own = request.headers.get("Sec-Fetch-Site") == "same-origin"
    own = f"{request.scheme}://{request.get_host()}" if is_own else ""
    return request.headers.get("Origin", own)


def _answered(view: View, request: HttpRequest, widget: Widget, given: dict[str, Any]) -> HttpResponseBase:
    try:
        return view(request, widget, **given)
    except DomainError as refusal:
        return refused(refusal.code, str(refusal.sentence), refusal.status)
    except RequestDataTooBig:
        return refused("too_long", _("This message is too long. Please say it in several."), 413)


def refused(code: str, sentence: str, status: int) -> HttpResponse:
    """A refusal as the widget understands it."""
    return JsonResponse({"refused": code, "text": sentence}, status=status)
