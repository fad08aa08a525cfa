"""The pictures: outlines drawn into the page, so that they take the colour of the words beside them."""

import json
from functools import cache, lru_cache
from importlib.resources import files

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

FRAME = (
    '<svg class="icon{size}" width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
    ' stroke-linecap="round" stroke-linejoin="round"{says}>{lines}</svg>'
)
SIZES = frozenset({"", "sm", "lg"})


class UnknownIcon(LookupError):
    """A name that frontend/icons.txt does not list."""


@cache
def outlines() -> dict[str, str]:
    """Name and drawing of every icon that was built in."""
    drawn: dict[str, str] = json.loads((files("pult.ui") / "icons.json").read_text("utf-8"))
    return drawn


def require(name: str) -> str:
    """The drawing of this icon, or a complaint that says what to do."""
    try:
        return outlines()[name]
    except KeyError:
        raise UnknownIcon(
            f"There is no icon {name!r}: add it to frontend/icons.txt and run `npm run build`."
        ) from None


@lru_cache(maxsize=4096)
def draw(name: str, *, size: str = "", label: str = "") -> SafeString:
    """One icon as SVG. Without a label it is decoration, and screen readers pass it over."""
    if size not in SIZES:
        raise ValueError(f"An icon is plain, 'sm' or 'lg', not {size!r}.")
    says = format_html(' role="img" aria-label="{}"', label) if label else mark_safe(' aria-hidden="true"')
    lines = mark_safe(require(name))
    return format_html(FRAME, size=f" icon-{size}" if size else "", says=says, lines=lines)
