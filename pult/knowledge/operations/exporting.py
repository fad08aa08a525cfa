"""Documents go out as files: what importing takes, and the same bytes for the same documents."""

import json
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import IO, Any
from urllib.parse import quote

from pult.foundation.files.operations import read
from pult.knowledge.carrying import heads, links, sorting
from pult.knowledge.models import Category, Document, DocumentFile, Draft, Revision, Translation
from pult.knowledge.models.documents import DocumentQuerySet

AT_ONCE = 50
# Archives know no time of change, so that the same documents give the same bytes.
MOMENT = (1980, 1, 1, 0, 0, 0)
Telling = Callable[[int, int], None]


@dataclass
class _Places:
    """Where every document lies in the archive, by its number: its folder, and its languages."""

    folders: dict[int, str] = field(default_factory=dict)
    languages: dict[int, set[str]] = field(default_factory=dict)
    first: dict[int, str] = field(default_factory=dict)
    uids: dict[int, str] = field(default_factory=dict)


def take_out_all(
    stream: "IO[bytes]", documents: DocumentQuerySet, *, tell: Telling = lambda _done, _whole: None
) -> int:
    """Write these documents into an archive; returns how many there are."""
    rows = list(documents.order_by("pk").values_list("pk", flat=True))
    places = _places(rows)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, sorting.CATEGORIES, _categories())
        for at in range(0, len(rows), AT_ONCE):
            for document in _whole(rows[at : at + AT_ONCE]):
                _write(archive, document, places)
            tell(min(at + AT_ONCE, len(rows)), len(rows))
    return len(rows)


def _whole(numbers: list[int]) -> Iterable[Document]:
    rows = Document.objects.filter(pk__in=numbers).order_by("pk")
    return rows.select_related("category__parent__parent", "owner__person", "department").prefetch_related(
        "groups", "files__file"
    )


def _places(numbers: list[int]) -> _Places:
    """Folders named after the first title; the same name twice gets a number."""
    places, taken = _Places(), set[str]()
    own = Translation.objects.own().filter(document__in=numbers).select_related("document")
    for one in own.order_by("document", "pk"):
        places.languages.setdefault(one.document_id, set()).add(one.language)
        places.first[one.document_id] = one.document.language
        places.uids[one.document_id] = str(one.document.uid)
        if one.language == one.document.language or one.document_id not in places.folders:
            places.folders[one.document_id] = f"{one.document.kind}/{one.slug}"
    for pk in numbers:
        folder = name = places.folders.get(pk, f"document/{pk}")
        number = 1
        while name in taken:
            number += 1
            name = f"{folder}-{number}"
        taken.add(name)
        places.folders[pk] = name
    return places


def _write(archive: zipfile.ZipFile, document: Document, places: _Places) -> None:
    folder = places.folders[document.pk]
    names = _file_names(document.files.all())
    for file in sorted(document.files.all(), key=lambda file: file.pk):
        _put(archive, f"{folder}/{sorting.FILES}/{names[file.pk]}", read(file.file))
    about = _about(document)
    for one in Translation.objects.own().whole().filter(document=document).order_by("pk"):
        for said, state in ((one.published, "published"), (one.open_draft, "draft")):
            if said is not None:
                ending = ".draft.md" if state == "draft" else ".md"
                head = _head(document, one, said, state) | about
                body = links.rewritten(said.body, _leading_out(one, places, names))
                _put(archive, f"{folder}/{one.language}{ending}", heads.join(head, body).encode())


def _head(document: Document, one: Translation, said: Revision | Draft, state: str) -> heads.Head:
    return {
        "id": str(document.uid),
        "kind": document.kind,
        "language": one.language,
        "first": "yes" if one.language == document.language else "",
        "title": said.title,
        "state": state,
        "data": json.dumps(said.data, ensure_ascii=False, sort_keys=True) if said.data else "",
    }


def _about(document: Document) -> heads.Head:
    found: heads.Head = {
        "audience": document.audience,
        "department": document.department.name if document.department else "",
        "companies": sorted(one.name for one in document.groups.all()),
        "owner": document.owner.person.email if document.owner else "",
        "category": _way_to(document.category),
        "also_asked": list(document.also_asked),
        "review_on": document.review_on.isoformat() if document.review_on else "",
        "review_months": str(document.review_months),
    }
    return found


def _way_to(category: Category | None) -> str:
    parts: list[str] = []
    while category is not None and len(parts) < 3:
        parts.insert(0, category.slug)
        category = category.parent
    return " / ".join(parts)


def _leading_out(page: Translation, places: _Places, names: dict[int, str]) -> Callable[[str], str | None]:
    """Links to documents and files of this house become links between files of the archive."""

    def change(address: str) -> str | None:
        path, mark, part = address.partition("#")
        if (found := links.DOCUMENT.fullmatch(path)) and (pk := int(found[1])) in places.languages:
            language = page.language if page.language in places.languages[pk] else places.first[pk]
            if language not in places.languages[pk]:
                language = min(places.languages[pk])
            return f"../../{places.folders[pk]}/{language}.md{mark}{part}"
        if (found := links.OWN_FILE.fullmatch(path)) and (pk := int(found[1])) in names:
            return f"{sorting.FILES}/{quote(names[pk], safe='')}{mark}{part}"
        return None

    return change


def _file_names(files: Iterable[DocumentFile]) -> dict[int, str]:
    """Each file under its own name; the same name twice gets its number in front."""
    names: dict[int, str] = {}
    for one in sorted(files, key=lambda file: file.pk):
        name = one.name.replace("\\", "-").replace("/", "-").strip(". ") or "file"
        names[one.pk] = name if name not in names.values() else f"{one.pk}-{name}"
    return names


def _categories() -> bytes:
    rows: list[dict[str, Any]] = []
    waiting: list[Category | None] = [None]
    while waiting:
        parent = waiting.pop(0)
        for one in Category.objects.filter(parent=parent).in_order():
            above = parent.slug if parent else None
            rows.append(
                {"slug": one.slug, "parent": above, "names": one.names, "descriptions": one.descriptions}
            )
            waiting.append(one)
    return json.dumps(rows, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _put(archive: zipfile.ZipFile, path: str, content: bytes) -> None:
    member = zipfile.ZipInfo(path, MOMENT)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    archive.writestr(member, content)
