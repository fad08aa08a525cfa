"""Safe HTML. This is the last thing that happens to it: what comes out is stored and never edited."""

import re
from collections import Counter
from dataclasses import dataclass

import nh3
from lxml.html import HtmlElement

from pult.gateways.email.html.tree import LARGEST, read_html, write_html

TAGS = {
    "a",
    "abbr",
    "acronym",
    "address",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "main",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
}
DROPPED_WHOLE = {
    "script",
    "style",
    "title",
    "head",
    "noscript",
    "template",
    "svg",
    "math",
    "object",
    "iframe",
    "form",
}
DROPPED_WHOLE -= {"head", "form"}
ATTRIBUTES = {
    "*": {"dir", "lang", "title", "align", "valign", "style"},
    "a": {"href", "name"},
    "img": {"src", "alt", "width", "height", "data-remote-src"},
    "td": {"colspan", "rowspan", "width", "height", "bgcolor"},
    "th": {"colspan", "rowspan", "width", "height", "bgcolor", "scope"},
    "table": {"width", "border", "cellpadding", "cellspacing", "bgcolor"},
    "col": {"span", "width"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "font": {"color", "size"},
    "blockquote": {"cite", "type"},
    "time": {"datetime"},
}
SCHEMES = {"http", "https", "mailto", "tel", "cid"}
STYLES = {"color", "background-color", "font-weight", "text-align"}
REMOTE = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)
ABSOLUTE = re.compile(r"\s*(?:https?://|mailto:|tel:)", re.IGNORECASE)
NUMBER = re.compile(r"\s*(\d{1,4})")
SMALLEST_IMAGE = 2


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Cleaned HTML and how many remote images it holds back."""

    html: str
    held_images: int


def clean(html: str) -> Cleaned:
    """Safe HTML in which pictures from other hosts wait in `data-remote-src` until somebody asks."""
    tree = read_html(html)
    return Cleaned("", 0) if tree is None else clean_tree(tree)


def clean_tree(tree: HtmlElement) -> Cleaned:
    """As `clean`, for a tree that has been read already. The tree is changed."""
    seen: Counter[str] = Counter()
    for image in list(tree.iter("img")):
        hold_back(image)
    html = nh3.clean(
        write_html(tree)[: LARGEST * 2],
        tags=TAGS,
        clean_content_tags=DROPPED_WHOLE,
        attributes=ATTRIBUTES,
        attribute_filter=lambda tag, name, value: keep_attribute(tag, name, value, seen),
        url_schemes=SCHEMES,
        filter_style_properties=STYLES,
        set_tag_attribute_values={"a": {"target": "_blank"}},
        link_rel="noopener noreferrer nofollow",
        strip_comments=True,
    )
    return Cleaned(html.strip(), seen["remote"])


def hold_back(image: HtmlElement) -> None:
    """A picture on another host is put aside; one too small to see only tells that the mail was read."""
    source = image.get("src") or ""
    image.attrib.pop("data-remote-src", None)
    if REMOTE.match(source):
        del image.attrib["src"]
        if not is_too_small(image):
            source = source.strip()
            image.set("data-remote-src", f"https:{source}" if source.startswith("//") else source)


def is_too_small(image: HtmlElement) -> bool:
    """One sign of a tracker: a side of at most two pixels."""
    sides = [NUMBER.match(image.get(side) or "") for side in ("width", "height")]
    return any(side is not None and int(side[1]) <= SMALLEST_IMAGE for side in sides)


def keep_attribute(tag: str, name: str, value: str, seen: Counter[str]) -> str | None:
    """The value to keep; nothing where it would fetch from elsewhere or lead nowhere."""
    if tag == "img" and name == "src":
        return value if value.strip().lower().startswith("cid:") else None
    if name == "href":
        return value if ABSOLUTE.match(value) else None
    if name == "data-remote-src":
        if not REMOTE.match(value):
            return None
        seen["remote"] += 1
    if tag == "blockquote" and name == "cite":
        return None
    return value
