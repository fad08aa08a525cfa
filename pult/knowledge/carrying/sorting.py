"""Which files are one document in several languages, and which lie beside it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from pult.knowledge.errors import BadImport

from . import pages
from .bundle import Bundle
from .pages import Page

CATEGORIES: Final = "categories.json"
FILES: Final = "files"
PLACES: Final = ("category", "categories", "section")
MOST: Final = 5_000
_LATIN: Final = re.compile(r"[A-Za-zČĆŽŠĐčćžšđ]")
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")


@dataclass
class Sheaf:
    """One document: its pages by language, its drafts by language, and the files that lie in its folder."""

    key: str
    uid: UUID | None
    folder: str
    pages: dict[str, Page] = field(default_factory=dict)
    drafts: dict[str, Page] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    first: str = ""

    @property
    def languages(self) -> list[str]:
        """The languages in which something is said, the first one first."""
        others = sorted({*self.pages, *self.drafts} - {self.first})
        return [self.first, *others]

    @property
    def head(self) -> Page:
        """The page that says whose the document is and who reads it."""
        return self.pages.get(self.first) or self.drafts[self.first]

    @property
    def title(self) -> str:
        """What it is called where it was written first."""
        return self.head.title

    @property
    def notes(self) -> list[str]:
        """What somebody should know of how its pages were read."""
        found = [note for page in (*self.pages.values(), *self.drafts.values()) for note in page.notes]
        return list(dict.fromkeys(found))


@dataclass
class Sorted:
    """The documents of a bundle, by key, and the files of which nothing could be made."""

    sheaves: list[Sheaf] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def sort(bundle: Bundle, *, language: str) -> Sorted:
    """The documents of a bundle; pages that do not say their language are in this one."""
    found = Sorted(refused=list(bundle.refused))
    sheaves: dict[str, Sheaf] = {}
    for page in _read(bundle, found):
        tongue, key, folder = _placed(page, language)
        uid = _uid(page)
        name = f"id:{uid}" if uid else f"id:{given}" if (given := page.said("id")) else key
        sheaf = sheaves.setdefault(name, Sheaf(key=name, uid=uid, folder=folder, first=tongue))
        where = sheaf.drafts if is_draft(page) else sheaf.pages
        if tongue in where:
            other = where[tongue].path
            found.refused.append(
                (page.path, _("Says the same in the same language as %(name)s.") % {"name": other})
            )
            continue
        where[tongue] = page
        if page.said("first") or (tongue == language and not sheaf.head.said("first")):
            sheaf.first = tongue
        if len(sheaves) > MOST:
            raise BadImport(_("There are more than %(most)s documents.") % {"most": MOST})
    _lay_files(sheaves.values(), bundle)
    # In the order of their places, `2` before `10`: of two that are called alike, each keeps its name.
    found.sheaves = sorted(sheaves.values(), key=lambda one: _in_order(one.head.path))
    return found


def _in_order(path: str) -> list[list[tuple[str, int]]]:
    parts = [re.findall(r"(\D*)(\d*)", part) for part in path.rpartition(".")[0].split("/")]
    return [[(words, int(number or 0)) for words, number in part] for part in parts]


def is_draft(page: Page) -> bool:
    """Whether a page says of itself that it is not published."""
    return page.said("state", "status").lower() == "draft" or page.said("draft").lower() in (
        "true",
        "yes",
        "1",
    )


def category_of(sheaf: Sheaf) -> list[str]:
    """Where a document lies, from the top: as its head says, else the folders in which it lay."""
    head = sheaf.head
    if any(name in head.head for name in PLACES):
        said = head.lines(*PLACES)
        parts = re.split(r"\s*[/>]\s*", said[0]) if len(said) == 1 else said
    else:
        parts = [_words(part) for part in sheaf.folder.split("/")]
    return [part.strip()[:80] for part in parts if part.strip()][:3]


def _read(bundle: Bundle, found: Sorted) -> Iterator[Page]:
    for path in sorted(bundle.files):
        if not pages.is_page(path):
            continue
        try:
            yield pages.read(path, bundle.read(path))
        except BadImport as refusal:
            found.refused.append((path, str(refusal)))


def _placed(page: Page, otherwise: str) -> tuple[str, str, str]:
    """The language of a page, the path that it shares with its translations, and the folder in which it lies."""
    *folders, name = page.path.split("/")
    stem = re.sub(r"\.draft$", "", name.rpartition(".")[0], flags=re.IGNORECASE)
    base, _dot, ending = stem.rpartition(".")
    from_name = _exactly(ending) if base else _exactly(stem)
    from_folder = next((code for one in folders if (code := _exactly(one))), "")
    folders = [one for one in folders if not _exactly(one)]
    language = page.language or from_name or from_folder or otherwise
    if from_name and not base:
        return _in_script(language, page), "/".join(folders) or stem, "/".join(folders[:-1])
    kept = base if from_name else stem
    return _in_script(language, page), "/".join([*folders, kept]), "/".join(folders)


def _exactly(code: str) -> str:
    """A language, when this is the name of one and of nothing else."""
    return pages.language_of(code) if re.fullmatch(r"[A-Za-z]{2}([-_][A-Za-z]{2,4})*", code) else ""


def _in_script(language: str, page: Page) -> str:
    """Serbian by the letters in which it is written, whatever it says of itself."""
    if language not in ("sr", "sr-latn"):
        return language
    text = f"{page.title} {page.body[:2000]}"
    latin, cyrillic = len(_LATIN.findall(text)), len(_CYRILLIC.findall(text))
    return language if not latin + cyrillic else "sr" if cyrillic >= latin else "sr-latn"


def _uid(page: Page) -> UUID | None:
    try:
        return UUID(page.said("id"))
    except ValueError:
        return None


def _lay_files(sheaves: Iterable[Sheaf], bundle: Bundle) -> None:
    """What lies in the folder `files` beside the pages of a document goes with it."""
    own: dict[str, list[Sheaf]] = {}
    for sheaf in sheaves:
        own.setdefault(sheaf.head.path.rpartition("/")[0], []).append(sheaf)
    for path in sorted(bundle.files):
        folder, _slash, _name = path.rpartition("/")
        place, _slash, last = folder.rpartition("/")
        if last == FILES and len(own.get(place, [])) == 1 and not pages.is_page(path):
            own[place][0].files.append(path)


def _words(folder: str) -> str:
    words = re.sub(r"[-_]+", " ", re.sub(r"^\d{3,}[-_ ]+", "", folder)).strip()
    return words[:1].upper() + words[1:]
