"""From Markdown to HTML that may be shown to anybody: no script, no style, pictures from Pult's own files only."""

import html as entities
import re
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlsplit

import nh3
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from .slugs import slug_of

LONGEST: Final = 400_000
TONES: Final = ("note", "tip", "important", "warning", "caution")
VIDEO_HOSTS: Final = (
    "youtube.com",
    "youtu.be",
    "vimeo.com",
    "youtube-nocookie.com",
    "dailymotion.com",
    "loom.com",
)
OWN_FILE: Final = re.compile(r"/files/knowledge/\d+/[^\s\"'<>\\]*")
TAGS: Final = {
    "a", "blockquote", "br", "code", "div", "em", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p",
    "pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul", "span",
}  # fmt: skip
ATTRIBUTES: Final = {
    "a": {"href", "title", "class"},
    "img": {"src", "alt", "title", "loading"},
    "ol": {"start"},
    "code": {"class"},
    "div": {"class", "tabindex"},
    "p": {"class"},
    "td": {"class"},
    "th": {"class"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
CLASSES: Final = re.compile(
    r"language-[\w+#.-]{1,30}|callout callout-(?:note|tip|important|warning|caution)|callout-title|doc-table"
    r"|doc-video|is-(?:left|center|right)"
)
SCHEMES: Final = {"http", "https", "mailto", "tel"}
_CALLOUT: Final = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(?:\n|$)")
_ALIGN: Final = re.compile(r"text-align:(left|center|right)")
_HEADING_ID: Final = re.compile(r"[a-z0-9-]{1,90}")


def render(body: str, *, language: str | None = None) -> str:
    """The HTML of a text in Markdown, safe to be shown; the names of boxes in this language."""
    with override(language or get_language()):
        return clean(_parser().render(body[:LONGEST]))


def clean(html: str) -> str:
    """Only the tags and attributes that documents are made of."""
    return nh3.clean(
        html,
        tags=TAGS,
        clean_content_tags={"script", "style"},
        attributes=ATTRIBUTES,
        attribute_filter=_keep,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
    ).strip()


def plain(html: str) -> str:
    """The words of rendered HTML, for search and for telling texts apart."""
    spaced = re.sub(r"<(?:/(?:p|li|h\d|td|th|tr|pre|div)|br)[^>]*>", " ", html)
    return " ".join(entities.unescape(nh3.clean(spaced, tags=set())).split())


def headings(html: str) -> list[tuple[int, str, str]]:
    """The headings of rendered HTML: level, address within the page, words."""
    found = re.findall(r'<h([2-6]) id="([^"]+)"[^>]*>(.*?)</h\1>', html, re.DOTALL)
    return [(int(level), anchor, plain(words)) for level, anchor, words in found]


def _keep(tag: str, name: str, value: str) -> str | None:
    if name == "class":
        return value if CLASSES.fullmatch(value) else None
    if tag == "img" and name == "src":
        return value if OWN_FILE.fullmatch(value) and ".." not in value else None
    if name == "id":
        return value if _HEADING_ID.fullmatch(value) else None
    if name == "tabindex":
        return value if value == "0" else None
    return None if name == "href" and value.startswith(("//", "\\", "/\\")) else value


_made: list[MarkdownIt] = []


def _parser() -> MarkdownIt:
    """One parser for all: it keeps nothing between two texts."""
    if not _made:
        parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 30}).enable(
            ["table", "strikethrough"]
        )
        parser.core.ruler.push("documents", _finish)
        parser.add_render_rule("image", _image)
        parser.add_render_rule("table_open", _table_open)
        parser.add_render_rule("table_close", _table_close)
        _made.append(parser)
    return _made[0]


def _image(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    token = tokens[at]
    source = str(token.attrs.get("src", ""))
    words = self.renderInlineAsText(token.children or [], options, env)
    if not OWN_FILE.fullmatch(source):
        return entities.escape(words)
    return f'<img src="{entities.escape(source)}" alt="{entities.escape(words)}" loading="lazy">'


def _table_open(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:  # noqa: ARG001
    return '<div class="doc-table" tabindex="0"><table>\n'


def _table_close(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:  # noqa: ARG001
    return "</table></div>\n"


def _finish(state: StateCore) -> None:
    """Callouts, anchors of headings, sides of cells, links to films."""
    seen: dict[str, int] = {}
    for at, token in enumerate(state.tokens):
        if token.type in ("heading_open", "heading_close") and token.tag == "h1":
            token.tag = "h2"
        if token.type == "heading_open":
            token.attrSet("id", _anchor(state.tokens[at + 1].content, seen))
        elif token.type in ("td_open", "th_open"):
            _side(token)
        elif token.type == "paragraph_open" and _is_film(state.tokens[at + 1]):
            token.attrSet("class", "doc-video")
        elif token.type == "blockquote_open":
            _callout(state.tokens, at)


def _anchor(words: str, seen: dict[str, int]) -> str:
    made = slug_of(words)[:80] or "part"
    seen[made] = seen.get(made, 0) + 1
    return made if seen[made] == 1 else f"{made}-{seen[made]}"


def _side(cell: Token) -> None:
    found = _ALIGN.fullmatch(str(cell.attrs.pop("style", "")))
    if found:
        cell.attrSet("class", f"is-{found[1]}")


def _is_film(inline: Token) -> bool:
    children = inline.children or []
    if len(children) < 2 or children[0].type != "link_open" or children[-1].type != "link_close":
        return False
    if sum(child.type == "link_open" for child in children) != 1:
        return False
    return is_film(str(children[0].attrs.get("href", "")))


def is_film(address: str) -> bool:
    """Whether an address leads to a film."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return False
    return host in VIDEO_HOSTS or (
        parts.path.lower().endswith((".mp4", ".webm")) and bool(host or parts.path)
    )


def _callout(tokens: list[Token], at: int) -> None:
    """`> [!NOTE]` becomes a box with its name above."""
    if len(tokens) < at + 3 or tokens[at + 2].type != "inline":
        return
    inline = tokens[at + 2]
    found = _CALLOUT.match(inline.content)
    if not found:
        return
    tone = found[1].lower()
    tokens[at].tag = tokens[_end_of(tokens, at)].tag = "div"
    tokens[at].attrSet("class", f"callout callout-{tone}")
    children = inline.children or []
    breaks = [place for place, child in enumerate(children) if child.type in ("softbreak", "hardbreak")]
    rest = children[breaks[0] + 1 :] if breaks else []
    label = Token("text", "", 0, content=callout_name(tone))
    title = [Token("strong_open", "strong", 1), label, Token("strong_close", "strong", -1)]
    line = [Token("hardbreak", "br", 0)] if rest else []
    inline.children = [*title, *line, *rest]


def _end_of(tokens: list[Token], at: int) -> int:
    level = tokens[at].level
    return next(
        place
        for place in range(at + 1, len(tokens))
        if tokens[place].type == "blockquote_close" and tokens[place].level == level
    )


def callout_name(tone: str) -> str:
    """What stands above a box."""
    return {
        "note": _("Note"),
        "tip": _("Tip"),
        "important": _("Important"),
        "warning": _("Warning"),
        "caution": _("Caution"),
    }[tone]
