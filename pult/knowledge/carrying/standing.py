"""What stands here already of the documents that come in, and where their links will lead."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pult.knowledge import structured
from pult.knowledge.errors import BadImport
from pult.knowledge.files import address_of
from pult.knowledge.linking import address_in_text
from pult.knowledge.models import Document, DocumentFile, Draft, Translation
from pult.knowledge.types import OUTSIDE, Audience, DocumentKind
from pult.knowledge.types.carrying import Terms
from pult.knowledge.types.scripts import MOST_CHOICES, MOST_STEPS, Script
from pult.workforce.models import Department

from . import links
from .bundle import Bundle
from .pages import Page
from .sorting import Sheaf

_FOREIGN: Final = re.compile(r"!\[[^\]\n]*\]\(\s*<?(?:https?:)?//")
Files = Callable[[str], str | None]


def origin_of(sheaf: Sheaf, terms: Terms) -> str:
    """By what a document is known again when its file comes in once more."""
    return f"{terms.collection}:{sheaf.key}"[:600]


def found(sheaves: Iterable[Sheaf], terms: Terms) -> dict[str, Document]:
    """The documents that are here already, by the keys of what comes in."""
    waiting = list(sheaves)
    uids = {sheaf.uid: sheaf.key for sheaf in waiting if sheaf.uid}
    origins = {origin_of(sheaf, terms): sheaf.key for sheaf in waiting}
    rows = Document.objects.filter(Q(uid__in=uids) | Q(origin__in=origins)).select_related("category")
    here: dict[str, Document] = {}
    for one in rows.order_by("pk"):
        key = uids.get(one.uid) or origins.get(one.origin or "")
        if key is not None:
            here.setdefault(key, one)
    return here


def numbers(sheaves: Iterable[Sheaf], here: Mapping[str, Document]) -> dict[str, int]:
    """The number of the document that each page belongs to, by the path of the page."""
    return {
        page.path: here[sheaf.key].pk
        for sheaf in sheaves
        if sheaf.key in here
        for page in (*sheaf.pages.values(), *sheaf.drafts.values())
    }


def leading_here(page: Page, places: Mapping[str, int], file: Files) -> tuple[str, list[str]]:
    """The text of a page with links to documents and files of this house, and what could not be followed."""
    lost: list[str] = []

    def change(address: str) -> str | None:
        if not links.is_relative(address):
            return None
        path, part = links.target(page.path, address)
        if path == page.path and part:
            return None
        if path in places:
            return address_in_text(places[path]) + (f"#{part}" if part else "")
        kept = file(path)
        if kept is None:
            lost.append(address)
        return kept

    body = links.rewritten(page.body, change)
    return body, _told(len(lost), len(_FOREIGN.findall(body)))


def stored_files(document: Document | None, bundle: Bundle) -> Files:
    """Where the files of a bundle are read already, without storing anything."""
    kept = (
        {}
        if document is None
        else {
            (one.file.sha256, one.name): one
            for one in DocumentFile.objects.filter(document=document).select_related("file")
        }
    )

    def find(path: str) -> str | None:
        if path not in bundle.files:
            return None
        digest = hashlib.sha256(bundle.read(path)).hexdigest() if kept else ""
        one = kept.get((digest, path.rpartition("/")[2]))
        return address_of(one) if one else f"/{path}"

    return find


def data_of(page: Page, kind: str) -> dict[str, Any] | None:
    """The fields of a structured document, as far as they belong to its kind; None when its file says none."""
    said = page.said("data")
    if not said:
        return None
    try:
        data = json.loads(said)
    except (ValueError, RecursionError) as error:
        raise BadImport(_("The data of the document cannot be read.")) from error
    if kind != DocumentKind.SCRIPT:
        return structured.cleaned(kind, data)
    script = Script.read(data)
    if len(script.steps) > MOST_STEPS or any(len(step.choices) > MOST_CHOICES for step in script.steps):
        raise BadImport(_("A script has at most 120 steps, and a step at most 12 choices."))
    return script.as_json()


def kind_of(sheaf: Sheaf, terms: Terms) -> str:
    """What a document is. Raises BadImport when its file says something unknown."""
    kind = sheaf.head.said("kind") or terms.kind
    if kind not in DocumentKind.values:
        raise BadImport(_("There is no kind of documents called “%(kind)s”.") % {"kind": kind[:40]})
    return kind


def readers_of(sheaf: Sheaf, terms: Terms) -> tuple[str, Department | None]:
    """Who reads a document. Nobody is guessed: what cannot be found here keeps the document out."""
    head, kind = sheaf.head, kind_of(sheaf, terms)
    usual = (
        terms.audience if kind == DocumentKind.ARTICLE or terms.audience not in OUTSIDE else Audience.STAFF
    )
    audience = head.said("audience") or usual
    if audience not in Audience.values:
        raise BadImport(_("There are no readers called “%(readers)s”.") % {"readers": audience[:40]})
    if audience != Audience.DEPARTMENT:
        return audience, None
    name = head.said("department")
    department = Department.objects.filter(name__iexact=name).order_by("pk").first()
    if department is None:
        raise BadImport(_("There is no department called “%(name)s” here.") % {"name": name[:80]})
    return audience, department


def taken_by_somebody(translation: Translation, texts: Iterable[tuple[str, str]]) -> bool:
    """Whether somebody is writing something else in this language: that is not overwritten."""
    draft: Draft | None = translation.open_draft
    if draft is None or not draft.body.strip():
        return False
    return (draft.title, draft.body) not in set(texts)


def _told(lost: int, foreign: int) -> list[str]:
    notes = []
    if lost:
        words = ngettext("%(n)s link leads nowhere.", "%(n)s links lead nowhere.", lost)
        notes.append(words % {"n": lost})
    if foreign:
        words = ngettext(
            "%(n)s picture lies on another host and is not shown.",
            "%(n)s pictures lie on other hosts and are not shown.",
            foreign,
        )
        notes.append(words % {"n": foreign})
    return notes
