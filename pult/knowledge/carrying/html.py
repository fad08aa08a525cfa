"""Pages in HTML, as help desks and word processors export them, become Markdown. Whatever could act is gone before."""

import re
from dataclasses import dataclass
from typing import Final

import nh3
from bs4 import BeautifulSoup, Tag
from django.utils.translation import gettext as _
from markdownify import markdownify

from pult.knowledge.errors import BadImport

AROUND: Final = (
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
)
MAIN: Final = ("article .article-body", ".article-body", "article", "main", "#content", "body")
KEPT: Final = {
    "a", "b", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "li",
    "ol", "p", "pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul", "div", "span",
}  # fmt: skip
ATTRIBUTES: Final = {"a": {"href"}, "img": {"src", "alt"}}
SCHEMES: Final = {"http", "https", "mailto", "tel"}


@dataclass(frozen=True, kw_only=True)
class Read:
    """What a page in HTML says."""

    title: str
    body: str
    language: str


def read(text: str) -> Read:
    """Title, text in Markdown and language of a page. Raises BadImport when it is built to break whoever reads it."""
    try:
        soup = BeautifulSoup(text, "lxml")
        language = _attribute(soup.find("html"), "lang")
        main = next((found for one in MAIN if (found := soup.select_one(one)) is not None), soup)
        title = _title(soup, main)
        for one in main.find_all(AROUND):
            one.decompose()
        clean = nh3.clean(
            str(main),
            tags=KEPT,
            attributes=ATTRIBUTES,
            url_schemes=SCHEMES,
            link_rel=None,
            clean_content_tags={"script", "style"},
        )
        body = markdownify(clean, heading_style="ATX", bullets="-", newline_style="BACKSLASH")
    except (RecursionError, ValueError, AssertionError) as error:
        raise BadImport(_("The page is built too deeply to be read.")) from error
    return Read(title=title, body=re.sub(r"\n{3,}", "\n\n", body).strip(), language=language)


def _title(soup: BeautifulSoup, main: Tag) -> str:
    """The first heading, which then stands above the text instead of in it; else the name of the page."""
    heading = main.find("h1") or soup.find("h1")
    if isinstance(heading, Tag) and (words := heading.get_text(" ", strip=True)):
        heading.decompose()
        return words
    named = soup.find("title")
    return named.get_text(" ", strip=True) if isinstance(named, Tag) else ""


def _attribute(tag: object, name: str) -> str:
    return str(tag.get(name) or "") if isinstance(tag, Tag) else ""
