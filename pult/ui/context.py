"""What every page is given besides what its view says."""

from functools import cache
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_bidi

from pult.ui import navigation
from pult.ui.look import Brand, look_of

# Set while what stands above every page holds something, so that the next page keeps a place for it.
DOCK_COOKIE = "dock"


def page(request: HttpRequest) -> dict[str, Any]:
    """Look, language, areas and brand; counted only when a template asks."""
    reader = getattr(request, "actor", None)
    brand = getattr(request, "brand", None)

    counted = cache(lambda: navigation.counted_for(reader, path=request.path))

    def links(place: navigation.Place) -> Any:
        return SimpleLazyObject(lambda: navigation.links_for(reader, path=request.path, place=place))

    return {
        "look": look_of(request),
        "brand": brand if isinstance(brand, Brand) else Brand(),
        "page_language": language_tag(get_language() or "en"),
        "page_direction": "rtl" if get_language_bidi() else "ltr",
        "dock_held": request.COOKIES.get(DOCK_COOKIE) == "1",
        "dock_url": SimpleLazyObject(lambda: navigation.dock_for(reader)),
        "palette_url": SimpleLazyObject(lambda: navigation.palette_for(reader)),
        "frame": lambda: (reader, navigation.here(reader, path=request.path)),
        "rail_waiting": lambda: counted().waiting,
        "bell": lambda: counted().bell,
        "rail_links": links(navigation.Place.RAIL),
        "person_links": links(navigation.Place.PERSON),
        "own_settings_links": links(navigation.Place.OWN_SETTINGS),
        "settings_links": links(navigation.Place.SETTINGS),
    }


def language_tag(code: str) -> str:
    """Django's `sr-latn` as browsers write it, `sr-Latn`."""
    language, _, script = code.partition("-")
    return f"{language}-{script.title() if len(script) == 4 else script.upper()}" if script else language
