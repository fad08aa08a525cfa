"""Pages of the help centre: in the language of their address, kept by browsers for a while, kind where nothing is."""

import hashlib
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.translation import override

from pult.accounts.types import Language
from pult.foundation.web import Request
from pult.knowledge.types import Reader

from .queries.centre import Frame, frame_for
from .reading import reader_of

View = Callable[..., HttpResponseBase]
FOR_A_MINUTE = "public, max-age=60, stale-while-revalidate=300"
ALWAYS_ASK = "private, no-cache"


def help_page(view: View) -> View:
    """A page for whoever reads, in a language that the help centre speaks; 404 with a search field otherwise."""

    @wraps(view)
    def shown(request: HttpRequest, locale: str, **kwargs: Any) -> HttpResponseBase:
        if locale not in Language.values:
            raise Http404
        with override(locale):
            frame = frame_for(request)
            request.help_centre = frame  # type: ignore[attr-defined]
            reader = reader_of(request)
            try:
                must_speak(frame, locale)
                response = view(request, locale=locale, reader=reader, **kwargs)
            except Http404:
                response = missing(request)
        response["Content-Language"] = locale
        return kept(request, response, reader)

    return shown


def must_speak(frame: Frame, locale: str) -> None:
    """404 for a language that the house has switched off."""
    if locale not in frame.centre.languages:
        raise Http404


def missing(request: HttpRequest) -> HttpResponse:
    """Nothing is here, or nothing for this reader."""
    return render(request, "portal/missing.html", status=404)


def kept(request: HttpRequest, response: HttpResponseBase, reader: Reader) -> HttpResponseBase:
    """What everybody reads may be kept for a minute; what one person reads is asked for again."""
    is_everybodys = reader.customer_id is None and not cast("Request", request).actor.is_person
    # The same path is another brand's page at another host.
    patch_vary_headers(response, ("Cookie", "Host"))
    if response.status_code == HTTPStatus.MOVED_PERMANENTLY:
        # An article may get an earlier name back; browsers that kept the way there would go round in circles.
        response.headers.setdefault("Cache-Control", ALWAYS_ASK)
    if request.method not in ("GET", "HEAD") or response.status_code != 200:
        return response
    response.headers.setdefault("Cache-Control", FOR_A_MINUTE if is_everybodys else ALWAYS_ASK)
    if not isinstance(response, HttpResponse):
        return response
    etag = quote_etag(hashlib.blake2b(response.content, digest_size=12).hexdigest())
    # Packed and unpacked it is the same page, hence weak.
    response["ETag"] = f"W/{etag}"
    return get_conditional_response(request, etag=f"W/{etag}", response=response) or response
