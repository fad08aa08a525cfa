"""Which brand a request is for, and what is answered at its address: the pages of customers and nothing else."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect

from . import queries
from .models import Brand

Next = Callable[[HttpRequest], HttpResponseBase]
# Help centre, requests, forms, chat, surveys, and what their pages are made of.
CUSTOMERS = (
    "/hc/",
    "/survey/",
    "/forms/",
    "/chat/",
    "/brand/",
    "/files/",
    settings.STATIC_URL,
)
SINGLE = frozenset({"/hc", "/robots.txt", "/form.js", "/widget.js", "/health", "/ready"})


class WhoseHost:
    """Notes the brand at whose host a request arrives. The staff's pages stand at the main host alone.

    A name that is lent to a brand may one day be somebody else's: no session of the staff ever lives there.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        brand = brand_behind(request)
        if brand is None:
            return self.get_response(request)
        request.at_brand = brand  # type: ignore[attr-defined]
        if request.path == "/":
            return redirect("portal:centre-start")
        if request.path not in SINGLE and not request.path.startswith(CUSTOMERS):
            raise Http404
        return self.get_response(request)


class BrandsCsrf(CsrfViewMiddleware):
    """Believes a page of a brand that it comes from there, also where a proxy keeps to itself that it speaks TLS."""

    def _origin_verified(self, request: HttpRequest) -> bool:
        verified: bool = super()._origin_verified(request)  # type: ignore[misc]
        if verified:
            return True
        brand = brand_behind(request)
        return brand is not None and request.META["HTTP_ORIGIN"] == brand.address


def brand_behind(request: HttpRequest) -> Brand | None:
    """The brand at whose host this request arrived; the main host is nobody's but the house's."""
    host = request.META.get("HTTP_HOST", "")
    if not host or host.casefold() == urlsplit(settings.APP_URL).netloc:
        return None
    return queries.brand_at(host)
