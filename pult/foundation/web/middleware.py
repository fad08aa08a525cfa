"""What happens around every request: an id, one line of log, and refusals turned into answers."""

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.encoding import escape_uri_path, iri_to_uri

from pult.foundation.errors import DomainError
from pult.foundation.logs import client_ip, request_id
from pult.foundation.telemetry import histogram

from .requests import client_address

log = logging.getLogger("pult.request")

REQUESTS = histogram("pult_request_seconds", "Time to answer a request.", "route", "method", "status")

Next = Callable[[HttpRequest], HttpResponseBase]
SECRETS = frozenset({"token", "link"})
NOT_FOUND = 404
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
GOOD_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


class RequestLog:
    """Gives each request an id (kept from a proxy when it is sane) and writes one line about it."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-ID", "")
        ident = given if GOOD_ID.fullmatch(given) else uuid.uuid4().hex
        token, origin = request_id.set(ident), client_ip.set(client_address(request))
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            took = time.perf_counter() - began
            REQUESTS.labels(_route(request), _method(request), f"{response.status_code // 100}xx").observe(
                took
            )
            log.info(
                "%s %s %s",
                request.method,
                _told(request),
                response.status_code,
                extra={"ms": round(took * 1000, 1)},
            )
        finally:
            request_id.reset(token)
            client_ip.reset(origin)
        response["X-Request-ID"] = ident
        return response


class Senses:
    """No page hears or sees where somebody is, unless it is one that says what for."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response


class Slashes:
    """One rule for every address: with or without a slash at its end it leads to the page that there is."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code != NOT_FOUND or request.resolver_match is not None:
            return response
        other = request.path.removesuffix("/") if request.path.endswith("/") else f"{request.path}/"
        try:
            request.resolver_match = resolve(other)
        except Resolver404:
            return response
        # 308 is a redirect with which a browser sends a form again as it was.
        return HttpResponse(status=308, headers={"Location": _with_query(other, request)})


def _with_query(path: str, request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    return iri_to_uri(f"{escape_uri_path(path)}?{query}" if query else escape_uri_path(path))


def _told(request: HttpRequest) -> str:
    """The path without what is somebody's key: a log must not let its reader answer, or join, in their name."""
    match = request.resolver_match
    secrets = [] if match is None else [match.kwargs[name] for name in SECRETS & match.kwargs.keys()]
    path = request.path
    for secret in secrets:
        path = path.replace(str(secret), "…")
    return path


def _route(request: HttpRequest) -> str:
    """The name of the address; made-up addresses are one, so that strangers cannot make figures grow."""
    match = request.resolver_match
    if match is not None:
        return match.view_name
    return "static" if request.path.startswith(settings.STATIC_URL) else "unknown"


def _method(request: HttpRequest) -> str:
    return request.method if request.method in METHODS else "OTHER"


class Refusals:
    """Turns a DomainError into JSON for the API, a toast for a fragment, or a page."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a refusal; everything else is a bug and goes on."""
        if not isinstance(error, DomainError):
            return None
        if request.path.startswith("/api/"):
            return JsonResponse({"error": {"code": error.code, "message": str(error)}}, status=error.status)
        context = {"refusal": error}
        if request.headers.get("HX-Request"):
            response = render(request, "ui/refusal.html#toast", context, status=error.status)
            response["HX-Retarget"] = "#toasts"
            response["HX-Reswap"] = "beforeend"
            return response
        return render(request, "ui/refusal.html", context, status=error.status)
