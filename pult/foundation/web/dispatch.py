"""From an address and a method to one small view, and who may come in."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import resolve_url
from django.utils.http import urlencode

from .requests import Request

View = Callable[..., HttpResponseBase]


def resource(**verbs: View) -> View:
    """One URL, one small view per HTTP method."""

    def dispatch(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        view = verbs.get("GET" if request.method == "HEAD" else request.method or "")
        return view(request, **kwargs) if view else HttpResponseNotAllowed(verbs)

    dispatch.verbs = verbs  # type: ignore[attr-defined]
    return dispatch


def signed_in(view: View) -> View:
    """Only for people of the staff; others are sent to sign in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if cast("Request", request).actor.is_person:
            return view(request, *args, **kwargs)
        return _to_sign_in(request)

    return guarded


def needs(*rights: str) -> Callable[[View], View]:
    """Only for people with this right, or one of several: 403 for others, sign-in for strangers."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not any(map(cast("Request", request).actor.has, rights)):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return signed_in(guarded)

    return guard


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    address = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.get_full_path()})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponse(status=302, headers={"Location": address})
