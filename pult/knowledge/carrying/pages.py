"""One file as a page of a document: its head, its language, its title, its text in Markdown."""

import re
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from pult.knowledge.errors import BadImport

from . import heads, html

MARKDOWN: Final = (".md", ".markdown", ".mdown")
HTML: Final = (".html", ".htm", ".xhtml")
LONGEST: Final = 400_000
MOST_BYTES: Final = 4 * 1024 * 1024
LANGUAGES: Final = {
    "en": "en", "hr": "hr", "sr": "sr", "bs": "hr", "sr-latn": "sr-latn", "sr-cyrl": "sr", "srl": "sr-latn",
}  # fmt: skip
_TITLE: Final = re.compile(r"\A\s*#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\n|\Z)")
_CHARSET: Final = re.compile(rb"charset=[\"']?([\w-]{2,20})", re.IGNORECASE)


@dataclass
class Page:
    """A document in one language, as a file says it. `notes` is what somebody should know of how it was read."""

    path: str
    title: str
    body: str
    head: heads.Head = field(default_factory=dict)
    language: str = ""
    notes: list[str] = field(default_factory=list)

    def said(self, *names: str) -> str:
        """What the head says under the first of these names, as one text."""
        for name in names:
            value = self.head.get(name)
            if value:
                return (value if isinstance(value, str) else value[0]).strip()
        return ""

    def lines(self, *names: str) -> list[str]:
        """What the head says under the first of these names, as a list."""
        for name in names:
            value = self.head.get(name)
            if value:
                return value if isinstance(value, list) else [value]
        return []


def is_page(path: str) -> bool:
    """Whether a file is read as a page; everything else may be a picture or an attachment."""
    return path.lower().endswith((*MARKDOWN, *HTML))


def read(path: str, content: bytes) -> Page:
    """A page of a file. Raises BadImport when nothing can be made of it."""
    if len(content) > MOST_BYTES:
        raise BadImport(_("The text is too long."))
    text, letters = decoded(content)
    if path.lower().endswith(HTML):
        found = html.read(text)
        page = Page(path=path, title=found.title, body=found.body, language=language_of(found.language))
    else:
        page = _markdown(path, text)
    if letters:
        page.notes.append(_("Was read as %(letters)s.") % {"letters": letters})
    page.title = " ".join((page.title or _named_after(path)).split())[:200]
    if len(page.body) > LONGEST:
        raise BadImport(_("The text is too long."))
    return page


def decoded(content: bytes) -> tuple[str, str]:
    """The text, and in which letters it was read when that had to be guessed."""
    letters = ""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text, letters = _guessed(content)
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n"), letters


def language_of(code: str) -> str:
    """A language as Pult names it; empty when it is none that Pult writes."""
    plain = code.strip().lower().replace("_", "-")
    return (
        LANGUAGES.get(plain)
        or LANGUAGES.get("-".join(plain.split("-")[:2]))
        or LANGUAGES.get(plain.partition("-")[0], "")
    )


def _markdown(path: str, text: str) -> Page:
    head, body = heads.split(text)
    page = Page(path=path, title="", body=body.removesuffix("\n"), head=head)
    page.language = language_of(page.said("language", "lang", "locale"))
    page.title = page.said("title")
    if not page.title and (found := _TITLE.match(body)):
        page.title = re.sub(r"[*_`]", "", found[1])
        page.body = body[found.end() :].strip("\n")
    return page


def _guessed(content: bytes) -> tuple[str, str]:
    """Pages that do not say their letters are mostly from Windows, where Croatian and Serbian were written in 1250."""
    named = _CHARSET.search(content[:2048])
    for letters in [named[1].decode()] if named else []:
        try:
            return content.decode(letters), letters
        except (LookupError, UnicodeDecodeError):
            continue
    return content.decode("cp1250", errors="replace"), "Windows-1250"


def _named_after(path: str) -> str:
    """A title from the name of a file."""
    stem = path.rpartition("/")[2].rpartition(".")[0]
    words = re.sub(r"[-_]+", " ", re.sub(r"^\d{3,}[-_ ]+", "", stem)).strip()
    return words[:1].upper() + words[1:]
