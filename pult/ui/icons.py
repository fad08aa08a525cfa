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
SYMBOL = (
    '<symbol id="sign-{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
    ' stroke-linecap="round" stroke-linejoin="round">{lines}</symbol>'
)
REPEATED = '<svg class="icon{size}" width="20" height="20"{says}><use href="#sign-{name}"/></svg>'
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


@lru_cache(maxsize=2_000)
def draw(name: str, *, size: str = "", label: str = "") -> SafeString:
    """One icon as SVG. Without a label it is decoration, and screen readers pass it over."""
    return format_html(FRAME, size=_size(size), says=_says(label), lines=mark_safe(require(name)))


def symbols(*names: str) -> SafeString:
    """The drawings of icons that a list repeats, to be named by `repeat`."""
    drawn = [format_html(SYMBOL, name=name, lines=mark_safe(require(name))) for name in names]
    return format_html("<svg hidden>{}</svg>", mark_safe("".join(drawn)))


@lru_cache(maxsize=2_000)
def repeat(name: str, *, size: str = "", label: str = "") -> SafeString:
    """One icon, drawn elsewhere on the page by `symbols`."""
    require(name)
    return format_html(REPEATED, size=_size(size), says=_says(label), name=name)


def _size(size: str) -> str:
    if size not in SIZES:
        raise ValueError(f"An icon is plain, 'sm' or 'lg', not {size!r}.")
    return f" icon-{size}" if size else ""


def _says(label: str) -> SafeString:
    return format_html(' role="img" aria-label="{}"', label) if label else mark_safe(' aria-hidden="true"')
