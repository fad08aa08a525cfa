"""The help centre: its first page, categories, articles, search."""

from typing import cast

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request

from pult.brands import queries as brands
from pult.foundation.web import Request
from pult.foundation.web.requests import is_machine, trace_of
from pult.knowledge import operations as knowledge
from pult.knowledge.queries import shelves
from pult.knowledge.types import Reader, SearchSource
from pult.portal.help_pages import help_page
from pult.portal.queries import articles

SHORTEST = 2


def choose_language(request: HttpRequest) -> HttpResponse:
    """To the help centre in the visitor's language."""
    spoken = brands.shown_by(request).languages or ["en"]
    asked = get_language_from_request(request)
    response = redirect("portal:centre", locale=asked if asked in spoken else spoken[0])
    patch_vary_headers(response, ("Accept-Language", "Cookie", "Host"))
    return response


@help_page
def read_home(request: HttpRequest, locale: str, reader: Reader) -> HttpResponse:
    """Search, categories, what is read most."""
    page = {
        "shelves": shelves.shelves(reader),
        "popular": articles.entries(shelves.popular(reader=reader, language=locale), locale),
    }
    return render(request, "portal/home.html", page)


@help_page
def read_category(request: HttpRequest, locale: str, slug: str, reader: Reader) -> HttpResponse:
    """What lies in a category."""
    found = articles.shelf_named(slug, shelves.shelves(reader))
    if found is None:
        raise Http404
    shelf, crumbs = found
    inside = shelves.in_category(shelf.category, reader=reader, language=locale)
    page = {"shelf": shelf, "crumbs": crumbs, "articles": articles.entries(inside, locale)}
    return render(request, "portal/category.html", page)


@help_page
def read_article(
    request: HttpRequest,
    locale: str,  # noqa: ARG001 - the frame knows it
    pk: int,
    reader: Reader,
    slug: str = "",  # noqa: ARG001 - only the right one is answered
) -> HttpResponseBase:
    """An article. Other names than its own lead to its own."""
    page = articles.article_page(pk, reader=reader, frame=request.help_centre)  # type: ignore[attr-defined]
    if page is None:
        raise Http404
    if request.path != page.address:
        return HttpResponsePermanentRedirect(page.address)
    count_reading(request, page)
    said = request.GET.get("helpful", "")
    return render(
        request, "portal/article.html", {"page": page, "said": said if said in ("yes", "no") else ""}
    )


@help_page
def search(request: HttpRequest, locale: str, reader: Reader) -> HttpResponse:
    """What answers the question, best first."""
    words = request.GET.get("q", "").strip()
    counts = is_person(request) and len(words) >= SHORTEST
    found = articles.found(
        words, reader=reader, locale=locale, record=SearchSource.CENTRE if counts else None
    )
    if counts:
        knowledge.note_looking(trace_of(request))
    response = render(request, "portal/search.html", {"words": words, "found": found})
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-cache"
    return response


@help_page
def suggest(request: HttpRequest, locale: str, reader: Reader) -> HttpResponse:
    """What somebody who is still typing may be looking for."""
    words = request.GET.get("q", "").strip()
    rows = articles.suggested(words, reader=reader, locale=locale) if len(words) >= SHORTEST else []
    response = JsonResponse(
        {"suggestions": [{"title": one.title, "path": one.path, "lang": one.language} for one in rows]}
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def count_reading(request: HttpRequest, page: articles.ArticlePage) -> None:
    """A customer has read it; colleagues and machines do not count, nor does a page that is shown again."""
    if is_person(request) and "helpful" not in request.GET:
        knowledge.note_reading(page.translation, trace=trace_of(request))


def is_person(request: HttpRequest) -> bool:
    """A customer, or anybody else who is neither staff nor a machine."""
    is_staff = cast("Request", request).actor.is_person
    return request.method == "GET" and not is_staff and not is_machine(request)
