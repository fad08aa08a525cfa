"""Plain text of HTML, for search, for mail without a plain part, and for cutting quotations."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from pult.gateways.email.html.tree import SILENT, is_hidden, read_html

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
APART = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre"])
SAID_BEFORE = {"li": "- ", "td": " ", "th": " "}
SPACES = re.compile(r"[ \t\r\n\f]+")
BLANKS = re.compile(r"\n{3,}")


def text_of_html(html: str) -> str:
    """The words of some HTML, with its lines, lists and quotations kept apart."""
    tree = read_html(html)
    return "" if tree is None else text_of_tree(tree)


def text_of_tree(tree: HtmlElement) -> str:
    """The words below an element."""
    return Writer().write(tree)


class Writer:
    """Walks a tree once, without recursion, and writes what a reader sees."""

    def __init__(self) -> None:
        self.lines: list[str] = [""]
        self.quotes = 0
        self.pre = 0
        self.silent = 0

    def write(self, tree: HtmlElement) -> str:
        for event, element in walk(tree):
            if event == "start":
                self.enter(element)
            else:
                self.leave(element, is_root=element is tree)
        text = "\n".join(line.rstrip(" \t\xa0") for line in self.lines)
        return BLANKS.sub("\n\n", text.replace("\xa0", " ")).strip("\n ")

    def enter(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag in SILENT or is_hidden(element):
            self.silent += 1
        if tag in BLOCKS:
            self.new_line(apart=tag in APART)
        self.open(tag)
        self.say(element.get("alt") if tag == "img" else SAID_BEFORE.get(tag))
        self.say(element.text)

    def open(self, tag: str) -> None:
        if tag == "blockquote":
            self.quotes += 1
            self.renew()
        elif tag == "pre":
            self.pre += 1
        elif tag == "br":
            self.break_line()

    def leave(self, element: HtmlElement, *, is_root: bool) -> None:
        tag = element.tag
        if tag == "blockquote":
            self.quotes -= 1
        elif tag == "pre":
            self.pre -= 1
        if tag in BLOCKS:
            self.new_line(apart=tag in APART)
        if tag in SILENT or is_hidden(element):
            self.silent -= 1
        if not is_root:
            self.say(element.tail)

    @property
    def prefix(self) -> str:
        return ">" * self.quotes + " " if self.quotes else ""

    def say(self, text: str | None) -> None:
        if not text or self.silent:
            return
        if self.pre:
            first, *others = text.split("\n")
            self.lines[-1] += first
            self.lines.extend(self.prefix + other for other in others)
            return
        text = SPACES.sub(" ", text)
        if self.lines[-1] == self.prefix or self.lines[-1].endswith(" "):
            text = text.lstrip(" ")
        self.lines[-1] += text

    def break_line(self) -> None:
        if not self.silent:
            self.lines.append(self.prefix)

    def new_line(self, *, apart: bool) -> None:
        if self.silent:
            return
        if self.lines[-1].strip("> \t"):
            self.lines.append(self.prefix)
        if apart and len(self.lines) > 1 and self.lines[-2].strip("> "):
            self.lines.append(self.prefix)

    def renew(self) -> None:
        """An empty line that was begun outside a quotation belongs to it now, and the other way round."""
        if not self.lines[-1].strip("> "):
            self.lines[-1] = self.prefix


def walk(tree: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """Every element as it begins and ends; comments say nothing but what follows them."""
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment")):
        if event == "comment":
            if element.tail and element.getparent() is not None:
                yield from tail_of_comment(element)
        else:
            yield event, element


def tail_of_comment(comment: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """A comment's following text, as if an empty element stood there."""
    stand_in = etree.Element("span")
    stand_in.tail = comment.tail
    yield "start", stand_in
    yield "end", stand_in
