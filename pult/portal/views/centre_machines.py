"""The help centre for machines: feed, map of the site, robots.txt."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from pult.knowledge.queries import shelves
from pult.knowledge.types import ANYBODY, Reader
from pult.portal import queries
from pult.portal.help_pages import help_page
from pult.portal.queries import articles, structured

AN_HOUR = 3600


@help_page
def read_feed(request: HttpRequest, locale: str, reader: Reader) -> HttpResponse:  # noqa: ARG001 - the feed is everybody's
    """What is new, for feed readers."""
    rows = shelves.newest(reader=ANYBODY, language=locale)
    text = structured.feed(rows, request.help_centre)  # type: ignore[attr-defined]
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")


@cache_control(public=True, max_age=AN_HOUR)
def read_sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page, for search engines."""
    pages = articles.every_page(ANYBODY, queries.help_centre().languages)
    return render(request, "portal/sitemap.xml", {"pages": pages}, content_type="application/xml")


@cache_control(public=True, max_age=AN_HOUR)
def read_robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django passes it
    """What search engines may look at."""
    closed = ["/app", "/account", "/api", "/files", "/survey", "/hc/*/requests", "/hc/*/search"]
    if not queries.help_centre().is_listed:
        closed.append("/hc")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines.append(f"Sitemap: {settings.APP_URL}/hc/sitemap.xml")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
