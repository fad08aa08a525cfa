"""The help centre for machines: feed, map of the site, robots.txt."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.vary import vary_on_headers

from pult.brands import queries as brands
from pult.knowledge.queries import shelves
from pult.knowledge.types import Reader
from pult.portal.help_pages import help_page
from pult.portal.queries import articles, structured
from pult.portal.reading import stranger_at

AN_HOUR = 3600


@help_page
def read_feed(request: HttpRequest, locale: str, reader: Reader) -> HttpResponse:  # noqa: ARG001 - the feed is everybody's
    """What is new, for feed readers."""
    rows = shelves.newest(reader=stranger_at(request), language=locale)
    text = structured.feed(rows, request.help_centre)  # type: ignore[attr-defined]
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")


@cache_control(public=True, max_age=AN_HOUR)
@vary_on_headers("Host")
def read_sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page, for search engines."""
    pages = articles.every_page(stranger_at(request), brands.shown_by(request))
    return render(request, "portal/sitemap.xml", {"pages": pages}, content_type="application/xml")


@cache_control(public=True, max_age=AN_HOUR)
@vary_on_headers("Host")
def read_robots(request: HttpRequest) -> HttpResponse:
    """What search engines may look at."""
    closed = ["/app", "/account", "/api", "/files", "/survey", "/hc/*/requests", "/hc/*/search"]
    brand = brands.shown_by(request)
    if not brand.is_listed:
        closed.append("/hc")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines.append(f"Sitemap: {brand.address}/hc/sitemap.xml")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
