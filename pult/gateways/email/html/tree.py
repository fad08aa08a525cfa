"""HTML of a mail as a tree that may be cut; whatever the markup, reading it does not raise."""

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

DECLARATION = re.compile(r"^\s*(?:<\?xml[^>]*\?>\s*)+", re.IGNORECASE)
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
LARGEST = 4_000_000
SILENT = frozenset({"script", "style", "head", "title", "noscript", "template", "iframe", "object"})


def read_html(html: str) -> HtmlElement | None:
    """The tree; nothing where there is no markup to read."""
    html = FORBIDDEN.sub("", DECLARATION.sub("", html[:LARGEST]))
    if not html.strip():
        return None
    # A parser is not shared between threads.
    parser = HTMLParser(encoding="utf-8", remove_pis=True, huge_tree=False)
    try:
        return document_fromstring(html.encode(), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def write_html(tree: HtmlElement) -> str:
    """The markup of a tree again; it still has to be cleaned."""
    written: str = etree.tostring(tree, method="html", encoding="unicode")
    return written


def is_hidden(element: HtmlElement) -> bool:
    """What a mail program would not show: preview lines and the like."""
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style or "mso-hide:all" in style
