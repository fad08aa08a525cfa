"""Pages about the look itself."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from pult.foundation.web.dispatch import signed_in
from pult.ui import icons
from pult.ui.colours import shades_of
from pult.ui.gallery import samples
from pult.ui.installing import as_a_program


@signed_in
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for those who build and those who check."""
    return render(request, "ui/gallery.html", samples())


@signed_in
def gallery_icons(request: HttpRequest) -> HttpResponse:
    """Every icon that can be named, with its name."""
    return render(request, "ui/gallery_icons.html", {"icon_names": icons.outlines()})


@cache_control(public=True, max_age=60 * 60 * 24 * 30)
def brand(request: HttpRequest, colour: str) -> HttpResponse:  # noqa: ARG001 - Django passes it
    """A brand's colour as a stylesheet: public pages load it, so that none of them needs an inline style."""
    shades = shades_of(colour)
    if shades is None:
        raise Http404
    fills = f"--brand:{shades.fill};--brand-pressed:{shades.fill_pressed}"
    inks = f"--brand-on:{shades.on_fill};--brand-ink:light-dark({shades.ink},{shades.ink_in_the_dark})"
    return HttpResponse(f":root{{{fills};{inks}}}\n", content_type="text/css; charset=utf-8")


@cache_control(private=True, max_age=60 * 60)
def manifest(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django passes it
    """What a browser needs to keep Pult beside other programs."""
    return JsonResponse(as_a_program(), content_type="application/manifest+json")
